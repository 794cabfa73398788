CREATE TABLE "organization_changes" (
	"id" integer PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"kind" text NOT NULL,
	"user_id" text
) STRICT;
--> statement-breakpoint
CREATE INDEX "organization_changes_follow" ON "organization_changes" ("organization_id","id");
