import { defineTask, useRuntimeConfig } from 'nitropack/runtime'
import { purge } from '../../services/mirror/mirror'
import { openDatabase } from '../../utils/http/database'

/** Deletes old events from the inbox. */
export default defineTask({
  meta: { name: 'mirror:purge', description: 'Deletes old events from the inbox' },
  async run() {
    const deleted = await purge(await openDatabase(), useRuntimeConfig().mirror.retentionDays)
    if (deleted) console.info(`[purge] ${JSON.stringify({ deleted })}`)
    return { result: deleted }
  },
})
