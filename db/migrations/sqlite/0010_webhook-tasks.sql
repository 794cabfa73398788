CREATE TABLE "webhook_tasks" (
	"id" text PRIMARY KEY NOT NULL,
	"svix_id" text NOT NULL,
	"listener" text NOT NULL,
	"attempts" integer NOT NULL,
	"due_at" integer,
	"error" text,
	"created_at" integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX "webhook_tasks_due" ON "webhook_tasks" ("due_at");
