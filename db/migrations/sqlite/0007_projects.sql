CREATE TABLE "projects" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"name" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" integer NOT NULL,
	"updated_at" integer NOT NULL,
	"archived_at" integer,
	"deleted_at" integer
) STRICT;
--> statement-breakpoint
CREATE INDEX "projects_page" ON "projects" ("organization_id","created_at","id") WHERE deleted_at is null;
