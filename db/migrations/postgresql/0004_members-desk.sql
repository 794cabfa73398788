CREATE INDEX "organization_memberships_role" ON "organization_memberships" USING btree ("organization_id","role","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "organization_memberships_name" ON "organization_memberships" USING btree ("organization_id","search_text","id") WHERE deleted_at is null;
