DROP INDEX "enterprise_connections_page";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "enterprise_accounts" text collate "C" DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX "enterprise_connections_page" ON "enterprise_connections" USING btree ("organization_id","created_at","id");
