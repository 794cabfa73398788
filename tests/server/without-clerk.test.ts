import { afterAll, beforeAll, expect, it } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())

it('reads answer from the mirror while Clerk is unreachable, and writes say so', async () => {
  const admin = await app.make.person()
  const organization = await app.make.organization(admin, 'Alone')
  const path = `${app.url}/api/orgs/${organization.slug}`
  await app.clerk.webhooks.settled()
  const headers = { 'authorization': `Bearer ${await (await app.session(admin)).token()}`, 'content-type': 'application/json' }
  await app.clerk.close()

  for (const read of ['', '/members', '/invitations']) expect((await fetch(path + read, { headers })).status, read).toBe(200)
  const write = await fetch(`${path}/invitations`, { method: 'POST', headers, body: JSON.stringify({ emailAddress: 'guest@example.com', role: 'org:member' }) })
  expect([write.status, (await write.json() as { data: { code: string } }).data.code]).toEqual([503, 'clerk_unavailable'])
})
