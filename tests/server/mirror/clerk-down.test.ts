import { createServer, connect } from 'node:net'
import type { Socket, Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { anyFreePort } from '../../../scripts/lib/ports.ts'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { waitFor } from '../../support/app/wait.ts'

/** How long Clerk stays away, in seconds; 30 in the long run. */
const seconds = Number(process.env.CLERK_DOWN_SECONDS ?? 6)

/** Stands before the Backend API as the network does, and can turn silent, or be gone. */
async function line(target: string) {
  const { hostname, port } = new URL(target)
  const at = await anyFreePort()
  let state: 'up' | 'silent' = 'up'
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => sockets.add(socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket)))
  const open = () => new Promise<Server>((resolve) => {
    const server = createServer((socket) => {
      keep(socket)
      if (state === 'silent') return void socket.resume()
      const upstream = connect(Number(port), hostname)
      keep(upstream)
      socket.pipe(upstream).pipe(socket)
    }).listen(at, '127.0.0.1', () => resolve(server))
  })
  let server: Server | undefined = await open()
  const drop = () => sockets.forEach(socket => socket.destroy())
  return {
    url: `http://127.0.0.1:${at}${new URL(target).pathname}`,
    sockets: () => sockets.size,
    silence() { state = 'silent'; drop() },
    async cut() {
      drop()
      await new Promise<void>(resolve => server ? server.close(() => resolve()) : resolve())
      server = undefined
    },
    async restore() {
      state = 'up'
      drop()
      server ??= await open()
    },
    async close() {
      drop()
      server?.close()
    },
  }
}

let app: TestApp
afterEach(() => app.close())

it.each(['silent', 'refused'] as const)('Clerk is away (%s): reads serve, changes say so in time, and all recovers unaided', { timeout: (seconds * 2 + 40) * 1000 }, async (kind) => {
  // The address of the line is known only once clerk-local runs; the app is started anew with it.
  app = await startApp()
  const network = await line(app.clerk.backendApiUrl)
  const behind = await app.another({ NUXT_CLERK_API_URL: network.url })
  const admin = await app.make.person('Ann', 'Admin'), member = await app.make.person('Max', 'Member')
  const organization = await app.make.organization(admin, 'Away', { seats: 50 })
  await app.make.member(organization, member)
  await app.clerk.webhooks.settled()
  const path = `${behind.url}/api/orgs/${organization.slug}`
  const session = await app.session(admin)
  const ask = async (method: string, url: string, body?: object) => {
    const began = performance.now()
    const response = await fetch(url, { method, headers: { authorization: `Bearer ${await session.token()}`, ...body && { 'content-type': 'application/json' } }, body: body && JSON.stringify(body) })
    const { data } = response.status === 204 ? {} : await response.json() as { data?: { code?: string, retryAfter?: number } }
    return { status: response.status, code: data?.code, ms: performance.now() - began }
  }
  const changes = () => [
    ask('POST', `${path}/invitations`, { emailAddress: 'guest@example.com', role: 'org:member' }),
    ask('PATCH', `${path}/members/${member.id}`, { role: 'org:admin' }),
    ask('DELETE', `${path}/members/${member.id}`),
  ]
  expect((await ask('GET', `${path}/roles`)).status).toBe(200)

  if (kind === 'silent') network.silence()
  else await network.cut()
  const end = Date.now() + seconds * 1000
  let asked = 0
  while (Date.now() < end) {
    // Several at once: those of one organization wait for each other.
    const answers = await Promise.all([...changes(), ...changes()])
    for (const { status, code, ms } of answers) {
      expect([status, code]).toEqual([503, 'clerk_unavailable'])
      expect(ms).toBeLessThan(5000)
    }
    asked += answers.length
    for (const read of ['', '/members', '/invitations', '/activity', '/roles']) {
      const { status, ms } = await ask('GET', path + read)
      expect([read, status]).toEqual([read, 200])
      expect(ms).toBeLessThan(5000)
    }
    // Ten rounds at the most: the person's own budget of such calls is 60 a minute.
    await sleep(seconds * 100)
  }
  expect(asked).toBeGreaterThanOrEqual(6)
  // Neither people nor sockets pile up behind a silent Clerk.
  expect(network.sockets()).toBeLessThan(50)

  await network.restore()
  const invited = await waitFor('changes to work again', async () => {
    const answer = await ask('POST', `${path}/invitations`, { emailAddress: `guest-${Date.now()}@example.com`, role: 'org:member' })
    return answer.status === 201 ? answer : undefined
  }, 10_000)
  expect(invited.ms).toBeLessThan(5000)
  expect((await ask('PATCH', `${path}/members/${member.id}`, { role: 'org:admin' })).status).toBe(200)
  await network.close()
})
