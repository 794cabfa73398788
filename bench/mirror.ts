/**
 * `npm run bench:mirror`: a page of 50, searches and counts in an organization of ten thousand, in databases of a thousand, a
 * hundred thousand and a million memberships; and drizzle's prepared statements beside the same ones without it.
 *
 * The sizes, and both ways of a statement, take turns in one run.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Client from 'better-sqlite3'
import { createDatabase, findRow, listMembers, organizationSeats, putRow, type Database, type InvitationRow } from '../db'
import { capture } from './mirror/capture'
import { big, bigSize, filled, id } from './mirror/fill'
import { median, sorted, spread } from './support/numbers'

const sizes = (process.env.BENCH_SIZES ?? '1000,100000,1000000').split(',').map(Number)
const rounds = Number(process.env.BENCH_ROUNDS ?? 200)

const folder = mkdtempSync(join(tmpdir(), 'bench-mirror-'))
const files = sizes.map(size => join(folder, `${size}.db`))
const databases: Database[] = []
for (const [at, size] of sizes.entries()) {
  console.log(`Filling ${size.toLocaleString('en')} memberships, and ${bigSize.toLocaleString('en')} in one organization …`)
  databases.push(await filled(files[at]!, size))
}

/** Milliseconds of a run. */
async function time(run: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await run()
  return performance.now() - begin
}

/** Where the middle of the big organization is. */
async function middle(db: Database): Promise<string> {
  let cursor: string | undefined
  for (let page = 0; page < bigSize / 2; page += 100) cursor = (await listMembers(db, big, { limit: 100, cursor })).nextCursor ?? undefined
  return cursor!
}
const small = id('org', 3)
const cursors = await Promise.all(databases.map(middle))

type Ask = (db: Database, at: number) => Promise<unknown>
const search = (query: string): [string, Ask] => [`search "${query}"`, db => listMembers(db, big, { limit: 50, query })]
const searches = ['ada', 'lovelace', 'ada lovelace', 'grace.hopper', 'linus.torvalds9', 'alan.turing', 'ken.thompson1209@example.com', '@example.com', 'e', 'ü', 'özil', 'son1', 'nobody here'].map(search)
const asks: [string, Ask][] = [
  ['first page of 50, with the total', db => listMembers(db, big, { limit: 50 })],
  ['page of 50 in the middle', (db, at) => listMembers(db, big, { limit: 50, cursor: cursors[at] })],
  ['page of a small organization', db => listMembers(db, small, { limit: 50 })],
  ['seats: count of 10,000', db => organizationSeats(db, big)],
  ...searches,
]

console.log(`\nMilliseconds, medians of ${rounds} rounds, and between which eight in ten lie; sizes take turns.\n`)
const results = new Map<string, number[][]>()
for (const [name, ask] of asks) {
  const times = databases.map((): number[] => [])
  for (let round = -10; round < rounds; round++) {
    for (const [at, db] of databases.entries()) {
      const ms = await time(() => ask(db, at))
      if (round >= 0) times[at]!.push(ms)
    }
  }
  results.set(name, times)
  const most = (values: number[]) => sorted(values).slice(Math.floor(values.length * 0.1), Math.ceil(values.length * 0.9))
  console.log(`${name.padEnd(40)} ${times.map(values => spread(most(values), 3).padEnd(26)).join(' ')}`)
}
const medians = (name: string) => results.get(name)!.map(median)
const growth = (name: string) => medians(name).at(-1)! / medians(name)[0]!
console.log()
const aim = (label: string, value: number, met: boolean, wanted: string) => console.log(`${label.padEnd(52)} ${value.toFixed(3).padStart(7)}  aim ${wanted}  ${met ? 'met' : 'missed'}`)
for (const name of asks.slice(0, 2).map(([name]) => name)) aim(`growth of ${name}`, growth(name), growth(name) <= 1.1, 'at most 1.1')
const slowest = Math.max(...searches.map(([name]) => medians(name).at(-1)!))
aim('slowest search in the largest database, ms', slowest, slowest < 1, 'below 1')

// A handle that has prepared nothing yet shows what it prepares; watched statements are slower, so others are measured.
const file = files.at(-1)!, db = databases.at(-1)!, shown = await createDatabase(`file:${file}`), client = new Client(file)
client.pragma('synchronous = full')
client.pragma('cache_size = -32768')
const many = 500

/** How much of the speed without drizzle is left with it, by rounds: both run the same statements as often. */
async function besideRaw(ours: () => Promise<unknown>, raw: () => unknown): Promise<number[]> {
  const ratios: number[] = []
  for (let round = -5; round < 40; round++) {
    const mine = await time(ours), other = await time(async () => raw())
    if (round >= 0) ratios.push(other / mine)
  }
  return ratios
}
const repeat = (run: (db: Database) => Promise<unknown>) => async () => { for (let n = 0; n < many; n++) await run(db) }
/** The same reads without drizzle: rows as arrays, as drizzle takes them. */
async function rawOf(run: (db: Database) => Promise<unknown>): Promise<() => void> {
  const statements = (await capture(() => run(shown))).map(({ sql, values }) => ({ statement: client.prepare(sql).raw(), values }))
  return () => { for (let n = 0; n < many; n++) for (const { statement, values } of statements) statement.all(...values) }
}

let version = 1000
const invitation = (n: number): InvitationRow => ({
  id: `orginv_${n}`, organizationId: big, emailAddress: `guest${n}@example.com`, role: 'org:member', roleName: 'Member', status: 'pending', userId: null, createdAt: 1, expiresAt: null, updatedAt: version, seenAt: 1, deletedAt: null,
})
const [upsert] = (await capture(() => shown.write(tx => putRow(tx, 'invitations', invitation(0))))).filter(({ sql }) => sql.startsWith('insert'))
const { sql, values } = upsert!, statement = client.prepare(sql)
const [idAt, updatedAt] = [values.indexOf('orginv_0'), values.indexOf(version)]
// As the app writes: each unit has a commit of its own, synced.
const write = await besideRaw(
  async () => { for (let n = 0; n < 50; n++, version++) await db.write(tx => putRow(tx, 'invitations', invitation(n))) },
  () => { for (let n = 0; n < 50; n++, version++) client.transaction(() => void statement.run(...values.with(idAt, `orginv_${n}`).with(updatedAt, version))).immediate() },
)
const point = (db: Database) => findRow(db, 'organizations', big)
const list = (db: Database) => listMembers(db, small, { limit: 50 })
const points = await besideRaw(repeat(point), await rawOf(point))
const lists = await besideRaw(repeat(list), await rawOf(list))
for (const [name, ratios, least] of [['write', write, 0.9], ['point', points, 0.65], ['list', lists, 0.7]] as const)
  aim(`drizzle beside raw: ${name}`, median(ratios), median(ratios) >= least, String(least))

client.close()
await Promise.all([...databases, shown].map(one => one.close()))
rmSync(folder, { recursive: true, force: true })
