import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClerkClient } from '@clerk/backend'
import { onTestFinished } from 'vitest'

/** What a request gets: a list as Clerk pages it, one resource, or a bare status. */
type Answer = { list: object[] } | { resource: object } | { status: number }

/**
 * The real SDK client against a server on loopback that answers as told. It pages lists as the Backend API does.
 *
 * @param answer - decides by path and query; throwing drops the connection
 */
export async function fakeClerk(answer: (url: URL) => Answer | Promise<Answer>) {
  const requests: string[] = []
  const server = createServer((request: IncomingMessage, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    requests.push(`${url.pathname.replace('/v1/organizations', '')} from ${url.searchParams.get('offset') ?? 0}`)
    void Promise.resolve(url).then(answer).then((told) => {
      const offset = Number(url.searchParams.get('offset') ?? 0), limit = Number(url.searchParams.get('limit') ?? 10)
      const body = 'list' in told
        ? { data: told.list.slice(offset, offset + limit), total_count: told.list.length }
        : 'resource' in told ? told.resource : { errors: [{ code: 'told', message: 'told' }] }
      response.writeHead('status' in told ? told.status : 200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
    }).catch(() => response.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections() }))
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const clerk = createClerkClient({ secretKey: 'sk_test_aaaaaaaaaaaaaaaa', apiUrl, telemetry: { disabled: true } })
  return { clerk, requests }
}
