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
