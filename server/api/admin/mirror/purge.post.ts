// POST /api/admin/mirror/purge
import { defineEventHandler } from 'h3'
import { purgeSchema } from '../../../../shared/schemas/mirror'
import { purge } from '../../../services/mirror/mirror'
import { httpError } from '../../../utils/http/errors'
import { parseInput, readJson } from '../../../utils/http/input'
import { requireToken } from '../../../utils/guard/require-token'

/** Deletes old events from the inbox. */
export default defineEventHandler(async (event) => {
  const { db, config } = event.context
  await requireToken(event, [config.adminToken])
  const { retentionDays = config.retentionDays } = parseInput(purgeSchema, await readJson(event))
  return { deleted: await purge(db, retentionDays).catch((error: unknown) => { throw httpError(error) }) }
})
