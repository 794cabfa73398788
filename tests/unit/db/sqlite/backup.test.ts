import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Client from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { backUp, createDatabase, DatabaseError, restore } from '../../../../db'
import { migrations } from '../../../../db/migrations/sqlite'
import { migrate } from '../../../../db/sqlite/migrate'
import { tempDatabase, tempFolder } from '../temp-database'

const root = join(import.meta.dirname, '..', '..', '..', '..')

const insert = (id: string) => `insert into users (id, search_text, updated_at, seen_at) values ('${id}', '', 1, 1)`
const ids = (file: string) => {
  const client = new Client(file, { readonly: true })
  try { return client.prepare<[], string>('select id from users order by id').pluck().all() }
  finally { client.close() }
}
const change = (file: string, sql: string) => {
  const client = new Client(file)
  client.exec(sql)
  client.close()
}

/** A closed database with one person in it. */
async function closedDatabase() {
  const file = join(tempFolder(), 'app.db')
  await (await createDatabase(`file:${file}`)).close()
  change(file, insert('user_a'))
  return file
}

describe('a backup', () => {
  it('has what was committed, from a database that is open and being written', async () => {
    const db = await tempDatabase()
    const writes: Promise<unknown>[] = []
    const write = (n: number) => writes.push(db.write(async (tx) => { await tx.write.insert(tx.tables.users).values({ id: `user_${String(n).padStart(4, '0')}`, searchText: 'x'.repeat(500), updatedAt: 1, seenAt: 1 }) }))
    for (let n = 0; n < 300; n++) write(n)
    await Promise.all(writes.slice(0, 150))
    const { file, schemaVersion, bytes } = backUp(db.file)
    await Promise.all(writes)
    expect([schemaVersion, dirname(dirname(file))]).toEqual([migrations.length, dirname(db.file)])
    expect(bytes).toBeGreaterThan(50_000)
    const kept = ids(file)
    expect(kept.length).toBeGreaterThanOrEqual(150)
    expect(kept).toEqual(ids(db.file).slice(0, kept.length))
    const restored = await createDatabase(`file:${file}`)
    await restored.close()
  })

  it('overwrites nothing and needs a database', async () => {
    const file = await closedDatabase()
    expect(() => backUp(file, file)).toThrow('exists already')
    expect(() => backUp(`${file}.not`)).toThrow(DatabaseError)
    expect(readdirSync(dirname(file))).toEqual(['app.db'])
  })
})

describe('restoring', () => {
  it('brings the backup back and keeps what was there', async () => {
    const file = await closedDatabase()
    const { file: backup } = backUp(file)
    change(file, insert('user_b'))
    const { replaced } = restore(backup, file)
    expect([ids(file), ids(replaced!), ids(backup)]).toEqual([['user_a'], ['user_a', 'user_b'], ['user_a']])
    expect(readdirSync(dirname(file)).sort()).toEqual(['app.db', basename(replaced!), 'backups'])
    await (await createDatabase(`file:${file}`)).close()
  })

  it('works where no database is', async () => {
    const { file: backup } = backUp(await closedDatabase())
    const file = join(tempFolder(), 'new', 'app.db')
    expect(restore(backup, file).replaced).toBeNull()
    expect(ids(file)).toEqual(['user_a'])
  })

  it('takes no log for the restored file\'s own', async () => {
    const file = await closedDatabase()
    const { file: backup } = backUp(file)
    const client = new Client(file)
    client.exec(insert('user_b'))
    const log = readFileSync(`${file}-wal`)
    client.close()
    rmSync(file)
    writeFileSync(`${file}-wal`, log)
    restore(backup, file)
    expect(ids(file)).toEqual(['user_a'])
  })

  it('is refused while the database is open elsewhere, and changes nothing', async () => {
    const db = await tempDatabase()
    const { file: backup } = backUp(db.file)
    expect(() => restore(backup, db.file)).toThrow('in use')
    await db.write(async (tx) => { await tx.write.insert(tx.tables.users).values({ id: 'user_a', searchText: '', updatedAt: 1, seenAt: 1 }) })
    expect(ids(db.file)).toEqual(['user_a'])
    expect(readdirSync(dirname(db.file)).filter(name => /restoring|replaced|partial/.test(name))).toEqual([])
  })

  it('replaces a database that is damaged beyond reading, log and all', async () => {
    const file = await closedDatabase()
    const { file: backup } = backUp(file)
    writeFileSync(file, 'no database at all, but long enough to look like one'.repeat(100))
    writeFileSync(`${file}-wal`, 'nor this')
    const { replaced } = restore(backup, file)
    expect(ids(file)).toEqual(['user_a'])
    expect([existsSync(`${file}-wal`), existsSync(replaced!)]).toEqual([false, true])
  })

  it.each<[string, RegExp, (backup: string) => void]>([
    ['of a newer schema', /schema version 99/, backup => change(backup, 'insert into schema_migrations values (99, \'0098_future\', 0)')],
    ['of another program', /no database of this app/, backup => change(backup, 'drop table webhook_events')],
    ['that is no database', /cannot be read/, backup => writeFileSync(backup, 'hello'.repeat(1000))],
    ['that is cut off', /damaged|cannot be read/, backup => truncateSync(backup, 8192)],
    ['with a page that lost its content', /damaged|cannot be read/, (backup) => {
      const bytes = readFileSync(backup)
      bytes.fill(0xff, 4096 * 2, 4096 * 6)
      writeFileSync(backup, bytes)
    }],
  ])('refuses a backup %s, and changes nothing', async (_, reason, spoil) => {
    const file = await closedDatabase()
    const { file: backup } = backUp(file)
    spoil(backup)
    change(file, insert('user_b'))
    expect(() => restore(backup, file)).toThrow(reason)
    expect(ids(file)).toEqual(['user_a', 'user_b'])
    expect(readdirSync(dirname(file)).filter(name => !/-(?:wal|shm)$/.test(name)).sort()).toEqual(['app.db', 'backups'])
  })
})

describe('before a migration', () => {
  const old = (file: string, version = 1) => {
    const client = new Client(file)
    migrate(client, migrations.slice(0, version))
    client.exec(insert('user_a'))
    client.close()
  }
  const backups = (file: string) => readdirSync(dirname(file)).filter(name => name.includes('before-migration')).sort()

  it('the database is kept as it was', async () => {
    const file = join(tempFolder(), 'app.db')
    old(file)
    await (await createDatabase(`file:${file}`)).close()
    expect(backups(file)).toEqual([expect.stringMatching(/^app\.db\.before-migration-\w+-from-v1$/)])
    const kept = join(dirname(file), backups(file)[0]!)
    expect(ids(kept)).toEqual(['user_a'])
    const client = new Client(kept, { readonly: true })
    expect(client.prepare('select max(version) from schema_migrations').pluck().get()).toBe(1)
    client.close()
    // It takes one to go back to an older release.
    expect(restore(kept, join(tempFolder(), 'app.db')).schemaVersion).toBe(1)
  })

  it('an empty or current database is not', async () => {
    const file = join(tempFolder(), 'app.db')
    for (let i = 0; i < 2; i++) await (await createDatabase(`file:${file}`)).close()
    expect(backups(file)).toEqual([])
  })

  it('the newest three are kept', async () => {
    const folder = tempFolder()
    const file = join(folder, 'app.db'), first = join(folder, 'first.db')
    old(first)
    for (let i = 0; i < 5; i++) {
      copyFileSync(first, file)
      change(file, insert(`user_${i}`))
      await (await createDatabase(`file:${file}`)).close()
    }
    expect(backups(file).map(name => ids(join(folder, name)).at(0))).toEqual(['user_2', 'user_3', 'user_4'])
  })
})

describe('the commands', { timeout: 30_000 }, () => {
  const run = (script: string, file: string, ...args: string[]) =>
    spawnSync(join(root, 'node_modules', '.bin', 'jiti'), [join(root, 'scripts', 'db', script), ...args], { encoding: 'utf8', env: { PATH: process.env.PATH, NUXT_DATABASE_URL: file.includes(':') ? file : `file:${file}` } })

  it('back up and restore', async () => {
    const file = await closedDatabase(), backup = join(tempFolder(), 'my.db')
    const made = run('backup.ts', file, '--to', backup)
    expect([made.status, made.stdout]).toEqual([0, expect.stringContaining('every page checked')])
    change(file, insert('user_b'))
    const asked = run('restore.ts', file, '--from', backup)
    expect([asked.status, asked.stderr, ids(file)]).toEqual([2, expect.stringContaining('--yes'), ['user_a', 'user_b']])
    const done = run('restore.ts', file, '--from', backup, '--yes')
    expect([done.status, ids(file)]).toEqual([0, ['user_a']])
  })

  it('say which tool PostgreSQL has', () => {
    const { status, stderr } = run('backup.ts', 'postgres://localhost/app')
    expect([status, stderr]).toEqual([2, expect.stringContaining('pg_dump')])
  })
})
