/**
 * `npm run bench:databases`: the same queries, units of work and webhooks on SQLite and on PostgreSQL, side by side.
 *
 * A PostgreSQL server is started for it, with fsync, on this machine: both databases share its cores. What a network between
 * app and server adds is not in the figures. The databases take turns in one run.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyDatabase, createDatabase, findMember, findMembership, listMembers, organizationSeats, type Database } from '../db'
import { ingestWebhook } from '../server/ingest'
import { asAdmin, createPostgresDatabase, startPostgres } from '../tests/support/postgres/postgres'
import { event, newSecret, signed } from '../tests/unit/ingest/fixtures/payloads'
import { big, fill, id } from './databases/fill'

const sizes = (process.env.BENCH_SIZES ?? '1000,100000,1000000').split(',').map(Number)
const rounds = Number(process.env.BENCH_ROUNDS ?? 100)

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b)
const median = (values: readonly number[]) => sorted(values)[Math.floor(values.length / 2)]!
const nine = (values: readonly number[]) => sorted(values).slice(Math.floor(values.length * 0.05), Math.ceil(values.length * 0.95))
const spread = (values: readonly number[], digits: number) => `${median(values).toFixed(digits)} (${nine(values)[0]!.toFixed(digits)} to ${nine(values).at(-1)!.toFixed(digits)})`

async function time(run: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await run()
  return performance.now() - begin
}

const row = (name: string, sqlite: number[], postgres: number[], digits: number, faster: 'less' | 'more') => {
  const ratio = faster === 'less' ? median(sqlite) / median(postgres) : median(postgres) / median(sqlite)
  console.log(`| ${name} | ${spread(sqlite, digits)} | ${spread(postgres, digits)} | ${ratio.toFixed(2)} |`)
}

let made = 0
const secret = newSecret()
/** A webhook of a membership that changes its row, the person and the inbox; signed, verified and committed. */
function unit(db: Database, member: number) {
  const n = made++, at = 1_800_000_000_000 + n
  const organization = { id: big, name: 'Big', slug: 'big', created_at: 1, updated_at: 1 }
  const person = { user_id: id('user', member), first_name: `Changed${n}` }
  const data = { id: id('orgmem', member), role: n % 2 ? 'org:admin' : 'org:member', organization, public_user_data: person, created_at: 1_700_000_000_000, updated_at: at }
  return ingestWebhook({ db, secrets: [secret] }, signed(secret, event('organizationMembership.updated', data, at)))
}

/** How many a second, `width` at a time. */
async function rate(width: number, count: number, run: (n: number) => Promise<unknown>): Promise<number> {
  let next = 0
  const ms = await time(() => Promise.all(Array.from({ length: width }, async () => { while (next < count) await run(next++) })))
  return count / ms * 1000
}

const folder = mkdtempSync(join(tmpdir(), 'bench-databases-'))
const server = await startPostgres(true)
try {
  for (const size of sizes) {
    const file = await createDatabase(`file:${join(folder, `${size}.db`)}`)
    const { url, adminUrl } = await createPostgresDatabase(server.adminUrl)
    const postgres = await createDatabase(url)
    const filling = await time(() => fill(file, size))
    let copied = 0
    const copying = await time(async () => {
      const tables = await copyDatabase(file, postgres)
      copied = tables.reduce((sum, { rows }) => sum + rows[1], 0)
      if (tables.some(({ same }) => !same)) throw new Error('The copy differs.')
    })
    await asAdmin(adminUrl, 'vacuum analyze')
    const [{ bytes } = { bytes: 0 }] = await asAdmin<{ bytes: number }>(adminUrl, 'select pg_database_size(current_database()) as bytes')
    console.log(`\n${size.toLocaleString('en')} memberships. Filled in ${(filling / 1000).toFixed(1)} s; ${copied.toLocaleString('en')} rows copied to PostgreSQL and compared in ${(copying / 1000).toFixed(1)} s (${Math.round(copied / copying * 1000).toLocaleString('en')} rows/s), ${Math.round(Number(bytes) / size).toLocaleString('en')} bytes a membership there.\n`)
    console.log('| what | SQLite | PostgreSQL | speed of PostgreSQL, SQLite is 1 |\n|---|---|---|---|')

    const asks: [string, (db: Database, n: number) => Promise<unknown>][] = [
      ['standing of a member, ms', (db, n) => findMembership(db, big, id('user', n))],
      ['one member as listed, ms', (db, n) => findMember(db, big, id('user', n))],
      ['page of 50 with the total, ms', db => listMembers(db, big, { limit: 50 })],
      ['search, one hit, ms', (db, n) => listMembers(db, big, { limit: 50, query: `person${n}@` })],
      ['search, many hits, ms', db => listMembers(db, big, { limit: 50, query: 'example' })],
      ['seats, ms', db => organizationSeats(db, big)],
    ]
    const members = Math.min(size, 10_000)
    for (const [name, ask] of asks) {
      const times: [number[], number[]] = [[], []]
      for (let at = -10; at < rounds; at++) {
        for (const [which, db] of [file, postgres].entries()) {
          const ms = await time(() => ask(db, (at + 10) * 7 % members))
          if (at >= 0) times[which]!.push(ms)
        }
      }
      row(name, ...times, 3, 'less')
    }
    const rates: [string, (db: Database) => Promise<number>][] = [
      ['standings, 20 at a time, a second', db => rate(20, 2000, n => findMembership(db, big, id('user', n % members)))],
      ['pages of 50, 20 at a time, a second', db => rate(20, 400, () => listMembers(db, big, { limit: 50 }))],
      ['webhooks, one at a time, a second', db => rate(1, 200, n => unit(db, n % members))],
      ['webhooks, 50 at a time, a second', db => rate(50, 1000, n => unit(db, n % members))],
    ]
    for (const [name, measure] of rates) {
      const found: [number[], number[]] = [[], []]
      for (let at = -1; at < 7; at++) {
        for (const [which, db] of [file, postgres].entries()) {
          const value = await measure(db)
          if (at >= 0) found[which]!.push(value)
        }
      }
      row(name, ...found, 0, 'more')
    }
    await Promise.all([file.close(), postgres.close()])
  }
}
finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
