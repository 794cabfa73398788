import { defineNitroPlugin, useRuntimeConfig } from 'nitropack/runtime'
import { createDatabase } from '../../db'

/** Opens and migrates the database at start, gives it to every request, and closes it at the end. */
export default defineNitroPlugin((nitro) => {
  const db = createDatabase(useRuntimeConfig().databaseUrl)
  const { location, schemaVersion, journalMode, synchronous } = db.describe()
  console.info(`[database] ${location} schema_version=${schemaVersion} journal_mode=${journalMode} synchronous=${synchronous}`)
  nitro.hooks.hook('request', (event) => { event.context.db = db })
  nitro.hooks.hook('close', () => db.close())
})
