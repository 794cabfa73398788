CREATE INDEX "organization_memberships_role" ON "organization_memberships" ("organization_id","role","created_at","id") WHERE deleted_at is null;
