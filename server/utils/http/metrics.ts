import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { openStreams } from './event-stream'

/** Everything `/api/metrics` tells of this process. */
export const registry = new Registry()

collectDefaultMetrics({ register: registry })

const registers = [registry]

/** Webhook deliveries by the event's type and what became of them. */
export const webhookEvents = new Counter({ name: 'clerk_orgs_webhook_events_total', help: 'Webhook deliveries by type and outcome.', labelNames: ['type', 'outcome'], registers })

/** From the first byte of a delivery to its commit. */
export const webhookSeconds = new Histogram({
  name: 'clerk_orgs_webhook_duration_seconds', help: 'Time from a delivery\'s arrival to its commit.', buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5], registers,
})

/** From the change at Clerk to the commit here. */
export const webhookLag = new Histogram({
  name: 'clerk_orgs_webhook_lag_seconds', help: 'Time from the change at Clerk to its commit in the mirror.', buckets: [0.1, 0.5, 1, 2, 5, 15, 60, 300, 1800, 7200, 36000], registers,
})

/** Answered requests, by the pattern of the route: an address may hold anything. */
export const requests = new Counter({ name: 'clerk_orgs_http_requests_total', help: 'Answered requests by method, route pattern and status.', labelNames: ['method', 'route', 'status'], registers })

/** How many units of work shared one commit. */
export const batchUnits = new Histogram({ name: 'clerk_orgs_database_batch_units', help: 'Units of work in one commit.', buckets: [1, 2, 5, 10, 20, 50, 100], registers })

/** Calls to Clerk's Backend API by how they ended. */
export const clerkCalls = new Counter({ name: 'clerk_orgs_clerk_calls_total', help: 'Calls to Clerk\'s Backend API by outcome.', labelNames: ['outcome'], registers })

/** What comparing with Clerk found. */
export const differences = new Counter({ name: 'clerk_orgs_reconcile_differences_total', help: 'Differences between mirror and Clerk that were found, by table and kind.', labelNames: ['table', 'kind'], registers })

new Gauge({ name: 'clerk_orgs_event_streams', help: 'Event streams that are open.', registers, collect() { this.set(openStreams()) } })

/** When the last event was received, in seconds since 1970. Set when asked for. */
export const lastEvent = new Gauge({ name: 'clerk_orgs_last_event_timestamp_seconds', help: 'When the last event was received.', registers })

/** Events that could not be used and wait for a person. Set when asked for. */
export const quarantined = new Gauge({ name: 'clerk_orgs_quarantined_events', help: 'Events in quarantine.', registers })

/** When mirror and Clerk were last compared in full, in seconds since 1970. Set when asked for. */
export const lastReconcile = new Gauge({ name: 'clerk_orgs_last_reconcile_timestamp_seconds', help: 'When the last full comparison with Clerk ended.', registers })
