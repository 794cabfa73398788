import { defineEventHandler } from 'h3'

/** GET /api/health — public. */
export default defineEventHandler(() => ({ status: 'ok' }))
