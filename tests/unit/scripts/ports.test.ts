import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { anyFreePort, isPortFree } from '../../../scripts/lib/ports.ts'

it.runIf(process.platform === 'linux')('finds a port that no outgoing connection will be given', async () => {
  const [first, last] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').trim().split(/\s+/).map(Number) as [number, number]
  const ports = await Promise.all(Array.from({ length: 20 }, anyFreePort))
  expect(ports.filter(port => port >= first && port <= last)).toEqual([])
  for (const port of ports) expect(await isPortFree(port)).toBe(true)
})
