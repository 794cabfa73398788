DROP INDEX "organization_memberships_user";--> statement-breakpoint
DROP INDEX "organization_memberships_page";--> statement-breakpoint
DROP INDEX "organization_memberships_person";--> statement-breakpoint
ALTER TABLE "organization_memberships" ADD "search_text" text DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE "organization_memberships" SET "search_text" = coalesce((SELECT substr("users"."search_text", 1, 500) FROM "users" WHERE "users"."id" = "user_id"), '');--> statement-breakpoint
CREATE INDEX "organization_memberships_ended" ON "organization_memberships" ("organization_id") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "organization_memberships_page" ON "organization_memberships" ("organization_id","created_at","id","search_text") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "organization_memberships_person" ON "organization_memberships" ("user_id","organization_id");
