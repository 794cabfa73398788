-- Tells every instance of the app, at the commit, which organization has changes.
CREATE FUNCTION "notify_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('mirror', NEW.organization_id);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "organization_changes_notify" AFTER INSERT ON "organization_changes" FOR EACH ROW EXECUTE FUNCTION "notify_change"();
