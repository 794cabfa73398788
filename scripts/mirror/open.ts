import { parseArgs, type ParseArgsConfig } from 'node:util'
import { createDatabase, type Database } from '../../db'
import { createClerk, type ClerkKeys } from '../../server/utils/clerk/clerk-client'
import { loadEnv, withClerk } from '../lib/app-env.ts'
import { isSet, missingKeys, missingKeysMessage } from '../lib/clerk-env.ts'

/** A page of 500 takes longer than people should wait, in ms. */
const TIMEOUT = 30_000

/** Something that the person at the terminal has to put right. */
export class UsageError extends Error {}

/** Clerk's keys, or those of the clerk-local that `npm run dev` started. */
async function readKeys(): Promise<ClerkKeys> {
  const env = await withClerk(loadEnv({ quiet: true }))
  const missing = missingKeys(env)
  if (missing.length > 1) throw new UsageError('No Clerk keys are set, and no clerk-local runs for this folder. Start it with npm run dev, or set both keys (see .env.example).')
  if (missing.length) throw new UsageError(missingKeysMessage(missing))
  return { publishableKey: env.NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY!.trim(), secretKey: env.NUXT_CLERK_SECRET_KEY!.trim(), apiUrl: env.NUXT_CLERK_API_URL?.trim() }
}

/** Clerk's Backend API, with the key it is asked with. */
export async function openClerk() {
  const keys = await readKeys()
  return { secretKey: keys.secretKey, clerk: createClerk(keys, { timeout: TIMEOUT, pause: 0 }) }
}

/** A number of the settings, where it is set. */
export function numberSetting(name: string): number | undefined {
  const env = loadEnv({ quiet: true })
  if (!isSet(env, name)) return
  const value = Number(env[name])
  if (!Number.isFinite(value)) throw new UsageError(`${name} is not a number.`)
  return value
}

/**
 * Runs one command on the app's database, and closes it. What the person can put right is one line on stderr; exit code 2
 * says that the command could not do its work.
 *
 * @param run - returns the exit code
 */
export async function command<T extends ParseArgsConfig>(config: T, run: (db: Database, args: ReturnType<typeof parseArgs<T>>) => Promise<number>): Promise<void> {
  let db: Database | undefined
  try {
    const args = parseArgs(config)
    const url = loadEnv().NUXT_DATABASE_URL?.trim() || 'file:.data/clerk-orgs.db'
    db = await createDatabase(url)
    process.exitCode = await run(db, args)
  }
  catch (error) {
    const known = error instanceof UsageError || (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    console.error(known || !process.env.DEBUG ? String(error instanceof Error ? error.message : error) : error)
    process.exitCode = 2
  }
  finally { await db?.close() }
}
