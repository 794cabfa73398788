// GET /api/ready
import { defineEventHandler, setResponseHeader, setResponseStatus } from 'h3'
import { unreadyReasons } from '../services/mirror/heartbeat'
import { openedDatabase } from '../utils/http/database'

/** Says whether this process can do its work, or why not: what balancers ask. */
export default defineEventHandler(async (event) => {
  setResponseHeader(event, 'Cache-Control', 'private, no-store')
  const reasons = await unreadyReasons(openedDatabase())
  setResponseStatus(event, reasons.length ? 503 : 200)
  return { status: reasons.length ? 'unavailable' : 'ready', reasons }
})
