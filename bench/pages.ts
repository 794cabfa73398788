/**
 * `npm run bench:pages`: what the overview and the members of an organization of ten thousand weigh and take in a browser,
 * and what the server-rendered page of 50 members costs beside a stock Nuxt page that loads the same rows with `useFetch`.
 *
 * Rounds of both servers take turns. The person is a plain member, so that both pages show the same.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { launchOptions } from '../scripts/lib/browser.ts'
import { localEnv } from '../scripts/lib/clerk-env.ts'
import { startApp } from '../tests/support/app/app.ts'
import { signInOnPage } from '../tests/support/page/people.ts'
import { untilQuiet } from '../tests/support/page/quiet.ts'
import { requests } from './guard/people.ts'
import { addMembers } from './pages/fill.ts'
import { load, type Load, weigh } from './pages/load.ts'
import { median, spread } from './support/numbers.ts'
import { ask, build, probeEnv, type Server, start } from './support/servers.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 9)
const count = 60
const atATime = 4

const folder = mkdtempSync(join(tmpdir(), 'bench-pages-'))
console.log('Building the stock page …')
const stockEntry = build('pages/stock', 'nuxt', 'pages-stock')
const app = await startApp({ env: probeEnv(join(folder, 'app.sock')) })
const own: Server = { url: app.url, probe: join(folder, 'app.sock') }

const admin = await app.make.person('Ada', 'Lovelace'), member = await app.make.person('Bob', 'Backus')
const organization = await app.make.organization(admin, 'Bench', { seats: 0 })
await app.make.member(organization, member)
const session = await app.session(member)
await session.activate(organization.id)
await app.clerk.webhooks.settled()
await app.fetchAs(member, `/api/orgs/${organization.slug}`, { organizationId: organization.id })
addMembers(app.databaseFile, organization.id, 10_000)
const overview = `/orgs/${organization.slug}`, members = `${overview}/members`

const browser = await chromium.launch(launchOptions())
const signedIn = await browser.newContext({ baseURL: app.url })
const page = await signedIn.newPage()
await signInOnPage(page, member, members)
await page.waitForURL(url => url.pathname === members)
await untilQuiet(page)
const state = await signedIn.storageState()
await signedIn.close()

for (const [name, path] of [['overview', overview], ['members', members]] as const) {
  const loads: Load[] = [], alone: Load[] = []
  for (let i = -1; i < rounds; i++) {
    const [full, without] = [await load(browser, app.url + path, state, true), await load(browser, app.url + path, state, false)]
    // The first loads warm the server up.
    if (i < 0) continue
    loads.push(full)
    alone.push(without)
  }
  const of = (list: Load[], key: keyof Load, digits = 0) => spread(list.map(one => one[key]), digits)
  const verdict = (met: boolean) => met ? 'met' : 'missed'
  const weight = median(loads.map(({ own }) => own)), shift = median(loads.map(({ cls }) => cls)), longest = median(alone.map(({ longest }) => longest))
  console.log(`\n${name}, ${rounds} loads each with an empty cache; medians, and least to most`)
  console.log(`own JavaScript  ${of(loads, 'own', 1)} kB gzip, aim 160: ${verdict(weight <= 160)}; ${of(loads, 'later', 1)} kB come later; Clerk’s ${of(loads, 'clerk', 1)} kB`)
  console.log(`layout shift    ${of(loads, 'cls', 4)}, aim 0.02: ${verdict(shift < 0.02)}`)
  console.log(`longest task    ${of(alone, 'longest')} ms without Clerk’s scripts, aim 100: ${verdict(longest <= 100)}; ${of(loads, 'longest')} ms with them`)
  console.log(`blocking time   ${of(alone, 'tbt')} ms without Clerk’s scripts, ${of(loads, 'tbt')} ms with them`)
  console.log(`largest paint   ${of(alone, 'lcp')} ms without Clerk’s scripts, ${of(loads, 'lcp')} ms with them`)
}
await browser.close()

const stock = await start(stockEntry, folder, { ...localEnv(app.clerk), BENCH_DATABASE: app.databaseUrl })

/** One server that is measured; each round has a value. `cpu` is milliseconds of the server a page. */
interface Case { name: string, server: Server, rate: number[], cpu: number[], html: string }
const cases: [ours: Case, theirs: Case] = [{ name: 'this app', server: own, rate: [], cpu: [], html: '' }, { name: 'stock', server: stock, rate: [], cpu: [], html: '' }]

async function render(one: Case, headers: Record<string, string>): Promise<void> {
  const response = await fetch(one.server.url + members, { headers: { ...headers, 'accept': 'text/html', 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' }, redirect: 'manual' })
  const html = await response.text()
  const rows = html.match(/@example\.com<\/p>/g)?.length ?? 0
  if (response.status !== 200 || rows < 50) throw new Error(`${one.name} answered ${response.status} with ${rows} rows.`)
  one.html = html
}

for (let i = -3; i < rounds; i++) {
  for (const one of cases) {
    const left = requests(app, session.id, { carrier: 'cookie', reuse: 0.9, count })
    const before = await ask(one.server), begin = performance.now()
    await Promise.all(Array.from({ length: atATime }, async () => {
      for (let headers = left.pop(); headers; headers = left.pop()) await render(one, headers)
    }))
    const elapsed = performance.now() - begin, after = await ask(one.server)
    // The first rounds warm up.
    if (i < 0) continue
    one.rate.push(count / elapsed * 1000)
    one.cpu.push((after.cpu - before.cpu) / 1000 / count)
  }
}
console.log(`\nthe page of 50 members, ${rounds} rounds of ${count} pages, ${atATime} at a time, nine of ten tokens seen before; medians, and least to most`)
for (const { name, server, rate, cpu, html } of cases) console.log(`${name.padEnd(10)} ${spread(rate)} pages/s, ${spread(cpu, 1)} ms of CPU a page, ${Math.round(html.length / 1000)} kB of HTML, ${Math.round(await weigh(server.url, html))} kB of own JavaScript`)
const [ours, theirs] = cases
/** By rounds, because a round of one and the same round of the other saw the same machine. */
const ratio = ours.rate.map((value, i) => value / theirs.rate[i]!)
console.log(`over stock × ${spread(ratio, 2)} by pages a second, aim 2: ${median(ratio) >= 2 ? 'met' : 'missed'}; × ${spread(theirs.cpu.map((value, i) => value / ours.cpu[i]!), 2)} by CPU`)

await Promise.all([app.close(), stock.close()])
rmSync(folder, { recursive: true, force: true })
