CREATE TABLE "webhook_tasks" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"svix_id" text collate "C" NOT NULL,
	"listener" text collate "C" NOT NULL,
	"attempts" bigint NOT NULL,
	"due_at" bigint,
	"error" text collate "C",
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "webhook_tasks_due" ON "webhook_tasks" USING btree ("due_at");
