import { useRuntimeConfig } from 'nitropack/runtime'
import { createDatabase, type Database } from '../../../db'
import { batchUnits } from './metrics'

let opening: Promise<Database> | undefined
let opened: Database | undefined

/** The process's database, opened and migrated at the first call. */
export function openDatabase(): Promise<Database> {
  return opening ??= createDatabase(useRuntimeConfig().databaseUrl, { committed: units => batchUnits.observe(units) })
    .then(db => opened = db)
}

/** The same once it is open; undefined while migrations run. */
export const openedDatabase = (): Database | undefined => opened
