// POST /api/admin/mirror/replay
import { defineEventHandler } from 'h3'
import { replaySchema } from '../../../../shared/schemas/mirror'
import { replay } from '../../../services/mirror/mirror'
import { httpError } from '../../../utils/http/errors'
import { parseInput, readJson } from '../../../utils/http/input'
import { requireToken } from '../../../utils/guard/require-token'

/** Projects one stored event once more, or all that are in quarantine. */
export default defineEventHandler(async (event) => {
  const { db, config } = event.context
  await requireToken(event, [config.adminToken])
  const input = parseInput(replaySchema, await readJson(event))
  return replay(db, 'svixId' in input ? input.svixId : undefined).catch((error: unknown) => { throw httpError(error) })
})
