import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What stands in front of several processes of the app. */
export interface Balancer {
  url: string
  /** Answers of each process, in the order of `targets`. */
  answered: number[]
  close: () => Promise<void>
}

/** Gives each request to the next process in turn. One that does not answer costs a 502 and gets no more, as load balancers do it. */
export async function startBalancer(targets: readonly string[]): Promise<Balancer> {
  const answered = targets.map(() => 0)
  const dead = new Set<number>()
  let turn = 0
  const next = (): number => dead.has(turn++ % targets.length) && dead.size < targets.length ? next() : (turn - 1) % targets.length
  const server = createServer((incoming, outgoing) => {
    const at = next()
    const forwarded = request(targets[at] + incoming.url!, { method: incoming.method, headers: incoming.headers }, (answer) => {
      answered[at]!++
      outgoing.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(outgoing)
      answer.on('error', () => outgoing.destroy())
    })
    forwarded.on('error', () => {
      dead.add(at)
      return outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()
    })
    incoming.pipe(forwarded)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answered,
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}
