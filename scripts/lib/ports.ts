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

/** Whoever takes a port for later listens this far below it meanwhile, so that others leave it alone. */
const MARK = 10_000

/** Marks a port as taken until this process ends, however it ends. False when somebody else has. */
function mark(port: number): Promise<boolean> {
  const server = createServer().unref()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen({ port: port - MARK, host: '127.0.0.1', exclusive: true }, () => resolve(true))
  })
}

/**
 * Any free port of the loopback address, which no other process is given while this one lives. From a range of which no
 * system takes the ports of outgoing connections: what the system itself gives out as free may be such a connection's a
 * moment later.
 */
export async function anyFreePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = randomInt(20_000, 30_000)
    if (await mark(port) && await isPortFree(port)) return port
  }
  throw new Error('No free port between 20000 and 29999.')
}
