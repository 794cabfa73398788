import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { anyFreePort, isPortFree } from '../../../scripts/lib/ports.ts'

it.runIf(process.platform === 'linux')('finds a port that no outgoing connection will be given', async () => {
  const [first, last] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').trim().split(/\s+/).map(Number) as [number, number]
  const ports = await Promise.all(Array.from({ length: 20 }, anyFreePort))
  expect(ports.filter(port => port >= first && port <= last)).toEqual([])
  for (const port of ports) expect(await isPortFree(port)).toBe(true)
})

it('gives no port to two processes', async () => {
  const take = `import { anyFreePort } from ${JSON.stringify(new URL('../../../scripts/lib/ports.ts', import.meta.url).href)}
    const ports = []
    for (let n = 0; n < 2000; n++) ports.push(await anyFreePort())
    console.log(JSON.stringify(ports))
    setTimeout(() => {}, 60_000)`
  const children = [1, 2].map(() => spawn(process.execPath, ['--input-type=module', '-e', take], { stdio: ['ignore', 'pipe', 'inherit'] }))
  try {
    const given = await Promise.all(children.map(async (child) => {
      for await (const line of createInterface(child.stdout)) return JSON.parse(line) as number[]
      return []
    }))
    // By chance alone two lists of 2,000 out of 10,000 would share hundreds.
    expect(given.map(ports => ports.length)).toEqual([2000, 2000])
    expect(new Set(given.flat()).size).toBe(4000)
  }
  finally { children.forEach(child => child.kill()) }
})
