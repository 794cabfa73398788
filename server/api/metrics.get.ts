// GET /api/metrics
import { defineEventHandler, setResponseHeader } from 'h3'
import { mirrorStatus } from '../services/mirror/mirror'
import { lastEvent, lastReconcile, quarantined, registry } from '../utils/http/metrics'
import { requireToken } from '../utils/guard/require-token'

/** What this process counted, and how the mirror does, as Prometheus reads it. */
export default defineEventHandler(async (event) => {
  const { db, config } = event.context
  await requireToken(event, [config.metricsToken, config.adminToken])
  const { lastEvent: last, events, reconcile } = await mirrorStatus(db)
  lastEvent.set((last?.receivedAt ?? 0) / 1000)
  lastReconcile.set((reconcile.last?.finishedAt ?? 0) / 1000)
  quarantined.set(events.quarantined)
  setResponseHeader(event, 'Content-Type', registry.contentType)
  return registry.metrics()
})
