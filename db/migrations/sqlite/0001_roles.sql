CREATE TABLE "ended_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"ended_at" integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE "permissions" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"created_at" integer NOT NULL,
	"updated_at" integer NOT NULL,
	"seen_at" integer NOT NULL,
	"deleted_at" integer
) STRICT;
--> statement-breakpoint
CREATE TABLE "role_permissions" (
	"role_id" text NOT NULL,
	"permission_id" text NOT NULL,
	PRIMARY KEY("role_id", "permission_id"),
	FOREIGN KEY ("role_id") REFERENCES "roles"("id") ON UPDATE no action ON DELETE no action,
	FOREIGN KEY ("permission_id") REFERENCES "permissions"("id") ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE "roles" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"created_at" integer NOT NULL,
	"updated_at" integer NOT NULL,
	"seen_at" integer NOT NULL,
	"deleted_at" integer
) STRICT;
--> statement-breakpoint
CREATE INDEX "roles_key" ON "roles" ("key");--> statement-breakpoint
ALTER TABLE "organizations" ADD "role_set_key" text;
