CREATE TABLE "projects" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"organization_id" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"created_by" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"archived_at" bigint,
	"deleted_at" bigint
);
--> statement-breakpoint
CREATE INDEX "projects_page" ON "projects" USING btree ("organization_id","created_at","id") WHERE deleted_at is null;
--> statement-breakpoint
ALTER TABLE "projects" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "projects" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "projects" USING ("organization_id" = current_setting('app.organization_id', true) OR current_setting('app.mirror', true) = 'on') WITH CHECK (current_setting('app.mirror', true) = 'on');
