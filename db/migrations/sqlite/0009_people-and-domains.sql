DROP INDEX "enterprise_connections_page";--> statement-breakpoint
CREATE INDEX "enterprise_connections_page" ON "enterprise_connections" ("organization_id","created_at","id");--> statement-breakpoint
ALTER TABLE "users" ADD "enterprise_accounts" text DEFAULT '[]' NOT NULL;
