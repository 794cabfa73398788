import { defineEventHandler } from 'h3'

/** GET /api/health */
export default defineEventHandler(() => ({ status: 'ok' }))
