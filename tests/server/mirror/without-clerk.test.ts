import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startApp, type TestApp } from '../../support/app/app.ts'

let app: TestApp
beforeEach(async () => { app = await startApp() })
afterEach(() => app.close())

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

it('does not let a demoted admin go on when the mirror missed it and Clerk can\'t be asked', async () => {
  const admin = await app.make.person()
  const organization = await app.make.organization(await app.make.person(), 'Demoting')
  await app.make.member(organization, admin, 'org:admin')
  await app.clerk.webhooks.settled()
  const path = `${app.url}/api/orgs/${organization.slug}/invitations`
  const get = async (token: string) => (await fetch(path, { headers: { authorization: `Bearer ${token}` } })).status
  const session = await app.session(admin)
  expect(await get(await session.token())).toBe(200)

  app.clerk.webhooks.setEndpoints([])
  await app.make.client.organizations.updateOrganizationMembership({ organizationId: organization.id, userId: admin.id, role: 'org:member' })
  // Tokens carry whole seconds: the next one is certainly later than the mirrored row.
  await sleep(1100)
  const token = await session.token()
  await app.clerk.close()
  expect(await get(token)).toBe(503)
})
