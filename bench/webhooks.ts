/**
 * `npm run bench:webhooks`: what a webhook costs here, by the handler of Clerk's guide on stock @clerk/nuxt, and by the
 * least that can be done with raw better-sqlite3. All with WAL and `synchronous = FULL`; rounds of all take turns.
 *
 * Every request changes a row, and each round counts that it did: SQLite skips the write of identical bytes.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Client from 'better-sqlite3'
import { localEnv } from '../scripts/lib/clerk-env.ts'
import { startApp } from '../tests/support/app/app.ts'
import { Battery, percentile, shotOf, type Shot } from '../tests/support/app/load.ts'
import { median, spread } from './support/numbers.ts'
import { ask, build, probeEnv, type Server, start } from './support/servers.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 9)
const count = 1000
const connections = 50
const endurance = Number(process.env.BENCH_EVENTS ?? 100_000)

/** One handler that is measured; each round has a value. `cpu` is milliseconds of the server an event. */
interface Case { name: string, server: Server, file: string, battery: Battery, rate: number[], cpu: number[], p99: number[] }

const folder = mkdtempSync(join(tmpdir(), 'bench-webhooks-'))
console.log('Building the app on stock @clerk/nuxt and the raw one …')
const [stockEntry, rawEntry] = [build('webhooks/stock', 'nuxt', 'webhooks-stock'), build('webhooks/raw', 'nitropack', 'webhooks-raw')]
const app = await startApp({ clerk: { seed: 'empty' }, env: probeEnv(join(folder, 'app.sock')) })
const { webhookSecret: secret } = app.clerk

const files = { stock: join(folder, 'stock.db'), raw: join(folder, 'raw.db') }
for (const file of Object.values(files)) {
  const client = new Client(file)
  client.pragma('journal_mode = wal')
  client.exec('create table organization_memberships (id text primary key, organization_id text not null, user_id text not null, role text not null, updated_at integer not null) strict')
  client.close()
}
const stock = await start(stockEntry, folder, { ...localEnv(app.clerk), CLERK_WEBHOOK_SIGNING_SECRET: secret, NUXT_CLERK_WEBHOOK_SIGNING_SECRET: secret, BENCH_DATABASE: files.stock })
const raw = await start(rawEntry, folder, { BENCH_DATABASE: files.raw, BENCH_SECRET: secret })

// One membership for each request of a round, as Clerk describes it.
const admin = await app.make.person('Ada', 'Lovelace')
const organization = await app.make.organization(admin, 'Bench', { seats: 0 })
const [membership] = (await app.make.client.organizations.getOrganizationMembershipList({ organizationId: organization.id })).data
await app.clerk.webhooks.settled()
const template = membership!.raw as unknown as { public_user_data: object, updated_at: number }

let version = template.updated_at
/** Events of one round: the same members, each with another role than in the round before. */
function shots(many = count): Shot[] {
  version += 1000
  return Array.from({ length: many }, (_, n) => shotOf(secret, JSON.stringify({
    object: 'event', type: 'organizationMembership.updated', timestamp: version + n % 1000, instance_id: 'ins_bench',
    event_attributes: { http_request: { client_ip: '', user_agent: '' } },
    data: { ...template, id: `orgmem_${n % count}`, public_user_data: { ...template.public_user_data, user_id: `user_${n % count}`, identifier: `person${n % count}@example.com` }, role: `org:role_${version % 7}`, updated_at: version + Math.floor(n / count) },
  })))
}

/** Fails unless every row has the state that was sent last. */
function check(file: string): void {
  const client = new Client(file, { readonly: true })
  const changed = client.prepare<[number], number>('select count(*) from organization_memberships where updated_at >= ?').pluck().get(version)
  client.close()
  if (changed !== count) throw new Error(`${file}: ${changed} of ${count} rows changed.`)
}

async function round({ server, file, battery }: Case, list: Shot[]) {
  const before = await ask(server), begin = performance.now()
  const answers = await battery.all(list)
  const elapsed = performance.now() - begin, after = await ask(server)
  const failed = answers.filter(({ status }) => status !== 200)
  if (failed.length) throw new Error(`${failed.length} of ${list.length} answered ${failed[0]?.status}.`)
  check(file)
  return { rate: list.length / elapsed * 1000, cpu: (after.cpu - before.cpu) / 1000 / list.length, p99: percentile(answers.map(({ ms }) => ms), 0.99) }
}

const make = (name: string, server: Server, file: string): Case => ({ name, server, file, battery: new Battery(server.url, connections), rate: [], cpu: [], p99: [] })
const own = make('this app', { url: app.url, probe: join(folder, 'app.sock') }, app.databaseFile)
const cases = [own, make('stock', stock, files.stock), make('raw', raw, files.raw)]
for (let i = -2; i < rounds; i++) {
  for (const one of cases) {
    const measured = await round(one, shots())
    // The first rounds warm up.
    if (i < 0) continue
    for (const key of ['rate', 'cpu', 'p99'] as const) one[key].push(measured[key])
  }
}
console.log(`\n${rounds} rounds of ${count} events on ${connections} connections; medians, and least to most. An event has ${shots(1)[0]!.body.length} bytes.\n`)
for (const { name, rate, cpu, p99 } of cases) console.log(`${name.padEnd(10)} ${spread(rate)} events/s, ${spread(cpu, 3)} ms of CPU an event, p99 ${spread(p99, 1)} ms`)
/** By rounds, because a round of one and the same round of the other saw the same machine. */
const over = (key: 'rate' | 'cpu', other: Case) => own[key].map((value, i) => key === 'rate' ? value / other[key][i]! : other[key][i]! / value)
console.log()
for (const other of cases.slice(1)) console.log(`over ${other.name.padEnd(6)} × ${spread(over('rate', other), 2)} by events a second, × ${spread(over('cpu', other), 2)} by CPU`)
console.log(`aim 4 over stock by events a second: ${median(over('rate', cases[1]!)) >= 4 ? 'met' : 'missed'}`)

const resident = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${app.pid}/status`, 'utf8'))?.[1]) / 1024
const memory: number[] = []
for (let sent = 0; sent < endurance; sent += 10_000) {
  await own.battery.all(shots(10_000))
  memory.push(Math.round(resident()))
}
if (memory.length) console.log(`\n${endurance} more events: ${memory.join(', ')} MB resident after each 10,000`)

for (const { battery } of cases) battery.close()
await Promise.all([app.close(), stock.close(), raw.close()])
rmSync(folder, { recursive: true, force: true })
