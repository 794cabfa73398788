import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createClerk, type CallOutcome } from '../../../server/utils/clerk/clerk-client'

const keys = { publishableKey: `pk_test_${Buffer.from('clerk.test$').toString('base64')}`, secretKey: 'sk_test_aaaaaaaaaaaaaaaa' }
const limits = { timeout: 200, pause: 300 }

function clerkAt(apiUrl: string) {
  const outcomes: CallOutcome[] = []
  return { outcomes, clerk: createClerk({ ...keys, apiUrl }, { ...limits, ended: outcome => outcomes.push(outcome) }) }
}

/** Takes every connection. Says nothing, or the same to everybody. */
async function server() {
  let says: { status: number, body: object } | undefined, asked = 0
  const sockets = new Set<Socket>()
  const http = createHttpServer((_, response) => {
    asked++
    if (says) response.writeHead(says.status, { 'content-type': 'application/json', 'retry-after': '7' }).end(JSON.stringify(says.body))
  })
  const tcp = createServer((socket) => {
    sockets.add(socket)
    http.emit('connection', socket)
  })
  await new Promise<void>(resolve => tcp.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    sockets.forEach(socket => socket.destroy())
    tcp.close()
  })
  return { url: `http://127.0.0.1:${(tcp.address() as AddressInfo).port}`, asked: () => asked, say(status: number, body: object = { data: [], total_count: 0 }) { says = { status, body } }, silence() { says = undefined } }
}
const ask = async (clerk: ReturnType<typeof createClerk>) => {
  const began = performance.now()
  const error = await clerk.organizations.getOrganizationList().then(() => undefined, (error: unknown) => error as { code?: string, status?: number, retryAfter?: number })
  return { error, ms: performance.now() - began }
}

describe('calls to Clerk', () => {
  it('pass on answers and refusals as the SDK has them', async () => {
    const { url, say } = await server()
    const { clerk, outcomes } = clerkAt(url)
    say(200)
    expect(await clerk.organizations.getOrganizationList()).toEqual({ data: [], totalCount: 0 })
    for (const status of [404, 429, 500]) {
      say(status, { errors: [{ code: 'x', message: 'x' }] })
      expect((await ask(clerk)).error).toMatchObject({ status, retryAfter: 7 })
    }
    expect(outcomes).toEqual(['ok', 'refused', 'limited', 'failed'])
  })

  it('end in time when nothing is said; the next ones fail at once, and nobody is asked', async () => {
    const { url, asked } = await server()
    const { clerk, outcomes } = clerkAt(url)
    const first = await ask(clerk)
    expect(first.error).toMatchObject({ code: 'clerk_unavailable', facts: { retryAfter: 5 } })
    expect(first.ms).toBeGreaterThanOrEqual(195)
    expect(first.ms).toBeLessThan(3000)
    for (let n = 0; n < 20; n++) {
      const { error, ms } = await ask(clerk)
      expect(error?.code).toBe('clerk_unavailable')
      // Less than the one that waited.
      expect(ms).toBeLessThan(195)
    }
    expect(asked()).toBe(1)
    expect(outcomes).toEqual(['timeout', ...Array<string>(20).fill('paused')])
  })

  it('are tried by one for all after the pause, and go on when it is answered', async () => {
    const { url, asked, say } = await server()
    const { clerk } = clerkAt(url)
    await ask(clerk)
    await sleep(limits.pause + 20)
    const errors = await Promise.all(Array.from({ length: 10 }, () => ask(clerk)))
    expect(errors.every(({ error }) => error?.code === 'clerk_unavailable')).toBe(true)
    expect(asked()).toBe(2)
    say(200)
    await sleep(limits.pause + 20)
    expect((await ask(clerk)).error).toBeUndefined()
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(clerk)))
    expect(answers.filter(({ error }) => error)).toEqual([])
  })

  it('are not paused by refusals, errors or a refused connection, which come at once', async () => {
    const { url, say } = await server()
    say(500, { errors: [] })
    for (const apiUrl of [url, 'http://127.0.0.1:9']) {
      const { clerk, outcomes } = clerkAt(apiUrl)
      for (let n = 0; n < 3; n++) await ask(clerk)
      expect(outcomes).toEqual(['failed', 'failed', 'failed'])
    }
  })

  it('for the keys that sessions are checked with end in time too', async () => {
    const { url } = await server()
    const { clerk } = clerkAt(url)
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const now = Math.floor(Date.now() / 1000)
    const token = `${part({ alg: 'RS256', kid: 'ins_unknown', typ: 'JWT' })}.${part({ sub: 'user_x', sid: 'sess_x', iss: 'https://clerk.test', iat: now, nbf: now - 5, exp: now + 60 })}.c2lnbmF0dXJl`
    const began = performance.now()
    await expect(clerk.authenticateRequest(new Request('http://localhost:3000/', { headers: { authorization: `Bearer ${token}` } }))).rejects.toMatchObject({ code: 'clerk_unavailable' })
    expect(performance.now() - began).toBeLessThan(3000)
  })
})
