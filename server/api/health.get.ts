// GET /api/health
import { defineEventHandler } from 'h3'

/** Says that the process answers. Asks neither the database nor Clerk. */
export default defineEventHandler(() => ({ status: 'ok' }))
