import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Whether a program can listen on this port of the loopback address. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/** The first free port from `first` on. */
export async function nextFreePort(first: number, tries = 50): Promise<number> {
  for (let port = first; port < first + tries; port++)
    if (await isPortFree(port)) return port
  throw new Error(`No free port between ${first} and ${first + tries - 1}.`)
}

/**
 * Any free port of the loopback address, from a range of which no system takes the ports of outgoing connections: what the
 * system itself gives out as free may be such a connection's a moment later.
 */
export async function anyFreePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = randomInt(20_000, 30_000)
    if (await isPortFree(port)) return port
  }
  throw new Error('No free port between 20000 and 29999.')
}
