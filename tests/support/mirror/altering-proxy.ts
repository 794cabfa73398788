import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Changes an answer on its way; undefined lets it pass. */
export type Alter = (path: string, query: URLSearchParams, body: Record<string, unknown>) => Record<string, unknown> | undefined

/** Stands before a Backend API and may change what it answers: for lies that no fault of clerk-local tells. */
export async function alteringProxy(target: string, alter: Alter) {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const forward = async () => {
      const answer = await fetch(target + url.pathname + url.search, { method: request.method, headers: { authorization: request.headers.authorization ?? '' } })
      const body = await answer.json() as Record<string, unknown>
      const told = answer.ok ? alter(url.pathname.replace('/v1', ''), url.searchParams, body) ?? body : body
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(told))
    }
    forward().catch(() => response.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
