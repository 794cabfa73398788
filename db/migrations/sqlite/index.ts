import type { Migration } from '../migration'

/** Every migration, oldest first. Made by generate.ts from the .sql files: do not edit. */
export const migrations: readonly Migration[] = [
  { version: 1, name: '0000_mirror', sql: `
CREATE TABLE "organization_invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text,
	"email_address" text NOT NULL,
	"role" text NOT NULL,
	"role_name" text NOT NULL,
	"status" text NOT NULL,
	"created_at" integer NOT NULL,
	"expires_at" integer,
	"updated_at" integer NOT NULL,
	"seen_at" integer NOT NULL,
	"deleted_at" integer
) STRICT;
--> statement-breakpoint
CREATE INDEX "organization_invitations_page" ON "organization_invitations" ("organization_id","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE TABLE "organization_memberships" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text,
	"user_id" text,
	"role" text NOT NULL,
	"role_name" text NOT NULL,
	"permissions" text NOT NULL,
	"created_at" integer NOT NULL,
	"updated_at" integer NOT NULL,
	"seen_at" integer NOT NULL,
	"deleted_at" integer,
	FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON UPDATE no action ON DELETE no action,
	FOREIGN KEY ("user_id") REFERENCES "users"("id") ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX "organization_memberships_page" ON "organization_memberships" ("organization_id","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "organization_memberships_person" ON "organization_memberships" ("organization_id","user_id");--> statement-breakpoint
CREATE INDEX "organization_memberships_user" ON "organization_memberships" ("user_id");--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text,
	"name" text NOT NULL,
	"image_url" text NOT NULL,
	"has_image" integer NOT NULL,
	"max_allowed_memberships" integer,
	"created_at" integer NOT NULL,
	"filled_at" integer,
	"updated_at" integer NOT NULL,
	"seen_at" integer NOT NULL,
	"deleted_at" integer
) STRICT;
--> statement-breakpoint
CREATE INDEX "organizations_slug" ON "organizations" ("slug") WHERE deleted_at is null;--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text,
	"first_name" text,
	"last_name" text,
	"image_url" text,
	"created_at" integer,
	"search_text" text NOT NULL,
	"updated_at" integer NOT NULL,
	"seen_at" integer NOT NULL,
	"deleted_at" integer
) STRICT;
--> statement-breakpoint
CREATE TABLE "webhook_events" (
	"svix_id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"event_time" integer,
	"received_at" integer NOT NULL,
	"payload" text NOT NULL,
	"outcome" text NOT NULL,
	"error" text,
	"attempts" integer NOT NULL
) STRICT;
` },
  { version: 2, name: '0001_roles', sql: `
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
` },
  { version: 3, name: '0002_live', sql: `
CREATE TABLE "organization_changes" (
	"id" integer PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"kind" text NOT NULL,
	"user_id" text
) STRICT;
--> statement-breakpoint
CREATE INDEX "organization_changes_follow" ON "organization_changes" ("organization_id","id");
` },
  { version: 4, name: '0003_sync-state', sql: `
CREATE TABLE "sync_state" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"updated_at" integer NOT NULL
) STRICT;
` },
  { version: 5, name: '0004_mirror', sql: `
CREATE TABLE "activity" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"kind" text NOT NULL,
	"audience" text NOT NULL,
	"at" integer NOT NULL,
	"actor_id" text,
	"user_id" text,
	"target_id" text NOT NULL,
	"value" text,
	"shown" integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX "activity_page" ON "activity" ("organization_id","audience","at","id") WHERE shown;--> statement-breakpoint
CREATE INDEX "activity_values" ON "activity" ("target_id","at") WHERE value is not null;--> statement-breakpoint
CREATE TABLE "enterprise_connections" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text,
	"name" text NOT NULL,
	"provider" text NOT NULL,
	"domains" text NOT NULL,
	"active" integer NOT NULL,
	"sync_user_attributes" integer NOT NULL,
	"disable_additional_identifications" integer NOT NULL,
	"created_at" integer NOT NULL,
	"updated_at" integer NOT NULL,
	"seen_at" integer NOT NULL,
	"deleted_at" integer
) STRICT;
--> statement-breakpoint
CREATE INDEX "enterprise_connections_page" ON "enterprise_connections" ("organization_id","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE TABLE "organization_domains" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text,
	"name" text NOT NULL,
	"enrollment_mode" text,
	"verification_status" text,
	"verification_strategy" text,
	"created_at" integer NOT NULL,
	"updated_at" integer NOT NULL,
	"seen_at" integer NOT NULL,
	"deleted_at" integer
) STRICT;
--> statement-breakpoint
CREATE INDEX "organization_domains_page" ON "organization_domains" ("organization_id","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE TABLE "plans" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"features" text NOT NULL,
	"updated_at" integer NOT NULL,
	"seen_at" integer NOT NULL,
	"deleted_at" integer
) STRICT;
--> statement-breakpoint
CREATE TABLE "subscription_items" (
	"id" text PRIMARY KEY NOT NULL,
	"subscription_id" text,
	"organization_id" text,
	"user_id" text,
	"plan_id" text,
	"plan_slug" text,
	"plan_name" text,
	"status" text NOT NULL,
	"is_free_trial" integer NOT NULL,
	"period" text NOT NULL,
	"period_start" integer NOT NULL,
	"period_end" integer,
	"seats" integer,
	"created_at" integer NOT NULL,
	"updated_at" integer NOT NULL,
	"seen_at" integer NOT NULL,
	"deleted_at" integer
) STRICT;
--> statement-breakpoint
CREATE INDEX "subscription_items_organization" ON "subscription_items" ("organization_id","period_start") WHERE deleted_at is null;--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text,
	"user_id" text,
	"status" text NOT NULL,
	"active_at" integer,
	"past_due_at" integer,
	"created_at" integer NOT NULL,
	"updated_at" integer NOT NULL,
	"seen_at" integer NOT NULL,
	"deleted_at" integer
) STRICT;
--> statement-breakpoint
CREATE INDEX "subscriptions_organization" ON "subscriptions" ("organization_id");--> statement-breakpoint
ALTER TABLE "organization_invitations" ADD "user_id" text;--> statement-breakpoint
CREATE INDEX "organization_invitations_user" ON "organization_invitations" ("user_id");--> statement-breakpoint
ALTER TABLE "webhook_events" ADD "user_id" text;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD "invitation_id" text;--> statement-breakpoint
CREATE INDEX "webhook_events_user" ON "webhook_events" ("user_id");--> statement-breakpoint
CREATE INDEX "webhook_events_invitation" ON "webhook_events" ("invitation_id") WHERE invitation_id is not null;
--> statement-breakpoint
UPDATE "organizations" SET "filled_at" = NULL;
` },
  { version: 6, name: '0005_inbox-outcome', sql: `
CREATE INDEX "webhook_events_outcome" ON "webhook_events" ("outcome","received_at");
` },
  { version: 7, name: '0006_search', sql: `
DROP INDEX "organization_memberships_user";--> statement-breakpoint
DROP INDEX "organization_memberships_page";--> statement-breakpoint
DROP INDEX "organization_memberships_person";--> statement-breakpoint
ALTER TABLE "organization_memberships" ADD "search_text" text DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE "organization_memberships" SET "search_text" = coalesce((SELECT substr("users"."search_text", 1, 500) FROM "users" WHERE "users"."id" = "user_id"), '');--> statement-breakpoint
CREATE INDEX "organization_memberships_ended" ON "organization_memberships" ("organization_id") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "organization_memberships_page" ON "organization_memberships" ("organization_id","created_at","id","search_text") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "organization_memberships_person" ON "organization_memberships" ("user_id","organization_id");
` },
  { version: 8, name: '0007_projects', sql: `
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
` },
  { version: 9, name: '0008_members-desk', sql: `
CREATE INDEX "organization_memberships_role" ON "organization_memberships" ("organization_id","role","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "organization_memberships_name" ON "organization_memberships" ("organization_id","search_text","id") WHERE deleted_at is null;
` },
  { version: 10, name: '0009_people-and-domains', sql: `
DROP INDEX "enterprise_connections_page";--> statement-breakpoint
CREATE INDEX "enterprise_connections_page" ON "enterprise_connections" ("organization_id","created_at","id");--> statement-breakpoint
ALTER TABLE "users" ADD "enterprise_accounts" text DEFAULT '[]' NOT NULL;
` },
  { version: 11, name: '0010_webhook-tasks', sql: `
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
` },
]
