import { defineNitroPlugin } from 'nitropack/runtime'
import { openDatabase } from '../utils/http/database'

/** Probes answer while migrations still run. */
const probes = /^\/api\/(?:health|ready)(?:\?|$)/

/** Opens and migrates the database at start, gives it to every request, and closes it at the end. */
export default defineNitroPlugin((nitro) => {
  const opening = openDatabase()
  opening.then((db) => {
    const { location, schemaVersion, journalMode, synchronous } = db.describe()
    console.info(`[database] ${location} schema_version=${schemaVersion} journal_mode=${journalMode} synchronous=${synchronous}`)
  }, (error: unknown) => {
    // Nitro does not wait for plugins: without a database there is nothing to serve.
    console.error(`[database] ${String(error)}`)
    process.exit(1)
  })
  nitro.hooks.hook('request', async (event) => {
    if (!probes.test(event.path)) event.context.db = await opening
  })
  nitro.hooks.hook('close', async () => (await opening).close())
})
