/**
 * `npm run bench:guard`: what a guarded route, and a public one, cost here, on stock @clerk/nuxt, and on bare Nitro.
 *
 * Processor time a request is what lasts; requests a second are the machine's. Rounds of all take turns.
 */
import { Agent, get } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localEnv } from '../scripts/lib/clerk-env.ts'
import { startApp } from '../tests/support/app/app.ts'
import { type Carrier, type Headers, requests } from './guard/people.ts'
import { median, sorted } from './support/numbers.ts'
import { ask, build, probeEnv, type Server, start } from './support/servers.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 9)
const count = 500
const atATime = 10

/** One thing that is measured; each round has a value. `cpu` is milliseconds of the server a request. */
interface Case { name: string, server: Server, path: string, carrier?: Carrier, reuse?: number, cpu: number[], rate: number[], hits: number[] }

const agent = new Agent({ keepAlive: true, maxSockets: atATime })

function call(url: string, headers: Headers): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent }, (response) => {
      // A route that isn't there would answer with a page.
      if (response.statusCode !== 200 || !response.headers['content-type']?.includes('json')) reject(new Error(`${url} answered ${response.statusCode}`))
      response.resume().once('end', resolve)
    }).once('error', reject)
  })
}

async function round({ server, path }: Case, list: Headers[]): Promise<{ cpu: number, rate: number, hits: number }> {
  const before = await ask(server)
  const begin = performance.now()
  const left = [...list]
  await Promise.all(Array.from({ length: atATime }, async () => {
    for (let headers = left.pop(); headers; headers = left.pop()) await call(server.url + path, headers)
  }))
  const elapsed = performance.now() - begin
  const after = await ask(server)
  return { cpu: (after.cpu - before.cpu) / 1000 / list.length, rate: list.length / elapsed * 1000, hits: 1 - (after.verified - before.verified) / list.length }
}

const folder = mkdtempSync(join(tmpdir(), 'bench-guard-'))
console.log('Building the app on stock @clerk/nuxt and the bare one …')
const [stockEntry, bareEntry] = [build('guard/stock', 'nuxt', 'stock'), build('guard/bare', 'nitropack', 'bare')]
const app = await startApp({ env: probeEnv(join(folder, 'app.sock')) })
const own: Server = { url: app.url, probe: join(folder, 'app.sock') }

const admin = await app.make.person()
const organization = await app.make.organization(admin, 'Bench')
const session = await app.session(admin)
await session.activate(organization.id)
await app.clerk.webhooks.settled()
const path = `/api/orgs/${organization.slug}`
const list = `${path}/invitations`
const answer = await (await app.fetchAs(admin, list)).text()

const stock = await start(stockEntry, folder, { ...localEnv(app.clerk), BENCH_DATABASE: app.databaseUrl })
const bare = await start(bareEntry, folder)

const make = (name: string, server: Server, path: string, more: Partial<Case> = {}): Case => ({ name, server, path, cpu: [], rate: [], hits: [], ...more })
const guarded = ([['cookie', 0], ['cookie', 0.49], ['cookie', 0.79], ['cookie', 0.94], ['bearer', 0], ['bearer', 0.94]] as const).flatMap(([carrier, reuse]) => [
  make('guarded', own, list, { carrier, reuse }),
  make('stock', stock, path, { carrier, reuse }),
])
const open = [make('public', own, '/api/health'), make('stock public', stock, '/api/health'), make('bare Nitro', bare, '/api/health')]
const cases = [...guarded, ...open]

for (let i = -2; i < rounds; i++) {
  for (const one of cases) {
    const { carrier = 'cookie', reuse = 1 } = one
    const measured = await round(one, requests(app, session.id, { carrier, reuse, count }))
    // The first rounds warm up.
    if (i < 0) continue
    for (const key of ['cpu', 'rate', 'hits'] as const) one[key].push(measured[key])
  }
}

agent.destroy()
await Promise.all([app.close(), stock.close(), bare.close()])
rmSync(folder, { recursive: true, force: true })

console.log(`\n${rounds} rounds of ${count} requests, ${atATime} at a time; medians, and least to most. The guarded answer has ${answer.length} bytes.\n`)
for (const { name, carrier, reuse, cpu, rate, hits } of cases) {
  const label = `${name}${carrier ? `, ${carrier}, ${Math.round((reuse ?? 0) * 100)} % reuse` : ''}`
  console.log(`${label.padEnd(34)}${median(cpu).toFixed(3).padStart(7)} ms (${sorted(cpu)[0]!.toFixed(3)} to ${sorted(cpu).at(-1)!.toFixed(3)}) ${median(rate).toFixed(0).padStart(6)}/s  ${carrier ? `${(median(hits) * 100).toFixed(0).padStart(3)} % not verified again` : ''}`)
}
console.log()
const ratio = (label: string, values: number[], aim: number) => {
  const value = median(values)
  console.log(`${label.padEnd(52)} × ${value.toFixed(2).padStart(5)}  aim ${aim}  ${value >= aim ? 'met' : 'missed'}`)
}
/** By rounds, because a round of one and the same round of the other saw the same machine. */
const over = (a: Case, b: Case) => a.cpu.map((cpu, i) => (b.cpu[i] ?? NaN) / cpu)
const aims = new Map([[0, 1], [0.49, 1.8], [0.79, 3.1], [0.94, 5]])
for (let i = 0; i < guarded.length; i += 2) {
  const [ours, theirs] = [guarded[i] as Case, guarded[i + 1] as Case]
  ratio(`guarded over stock, ${ours.carrier}, ${Math.round((ours.reuse ?? 0) * 100)} % reuse, ${(median(ours.hits) * 100).toFixed(0)} % hits`, over(ours, theirs), aims.get(ours.reuse ?? 0) ?? 1)
}
ratio('public over bare Nitro', over(open[0] as Case, open[2] as Case), 0.95)
ratio('public over stock public', over(open[0] as Case, open[1] as Case), 1)
