import type { Migration } from '../migration'

/** Every migration, oldest first. Made by generate.ts from the .sql files: do not edit. */
export const migrations: readonly Migration[] = [
  { version: 1, name: '0000_mirror', sql: `
CREATE TABLE "activity" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"organization_id" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"audience" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"actor_id" text collate "C",
	"user_id" text collate "C",
	"target_id" text collate "C" NOT NULL,
	"value" text collate "C",
	"shown" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "enterprise_connections" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"organization_id" text collate "C",
	"name" text collate "C" NOT NULL,
	"provider" text collate "C" NOT NULL,
	"domains" text collate "C" NOT NULL,
	"active" boolean NOT NULL,
	"sync_user_attributes" boolean NOT NULL,
	"disable_additional_identifications" boolean NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"deleted_at" bigint
);
--> statement-breakpoint
CREATE TABLE "organization_domains" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"organization_id" text collate "C",
	"name" text collate "C" NOT NULL,
	"enrollment_mode" text collate "C",
	"verification_status" text collate "C",
	"verification_strategy" text collate "C",
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"deleted_at" bigint
);
--> statement-breakpoint
CREATE TABLE "ended_sessions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"ended_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organization_invitations" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"organization_id" text collate "C",
	"email_address" text collate "C" NOT NULL,
	"role" text collate "C" NOT NULL,
	"role_name" text collate "C" NOT NULL,
	"status" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint,
	"updated_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"deleted_at" bigint,
	"user_id" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "organization_memberships" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"organization_id" text collate "C",
	"user_id" text collate "C",
	"role" text collate "C" NOT NULL,
	"role_name" text collate "C" NOT NULL,
	"permissions" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"deleted_at" bigint
);
--> statement-breakpoint
CREATE TABLE "organization_changes" (
	"id" bigint PRIMARY KEY NOT NULL,
	"organization_id" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"user_id" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"slug" text collate "C",
	"name" text collate "C" NOT NULL,
	"image_url" text collate "C" NOT NULL,
	"has_image" boolean NOT NULL,
	"max_allowed_memberships" bigint,
	"created_at" bigint NOT NULL,
	"filled_at" bigint,
	"updated_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"deleted_at" bigint,
	"role_set_key" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "permissions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"key" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"description" text collate "C",
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"deleted_at" bigint
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"slug" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"features" text collate "C" NOT NULL,
	"updated_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"deleted_at" bigint
);
--> statement-breakpoint
CREATE TABLE "role_permissions" (
	"role_id" text collate "C" NOT NULL,
	"permission_id" text collate "C" NOT NULL,
	CONSTRAINT "role_permissions_role_id_permission_id_pk" PRIMARY KEY("role_id","permission_id")
);
--> statement-breakpoint
CREATE TABLE "roles" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"key" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"description" text collate "C",
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"deleted_at" bigint
);
--> statement-breakpoint
CREATE TABLE "subscription_items" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"subscription_id" text collate "C",
	"organization_id" text collate "C",
	"user_id" text collate "C",
	"plan_id" text collate "C",
	"plan_slug" text collate "C",
	"plan_name" text collate "C",
	"status" text collate "C" NOT NULL,
	"is_free_trial" boolean NOT NULL,
	"period" text collate "C" NOT NULL,
	"period_start" bigint NOT NULL,
	"period_end" bigint,
	"seats" bigint,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"deleted_at" bigint
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"organization_id" text collate "C",
	"user_id" text collate "C",
	"status" text collate "C" NOT NULL,
	"active_at" bigint,
	"past_due_at" bigint,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"deleted_at" bigint
);
--> statement-breakpoint
CREATE TABLE "sync_state" (
	"key" text collate "C" PRIMARY KEY NOT NULL,
	"value" text collate "C" NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"identifier" text collate "C",
	"first_name" text collate "C",
	"last_name" text collate "C",
	"image_url" text collate "C",
	"created_at" bigint,
	"search_text" text collate "C" NOT NULL,
	"updated_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"deleted_at" bigint
);
--> statement-breakpoint
CREATE TABLE "webhook_events" (
	"svix_id" text collate "C" PRIMARY KEY NOT NULL,
	"type" text collate "C" NOT NULL,
	"event_time" bigint,
	"received_at" bigint NOT NULL,
	"payload" text collate "C" NOT NULL,
	"outcome" text collate "C" NOT NULL,
	"error" text collate "C",
	"attempts" bigint NOT NULL,
	"user_id" text collate "C",
	"invitation_id" text collate "C"
);
--> statement-breakpoint
ALTER TABLE "organization_memberships" ADD CONSTRAINT "organization_memberships_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_memberships" ADD CONSTRAINT "organization_memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_permissions" ADD CONSTRAINT "role_permissions_role_id_roles_id_fk" FOREIGN KEY ("role_id") REFERENCES "roles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_permissions" ADD CONSTRAINT "role_permissions_permission_id_permissions_id_fk" FOREIGN KEY ("permission_id") REFERENCES "permissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activity_page" ON "activity" USING btree ("organization_id","audience","at","id") WHERE shown;--> statement-breakpoint
CREATE INDEX "activity_values" ON "activity" USING btree ("target_id","at") WHERE value is not null;--> statement-breakpoint
CREATE INDEX "enterprise_connections_page" ON "enterprise_connections" USING btree ("organization_id","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "organization_domains_page" ON "organization_domains" USING btree ("organization_id","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "organization_invitations_page" ON "organization_invitations" USING btree ("organization_id","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "organization_invitations_user" ON "organization_invitations" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "organization_memberships_page" ON "organization_memberships" USING btree ("organization_id","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "organization_memberships_person" ON "organization_memberships" USING btree ("organization_id","user_id");--> statement-breakpoint
CREATE INDEX "organization_memberships_user" ON "organization_memberships" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "organization_changes_follow" ON "organization_changes" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "organizations_slug" ON "organizations" USING btree ("slug") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "roles_key" ON "roles" USING btree ("key");--> statement-breakpoint
CREATE INDEX "subscription_items_organization" ON "subscription_items" USING btree ("organization_id","period_start") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "subscriptions_organization" ON "subscriptions" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "webhook_events_user" ON "webhook_events" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "webhook_events_invitation" ON "webhook_events" USING btree ("invitation_id") WHERE invitation_id is not null;--> statement-breakpoint
CREATE INDEX "webhook_events_outcome" ON "webhook_events" USING btree ("outcome","received_at");
--> statement-breakpoint
ALTER TABLE "activity" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "activity" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "activity" USING ("organization_id" = current_setting('app.organization_id', true) OR current_setting('app.mirror', true) = 'on') WITH CHECK (current_setting('app.mirror', true) = 'on');
--> statement-breakpoint
ALTER TABLE "enterprise_connections" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "enterprise_connections" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "enterprise_connections" USING ("organization_id" = current_setting('app.organization_id', true) OR current_setting('app.mirror', true) = 'on') WITH CHECK (current_setting('app.mirror', true) = 'on');
--> statement-breakpoint
ALTER TABLE "organization_domains" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "organization_domains" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "organization_domains" USING ("organization_id" = current_setting('app.organization_id', true) OR current_setting('app.mirror', true) = 'on') WITH CHECK (current_setting('app.mirror', true) = 'on');
--> statement-breakpoint
ALTER TABLE "organization_invitations" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "organization_invitations" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "organization_invitations" USING ("organization_id" = current_setting('app.organization_id', true) OR current_setting('app.mirror', true) = 'on') WITH CHECK (current_setting('app.mirror', true) = 'on');
--> statement-breakpoint
ALTER TABLE "organization_memberships" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "organization_memberships" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "organization_memberships" USING ("organization_id" = current_setting('app.organization_id', true) OR current_setting('app.mirror', true) = 'on') WITH CHECK (current_setting('app.mirror', true) = 'on');
--> statement-breakpoint
ALTER TABLE "organization_changes" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "organization_changes" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "organization_changes" USING ("organization_id" = current_setting('app.organization_id', true) OR current_setting('app.mirror', true) = 'on') WITH CHECK (current_setting('app.mirror', true) = 'on');
--> statement-breakpoint
ALTER TABLE "subscription_items" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "subscription_items" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "subscription_items" USING ("organization_id" = current_setting('app.organization_id', true) OR current_setting('app.mirror', true) = 'on') WITH CHECK (current_setting('app.mirror', true) = 'on');
--> statement-breakpoint
ALTER TABLE "subscriptions" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "subscriptions" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "subscriptions" USING ("organization_id" = current_setting('app.organization_id', true) OR current_setting('app.mirror', true) = 'on') WITH CHECK (current_setting('app.mirror', true) = 'on');
` },
  { version: 2, name: '0001_notify', sql: `
-- Tells every instance of the app, at the commit, which organization has changes.
CREATE FUNCTION "notify_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('mirror', NEW.organization_id);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "organization_changes_notify" AFTER INSERT ON "organization_changes" FOR EACH ROW EXECUTE FUNCTION "notify_change"();
` },
  { version: 3, name: '0002_search', sql: `
DROP INDEX "organization_memberships_user";--> statement-breakpoint
DROP INDEX "organization_memberships_page";--> statement-breakpoint
DROP INDEX "organization_memberships_person";--> statement-breakpoint
ALTER TABLE "organization_memberships" ADD COLUMN "search_text" text collate "C" DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE "organization_memberships" SET "search_text" = coalesce((SELECT substr("users"."search_text", 1, 500) FROM "users" WHERE "users"."id" = "user_id"), '');--> statement-breakpoint
CREATE INDEX "organization_memberships_ended" ON "organization_memberships" USING btree ("organization_id") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "organization_memberships_page" ON "organization_memberships" USING btree ("organization_id","created_at","id","search_text") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "organization_memberships_person" ON "organization_memberships" USING btree ("user_id","organization_id");
` },
  { version: 4, name: '0003_projects', sql: `
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
` },
  { version: 5, name: '0004_members-desk', sql: `
CREATE INDEX "organization_memberships_role" ON "organization_memberships" USING btree ("organization_id","role","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "organization_memberships_name" ON "organization_memberships" USING btree ("organization_id","search_text","id") WHERE deleted_at is null;
` },
  { version: 6, name: '0005_people-and-domains', sql: `
DROP INDEX "enterprise_connections_page";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "enterprise_accounts" text collate "C" DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX "enterprise_connections_page" ON "enterprise_connections" USING btree ("organization_id","created_at","id");
` },
  { version: 7, name: '0006_webhook-tasks', sql: `
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
` },
]
