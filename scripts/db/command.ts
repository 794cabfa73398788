import { parseArgs, type ParseArgsConfig } from 'node:util'
import { fileOf } from '../../db'
import { loadEnv } from '../lib/app-env.ts'

/**
 * Runs one command on the app's SQLite file. What the person can put right is one line, and exit code 2.
 *
 * @param run - gets the file's path and the options; a sentence that it throws is printed
 */
export function command<T extends NonNullable<ParseArgsConfig['options']>>(options: T, run: (file: string, values: ReturnType<typeof parseArgs<{ options: T }>>['values']) => void): void {
  try {
    const { values } = parseArgs({ options })
    const url = loadEnv({ quiet: true }).NUXT_DATABASE_URL?.trim() || 'file:.data/clerk-orgs.db'
    if (/^postgres(?:ql)?:/.test(url)) throw new Error('NUXT_DATABASE_URL names a PostgreSQL server. Its backups are made and restored with pg_dump and pg_restore.')
    run(fileOf(url), values)
  }
  catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 2
  }
}

/** Bytes in words. */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
