import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Client from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startApp, type StartOptions, type TestApp } from '../app/app.ts'
import { liveThrough, stateAtClerk, stateInMirror } from './history.ts'
import { Battery, percentile, shotOf, statuses, type Shot } from '../app/load.ts'

/** How much each proof does. */
export interface Sizes {
  rateSeconds: number
  /** What 99 of 100 answers must stay under at that rate, in ms: the aim is 250, on a machine that does nothing else. */
  p99: number
  flood: number
  kills: number
  lockSeconds: number
  nonsense: number
  streamMegabytes: number
}

const start = (options: StartOptions = {}) => startApp({ ...options, clerk: { seed: 'empty', ...options.clerk } })

/** Memory of a process in MB: now, and the most it ever had. */
function memory(pid: number): { now: number, peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const of = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024
  return { now: of('VmRSS'), peak: of('VmHWM') }
}

/** Figures go to the output of the long run, and from there into the docs. */
const tell = (what: string, figures: Record<string, unknown>) =>
  console.log(`[proof] ${what}: ${Object.entries(figures).map(([name, value]) => `${name} ${typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(1) : JSON.stringify(value)}`).join(', ')}`)

function batteryFor(url: string, connections: number): Battery {
  const battery = new Battery(url, connections)
  onTestFinished(() => battery.close())
  return battery
}

const read = <T>(file: string, ask: (client: Client.Database) => T): T => {
  const client = new Client(file, { readonly: true })
  try { return ask(client) }
  finally { client.close() }
}
const inboxIds = (file: string) => new Set(read(file, client => client.prepare<[], string>('select svix_id from webhook_events').pluck().all()))
const isIntact = (file: string) => read(file, client => client.pragma('integrity_check', { simple: true })) === 'ok'

/** What the mirror must withstand, on the production build with events that a clerk-local lived through. */
export function ingestionProofs(sizes: Sizes): void {
  describe('a flood', () => {
    let app: TestApp
    beforeAll(async () => {
      app = await start()
      app.clerk.webhooks.setEndpoints([])
    })
    afterAll(() => app.close())

    it(`of 300 signed events a second is taken for ${sizes.rateSeconds} s`, { timeout: 200_000 }, async () => {
      const shots = liveThrough(app.clerk, 300 * sizes.rateSeconds)
      const battery = batteryFor(app.url, 100)
      // What compiles on its first use is no part of the steady state.
      await battery.all(Array.from({ length: 200 }, () => shotOf(app.clerk.webhookSecret, '{"type":"warm.up","timestamp":1,"data":{}}')))
      const answers = await battery.atRate(shots, 300)
      const times = answers.map(({ ms }) => ms)
      const p99 = percentile(times, 0.99), lag = Math.max(...times)
      tell(`300/s for ${sizes.rateSeconds} s`, { 'events': shots.length, 'statuses': statuses(answers), 'p50 ms': percentile(times, 0.5), 'p99 ms': p99, 'longest ms': lag })
      expect(statuses(answers)).toEqual({ 200: shots.length })
      expect(p99).toBeLessThan(sizes.p99)
      expect(lag).toBeLessThan(5000)
      expect(stateInMirror(app.databaseFile)).toEqual(stateAtClerk(app.clerk))
    })

    it(`of ${sizes.flood} events on 50 connections ends in Clerk's state`, { timeout: 200_000 }, async () => {
      const shots = liveThrough(app.clerk, sizes.flood, 2)
      const begin = performance.now()
      const answers = await batteryFor(app.url, 50).all(shots)
      const { peak } = memory(app.pid)
      tell(`${sizes.flood} events on 50 connections`, { 'events/s': answers.length / (performance.now() - begin) * 1000, 'p99 ms': percentile(answers.map(({ ms }) => ms), 0.99), 'peak MB': peak })
      expect(statuses(answers)).toEqual({ 200: shots.length })
      expect(stateInMirror(app.databaseFile)).toEqual(stateAtClerk(app.clerk))
      expect(peak).toBeLessThan(512)
    })

    it('of 50 copies of one event at the same time has one effect', async () => {
      const [shot] = liveThrough(app.clerk, 1, 3) as [Shot]
      const count = () => read(app.databaseFile, client => client.prepare<[], number>('select count(*) from organization_changes').pluck().get())
      const before = inboxIds(app.databaseFile).size
      const battery = batteryFor(app.url, 50)
      const answers = await battery.all(Array.from({ length: 50 }, () => shot))
      expect(statuses(answers)).toEqual({ 200: 50 })
      expect(inboxIds(app.databaseFile).size).toBe(before + 1)
      const logged = count()
      await battery.all([shot, shot])
      expect([inboxIds(app.databaseFile).size, count()]).toEqual([before + 1, logged])
    })

    it(`of ${sizes.nonsense} deliveries that Clerk did not sign, and of ${sizes.streamMegabytes} MB, is refused without a fault`, { timeout: 200_000 }, async () => {
      const { webhookSecret: secret } = app.clerk
      const known = inboxIds(app.databaseFile).size, printed = app.logs().length
      const body = '{"type":"organization.updated","timestamp":1700000000000,"data":{"id":"org_forged","name":"Forged","created_at":1,"updated_at":1}}'
      const good = shotOf(secret, body)
      const forged: ((n: number) => Shot)[] = [
        n => shotOf(`whsec_${Buffer.from(`another secret of some length ${n}`).toString('base64')}`, body),
        n => ({ ...good, body: `${body} ${n}` }),
        n => ({ ...good, headers: { ...good.headers, 'svix-id': `msg_other${n}` } }),
        n => shotOf(secret, body, `msg_${n}`, new Date(Date.now() - 301_000 - n * 1000)),
        n => shotOf(secret, body, `msg_${n}`, new Date(Date.now() + 310_000 + n * 1000)),
        n => ({ ...good, headers: { ...good.headers, 'svix-timestamp': ['', 'now', '-1', '1e400', '0x10', '9'.repeat(400)][n % 6]! } }),
        n => ({ ...good, headers: { ...good.headers, 'svix-signature': ['', 'v1', 'v1,', 'v2,AAAA', ','.repeat(500), 'v1,'.repeat(500), `v1,${'A'.repeat(5000)}`][n % 7]! } }),
        n => ({ ...good, headers: { ...good.headers, 'svix-id': ['', ' ', '../x', 'm'.repeat(256), 'a b', '%00', '__proto__ x'][n % 7]! } }),
        n => ({ id: '', body, headers: { [n % 2 ? 'svix-timestamp' : 'svix-id']: 'msg_1' } }),
        n => ({ id: '', body: ['', '{', 'null', '[]', '\0', '\ud800', '[['.repeat(5000), 'é'.repeat(1000)][n % 8]!, headers: { 'content-type': ['application/json', 'text/xml', 'multipart/form-data', 'x'][n % 4]! } }),
        () => ({ ...good, body: ' '.repeat(1_000_001) }),
      ]
      const battery = batteryFor(app.url, 20)
      await battery.all(Array.from({ length: 200 }, (_, n) => forged[n % 10]!(n)))
      const before = memory(app.pid).now
      const answers = await battery.all(Array.from({ length: sizes.nonsense }, (_, n) => forged[n % forged.length]!(Math.floor(n / forged.length))))
      const streams = [await stream(app.url, sizes.streamMegabytes, { 'transfer-encoding': 'chunked' }), await stream(app.url, sizes.streamMegabytes, { 'content-length': String(sizes.streamMegabytes * 1_000_000) })]
      const growth = memory(app.pid).now - before
      tell(`${sizes.nonsense} forged and ${sizes.streamMegabytes} MB unsigned`, { 'statuses': statuses(answers), 'streams': streams.map(({ status, sent }) => `${status} after ${(sent / 1e6).toFixed(1)} MB`), 'growth MB': growth })
      // A connection that is closed on the rest of a body may tear before the client has read the answer.
      expect(Object.keys(statuses(answers)).filter(status => !['400', '413', '0'].includes(status))).toEqual([])
      for (const { status, sent } of streams) {
        expect([413, 0]).toContain(status)
        expect(sent).toBeLessThan(20_000_000)
      }
      expect(inboxIds(app.databaseFile).size).toBe(known)
      expect(app.logs().slice(printed)).not.toMatch(/"status":5|Error:/)
      expect(growth).toBeLessThan(50)
    })
  })

  it(`SIGKILL ${sizes.kills} times while it takes events loses none that was acknowledged`, { timeout: 1_200_000 }, async () => {
    const app = await start()
    onTestFinished(() => app.close())
    app.clerk.webhooks.setEndpoints([])
    const shots = liveThrough(app.clerk, sizes.kills * 150, 4)
    const acknowledged = new Set<string>()
    let sent = 0, lost = 0, torn = 0
    for (let kill = 0; kill < sizes.kills; kill++) {
      const battery = new Battery(app.url, 50)
      const round = battery.all(shots.slice(kill * 150, kill * 150 + 150).map(({ id, body }) => shotOf(app.clerk.webhookSecret, body, id)))
      // In the middle of it, wherever that is.
      for (const enough = Math.random() * 140; battery.answered < enough;) await sleep(1)
      await app.kill()
      const answers = await round
      battery.close()
      sent += answers.length
      for (const { shot, status } of answers) if (status === 200) acknowledged.add(shot.id)
      torn += isIntact(app.databaseFile) ? 0 : 1
      const kept = inboxIds(app.databaseFile)
      lost += [...acknowledged].filter(id => !kept.has(id)).length
      await app.revive()
    }
    tell(`SIGKILL ${sizes.kills} times`, { sent, 'acknowledged': acknowledged.size, lost, 'integrity_check not ok': torn })
    expect([lost, torn]).toEqual([0, 0])
    // Some were cut off, and some not, or nothing was shown.
    expect(acknowledged.size).toBeGreaterThan(sizes.kills)
    expect(acknowledged.size).toBeLessThan(sent)
    // Svix sends again what was not acknowledged.
    const again = shots.filter(({ id }) => !acknowledged.has(id)).map(({ id, body }) => shotOf(app.clerk.webhookSecret, body, id))
    expect(statuses(await batteryFor(app.url, 50).all(again))).toEqual({ 200: again.length })
    expect(stateInMirror(app.databaseFile)).toEqual(stateAtClerk(app.clerk))
  })

  it('a full disk is 503 without partial rows, and heals without help', { timeout: 200_000 }, async ({ skip }) => {
    const disk = mkdtempSync(join(tmpdir(), 'clerk-orgs-disk-'))
    onTestFinished(() => rmSync(disk, { recursive: true, force: true }))
    try { execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk], { stdio: 'pipe' }) }
    catch { return skip('a small disk is mounted for this, which needs root') }
    onTestFinished(() => void execFileSync('umount', ['-l', disk]))
    const file = join(disk, 'app.db')
    const app = await start({ env: { NUXT_DATABASE_URL: `file:${file}` } })
    onTestFinished(() => app.close())
    app.clerk.webhooks.setEndpoints([])
    const shots = liveThrough(app.clerk, 600, 5)
    const ballast = join(disk, 'ballast')
    const free = Number(execFileSync('df', ['--output=avail', '-B1', disk], { encoding: 'utf8' }).split('\n')[1])
    writeFileSync(ballast, Buffer.alloc(Math.max(0, free - 600_000)))
    const answers = await batteryFor(app.url, 10).all(shots)
    const counts = statuses(answers)
    const refused = answers.filter(({ status }) => status === 503).map(({ shot }) => shot.id)
    const kept = inboxIds(file)
    tell('a full disk', { 'statuses': counts, 'refused but kept': refused.filter(id => kept.has(id)).length, 'taken but lost': answers.filter(({ status, shot }) => status === 200 && !kept.has(shot.id)).length })
    expect(Object.keys(counts).toSorted()).toEqual(['200', '503'])
    expect(kept).toEqual(new Set(answers.filter(({ status }) => status === 200).map(({ shot }) => shot.id)))
    expect(isIntact(file)).toBe(true)
    expect((await fetch(`${app.url}/api/health`)).status).toBe(200)
    rmSync(ballast)
    const again = shots.filter(({ id }) => refused.includes(id))
    expect(statuses(await batteryFor(app.url, 10).all(again))).toEqual({ 200: again.length })
    expect(stateInMirror(file)).toEqual(stateAtClerk(app.clerk))
  })

  it(`a write lock held for ${sizes.lockSeconds} s is 503 without partial rows, and heals without help`, { timeout: 200_000 }, async () => {
    const app = await start()
    onTestFinished(() => app.close())
    app.clerk.webhooks.setEndpoints([])
    const shots = liveThrough(app.clerk, 300, 6)
    const holder = spawn(process.execPath, ['-e', `
      const db = new (require('better-sqlite3'))(process.argv[1])
      db.exec('begin immediate')
      console.log('held')
      setTimeout(() => db.close(), ${sizes.lockSeconds * 1000})
    `, app.databaseFile], { stdio: ['ignore', 'pipe', 'inherit'], cwd: join(import.meta.dirname, '..', '..', '..') })
    onTestFinished(() => void holder.kill())
    await once(holder.stdout, 'data')
    const battery = batteryFor(app.url, 20)
    const held = performance.now()
    // Each waits 5 s for the lock.
    const during = await battery.all(shots.slice(0, 20 * Math.floor((sizes.lockSeconds - 1) / 5)))
    const alive = await fetch(`${app.url}/api/health`)
    tell(`a lock for ${sizes.lockSeconds} s`, { 'while held': statuses(during), 'longest ms': Math.max(...during.map(({ ms }) => ms)) })
    expect(performance.now() - held).toBeLessThan(sizes.lockSeconds * 1000)
    expect(statuses(during)).toEqual({ 503: during.length })
    expect([alive.status, inboxIds(app.databaseFile).size]).toEqual([200, 0])
    await once(holder, 'exit')
    expect(statuses(await battery.all(shots))).toEqual({ 200: shots.length })
    expect(stateInMirror(app.databaseFile)).toEqual(stateAtClerk(app.clerk))
  })
}

/** An unsigned body of so many megabytes: what it was answered (0 where the connection was closed on it), and how much had been sent by then. */
function stream(appUrl: string, megabytes: number, headers: Record<string, string>): Promise<{ status: number | undefined, sent: number }> {
  let sent = 0
  return new Promise((resolve) => {
    const endless = request(`${appUrl}/api/webhooks/clerk`, { method: 'POST', headers }, (response) => {
      response.resume()
      endless.destroy()
      resolve({ status: response.statusCode, sent })
    })
    endless.on('error', () => resolve({ status: 0, sent }))
    const chunk = Buffer.alloc(64_000)
    const more = () => {
      if (endless.destroyed || endless.errored) return
      sent += chunk.length
      if (sent >= megabytes * 1_000_000) return void endless.end()
      endless.write(chunk, () => setImmediate(more))
    }
    more()
  })
}
