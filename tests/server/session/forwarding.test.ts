import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startApp, type TestApp } from '../../support/app/app.ts'

let app: TestApp, clerk: Server
const asked: string[] = []

/** A Frontend API that ends its first connection without an answer, as one does that was idle for too long. */
beforeAll(async () => {
  clerk = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    if (asked.length === 1) request.socket.destroy()
    else response.end('here')
  }).listen(0, '127.0.0.1')
  await once(clerk, 'listening')
  app = await startApp({ env: { NUXT_CLERK_FRONTEND_API_URL: `http://127.0.0.1:${(clerk.address() as AddressInfo).port}` } })
})
afterAll(async () => {
  await app.close()
  clerk.close()
})
beforeEach(() => { asked.length = 0 })

it('asks once more for what is only read', async () => {
  const response = await fetch(`${app.url}/__clerk/npm/script.js`)
  expect([response.status, await response.text()]).toEqual([200, 'here'])
  expect(asked).toEqual(['GET /npm/script.js', 'GET /npm/script.js'])
})

it('never sends a change twice', async () => {
  const response = await fetch(`${app.url}/__clerk/v1/client/sign_ins`, { method: 'POST', body: 'identifier=x' })
  expect(response.status).toBe(502)
  expect(asked).toEqual(['POST /v1/client/sign_ins'])
})
