/** `npm run bench:clerk-local`: start-up time, and calls per second of membership lists and tokens; ratios are what lasts. */
import { spawn } from 'node:child_process'
import { Agent, request } from 'node:http'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { addMember } from '../clerk-local/domain/organizations/memberships.ts'
import { createOrganization } from '../clerk-local/domain/organizations/organizations.ts'
import { createClerkLocal } from '../clerk-local/index.ts'

const rounds = 5
const callsARound = 100
const atATime = 8

/** What was measured: calls per second, or milliseconds; `cpu` is milliseconds of processor time a call, of both sides. */
interface Measure { name: string, unit: string, values: number[], cpu: number[] }

const sorted = (values: number[]) => [...values].sort((a, b) => a - b)
const median = (values: number[]) => sorted(values)[Math.floor(values.length / 2)] ?? NaN

/** Milliseconds from starting the process to its first line, which it prints when it listens. */
async function startUp(): Promise<number> {
  const start = performance.now()
  const child = spawn(process.execPath, [fileURLToPath(new URL('../clerk-local/cli.ts', import.meta.url)), '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  const elapsed = performance.now() - start
  child.kill()
  await once(child, 'exit')
  return elapsed
}

const agent = new Agent({ keepAlive: true, maxSockets: atATime })

/** One call, its body read to the end. */
function call(url: string, method: string, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers, agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${method} ${url} answered ${response.statusCode}`))
      response.resume().once('end', resolve)
    }).once('error', reject).end()
  })
}

/** Calls per second of one round, and processor time a call, which a busy machine changes less. */
async function round(make: () => Promise<void>): Promise<{ rate: number, cpu: number }> {
  const start = performance.now()
  const before = process.cpuUsage()
  let left = callsARound
  await Promise.all(Array.from({ length: atATime }, async () => {
    while (left-- > 0) await make()
  }))
  const { user, system } = process.cpuUsage(before)
  return { rate: callsARound / (performance.now() - start) * 1000, cpu: (user + system) / 1000 / callsARound }
}

/** Rounds of each in turn, so that a busy moment of the machine hits all of them. */
async function compare(makes: Record<string, () => Promise<void>>): Promise<Measure[]> {
  const measures = Object.keys(makes).map(name => ({ name, unit: 'calls/s', values: [] as number[], cpu: [] as number[] }))
  for (let i = -1; i < rounds; i++) {
    for (const { name, values, cpu } of measures) {
      const measured = await round(makes[name] as () => Promise<void>)
      // The first round warms up.
      if (i < 0) continue
      values.push(measured.rate)
      cpu.push(measured.cpu)
    }
  }
  return measures
}

const clerk = await createClerkLocal({ generate: { organizations: 1, members: 10_000 } })
const small = createOrganization(clerk.ctx, { name: 'Small', maxAllowedMemberships: 0 })
for (const { id } of clerk.store.users.all().slice(0, 50)) addMember(clerk.ctx, { organizationId: small.id, userId: id, role: 'org:member' })
const large = clerk.store.organizations.all().at(-2)
const authorization = { authorization: `Bearer ${clerk.secretKey}` }
const list = (id: string | undefined, query = '') => () => call(`${clerk.backendApiUrl}/v1/organizations/${id}/memberships?limit=50${query}`, 'GET', authorization)

const browser = await (await fetch(`${clerk.frontendApiUrl}/v1/dev_browser`, { method: 'POST' })).json() as { id: string }
const signedIn = await (await fetch(`${clerk.frontendApiUrl}/v1/client/sign_ins?__clerk_db_jwt=${browser.id}`, {
  method: 'POST', body: new URLSearchParams({ identifier: 'ada+clerk_test@example.com', password: 'orbit-lantern-42' }),
})).json() as { response: { created_session_id: string } }
const tokens = `${clerk.frontendApiUrl}/v1/client/sessions/${signedIn.response.created_session_id}/tokens?__clerk_db_jwt=${browser.id}`

const measures = await compare({
  'health': () => call(`${clerk.frontendApiUrl}/v1/health`, 'GET', {}),
  'members, 50 of 50': list(small.id),
  'members, 50 of 10,000': list(large?.id),
  'members, last 50 of 10,000': list(large?.id, '&offset=9950'),
  'members, 50 of 10,000 by name': list(large?.id, '&order_by=%2Bfirst_name'),
  'session token': () => call(tokens, 'POST', {}),
})
await clerk.close()
agent.destroy()
const starts: Measure = { name: 'start-up', unit: 'ms', values: [], cpu: [] }
for (let i = 0; i < 5; i++) starts.values.push(await startUp())

const number = (value: number) => value.toFixed(0).padStart(7)
for (const { name, unit, values, cpu } of [...measures, starts]) {
  const [low = NaN, high = NaN] = [sorted(values)[0], sorted(values).at(-1)]
  console.log(`${name.padEnd(32)}${number(median(values))} ${unit.padEnd(8)} n=${values.length}, ${number(low)} to ${number(high)}${cpu.length ? `, ${median(cpu).toFixed(2)} ms of processor time a call` : ''}`)
}
const cost = (name: string) => median(measures.find(measure => measure.name === name)?.cpu ?? [])
const ratio = (a: string, b: string) => console.log(`${`${a} costs as much as ${b}`.padEnd(72)} × ${(cost(a) / cost(b)).toFixed(2)}`)
ratio('members, 50 of 10,000', 'health')
ratio('members, 50 of 10,000', 'members, 50 of 50')
ratio('members, last 50 of 10,000', 'members, 50 of 10,000')
ratio('members, 50 of 10,000 by name', 'members, 50 of 10,000')
ratio('session token', 'health')
