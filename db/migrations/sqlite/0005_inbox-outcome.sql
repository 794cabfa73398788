CREATE INDEX "webhook_events_outcome" ON "webhook_events" ("outcome","received_at");
