import { execFile } from 'node:child_process'
import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Client from 'better-sqlite3'
import { expect, it } from 'vitest'
import { createDatabase } from '../../../db'
import { migrations } from '../../../db/migrations/sqlite'
import { migrate } from '../../../db/sqlite/migrate'
import { tempFolder } from '../../unit/db/temp-database.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const people = ['user_a', 'user_b']

/** The schema as SQLite holds it, and the version that the database says it has. */
function look(file: string) {
  const client = new Client(file)
  try {
    return {
      version: client.prepare('select max(version) from schema_migrations').pluck().get() as number,
      schema: client.prepare<[], string>('select sql from sqlite_schema where sql is not null order by name').pluck().all(),
      people: client.prepare<[], string>('select id from users order by id').pluck().all(),
      intact: client.pragma('integrity_check', { simple: true }),
    }
  }
  finally { client.close() }
}

/** Opens a database in another process; undefined when that was killed, as asked, before it was through. */
async function migrateElsewhere(file: string, killAt?: number): Promise<number | undefined> {
  const script = join(import.meta.dirname, 'migrating.ts')
  const done = await promisify(execFile)(join(root, 'node_modules', '.bin', 'jiti'), [script, file, ...killAt === undefined ? [] : [String(killAt)]])
    .catch((error: unknown) => {
      if ((error as { signal?: string }).signal !== 'SIGKILL') throw error
      return undefined
    })
  return done && Number(done.stdout)
}

/**
 * A migration from the first schema to the newest, killed on the way, each time at another step.
 *
 * @param every - 1 takes all steps
 */
export function migrationProof(every: number): void {
  it(`a migration that is killed at ${every === 1 ? 'any step' : `every ${every}th step`} leaves the old or the new schema, never one between, and goes on`, { timeout: 240_000 }, async () => {
    const folder = tempFolder(), first = join(folder, 'first.db')
    const expected = migrations.map((_, at) => {
      const file = at ? join(folder, `expected-${at}.db`) : first
      const client = new Client(file)
      migrate(client, migrations.slice(0, at + 1))
      if (!at) for (const id of people) client.exec(`insert into users (id, search_text, updated_at, seen_at) values ('${id}', '', 1, 1)`)
      client.close()
      return look(file).schema
    })
    const copy = (name: string) => {
      copyFileSync(first, join(folder, name))
      return join(folder, name)
    }
    const steps = await migrateElsewhere(copy('counted.db')) ?? 0
    expect(steps).toBeGreaterThan(migrations.length * 3)
    const found = new Set<number>()
    const left = Array.from({ length: steps }, (_, at) => at + 1).filter(step => step % every === 0 || step === steps)
    const killed = left.length
    await Promise.all(Array.from({ length: 3 }, async () => {
      for (let step = left.pop(); step; step = left.pop()) {
        const file = copy(`killed-${step}.db`)
        expect(await migrateElsewhere(file, step)).toBeUndefined()
        const { version, ...rest } = look(file)
        expect({ step, ...rest }).toEqual({ step, schema: expected[version - 1], people, intact: 'ok' })
        found.add(version)
        await (await createDatabase(`file:${file}`)).close()
        expect(look(file)).toEqual({ version: migrations.length, schema: expected.at(-1), people, intact: 'ok' })
      }
    }))
    console.log(`[proof] a migration killed at ${killed} of ${steps} steps: ended at versions ${[...found].sort().join(', ')}, none between, all went on`)
    expect([found.has(1), found.has(migrations.length)]).toEqual([true, true])
    // Once the first step was made there is a backup of what was before.
    expect(readdirSync(folder).filter(name => /^killed-\d+\.db\.before-migration-\w+-from-v1$/.test(name)).length).toBeGreaterThan(killed / 2)
  })
}
