import { createServer, type IncomingHttpHeaders } from 'node:http'

/** What arrived at a receiver of webhooks, parsed. */
export interface Arrived { id: string, type: string, data: Record<string, unknown>, body: string, headers: IncomingHttpHeaders, at: number }

/** A receiver of webhooks that takes everything. */
export async function openReceiver() {
  const arrived: Arrived[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => body += chunk.toString()).on('end', () => {
      const { type, data } = JSON.parse(body) as { type: string, data: Record<string, unknown> }
      arrived.push({ id: String(request.headers['svix-id']), type, data, body, headers: request.headers, at: Date.now() })
      response.end()
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`,
    arrived,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
