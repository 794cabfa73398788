// GET /api/admin/mirror
import { defineEventHandler } from 'h3'
import { mirrorStatus } from '../../../services/mirror/mirror'
import { requireToken } from '../../../utils/guard/require-token'

/** How the mirror does. */
export default defineEventHandler(async (event) => {
  const { db, config } = event.context
  await requireToken(event, [config.adminToken])
  return mirrorStatus(db)
})
