import Client from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OrgContext } from '../../../shared/policy/context'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { signIn, testPassword } from '../../support/app/session.ts'
import { unique } from '../../support/app/builders.ts'
import { waitFor } from '../../support/app/wait.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())
beforeEach(() => {
  app.clerk.faults.clear()
  app.clerk.webhooks.setEndpoints([{ url: `${app.url}/api/webhooks/clerk` }])
})

const noWebhooks = () => app.clerk.webhooks.setEndpoints([])

/** How often the mirror's rows say it. */
function count(sql: string, ...values: string[]): number {
  const file = new Client(app.databaseFile, { readonly: true })
  const row = file.prepare<string[], { n: number }>(`select count(*) as n from ${sql}`).get(...values)
  file.close()
  return row?.n ?? 0
}

/** Signs somebody up, has them make an organization, and returns a token for it: what a browser has a moment later. */
async function signUpWithOrganization() {
  const email = `${unique('new')}+clerk_test@example.com`
  const { id: userId } = await app.make.client.users.createUser({ emailAddress: [email], password: testPassword, firstName: 'Nina', lastName: 'New' })
  const organization = await app.make.client.organizations.createOrganization({ name: 'Fresh', slug: unique('fresh'), createdBy: userId })
  const session = await signIn(app.clerk, app.url, email)
  return { email, userId, organization, token: await session.token(organization.id), path: `/api/orgs/${organization.slug}` }
}
const get = (path: string, token: string) => fetch(app.url + path, { headers: { authorization: `Bearer ${token}` } })

describe('the first request', () => {
  it('after sign-up and creating an organization is answered before any webhook', async () => {
    noWebhooks()
    const { userId, email, path, token } = await signUpWithOrganization()
    const response = await get(path, token)
    expect(response.status).toBe(200)
    expect(await response.json() as OrgContext).toMatchObject({ user: { id: userId, role: 'org:admin' }, seats: { used: 1 } })
    expect(await (await get(`${path}/members`, token)).json()).toMatchObject({ totalCount: 1, data: [{ userId, identifier: email, firstName: 'Nina', lastName: 'New' }] })
  })

  it('may come many times at once: all are answered, and Clerk is asked for the organization once', async () => {
    noWebhooks()
    const { organization, path, token } = await signUpWithOrganization()
    const asked = app.clerk.faults.add({ kind: 'hang', ms: 300, operation: 'GetOrganization' })
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => get(path + ['', '/members', '/invitations'][index % 3]!, token)))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(asked.struck).toBe(1)
    expect([count('organizations where id = ?', organization.id), count('organization_memberships where organization_id = ?', organization.id)]).toEqual([1, 1])
  })

  it('while webhooks arrive in the middle of the fill ends in the same rows', async () => {
    noWebhooks()
    const { organization, userId, path, token } = await signUpWithOrganization()
    const guests = await Promise.all(Array.from({ length: 4 }, () => app.make.person('Gus')))
    for (const guest of guests) await app.make.member(organization, guest)
    app.clerk.faults.add({ kind: 'hang', ms: 400, operation: 'ListOrganizationMemberships', times: 1 })
    const first = get(path, token)
    // Meanwhile everything is sent at once, and one of them goes again and another one is promoted.
    app.clerk.webhooks.setEndpoints([{ url: `${app.url}/api/webhooks/clerk` }])
    app.clerk.webhooks.replay(0)
    await app.make.client.organizations.deleteOrganizationMembership({ organizationId: organization.id, userId: guests[0]!.id })
    await app.make.client.organizations.updateOrganizationMembership({ organizationId: organization.id, userId: guests[1]!.id, role: 'org:admin' })
    expect((await first).status).toBe(200)
    await app.clerk.webhooks.settled()
    const { data } = await (await get(`${path}/members`, token)).json() as { data: { userId: string, role: string }[] }
    expect(Object.fromEntries(data.map(member => [member.userId, member.role]))).toEqual({
      [userId]: 'org:admin', [guests[1]!.id]: 'org:admin', [guests[2]!.id]: 'org:member', [guests[3]!.id]: 'org:member',
    })
  })

  it('of somebody who joined a moment ago is answered, though the organization was filled before', async () => {
    const { organization, path, token } = await signUpWithOrganization()
    expect((await get(path, token)).status).toBe(200)
    await app.clerk.webhooks.settled()
    noWebhooks()
    const guest = await app.make.person('Gus')
    await app.make.member(organization, guest)
    const session = await signIn(app.clerk, app.url, guest.email)
    const answers = await Promise.all(Array.from({ length: 10 }, async () => get(path, await session.token(organization.id))))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(count('organization_memberships where organization_id = ? and user_id = ?', organization.id, guest.id)).toBe(1)
  })

  it('that failed because Clerk was in trouble says so, and the next ones are answered once it is over', async () => {
    noWebhooks()
    const { path, token } = await signUpWithOrganization()
    app.clerk.faults.add({ kind: 'error', status: 500, operation: 'GetOrganization' })
    const response = await get(path, token)
    expect([response.status, (await response.json() as { data: { code: string } }).data.code]).toEqual([503, 'clerk_unavailable'])
    app.clerk.faults.clear()
    // The webhooks that come meanwhile fill the gap as well.
    app.clerk.webhooks.setEndpoints([{ url: `${app.url}/api/webhooks/clerk` }])
    app.clerk.webhooks.replay(0)
    await waitFor('the organization', async () => (await get(path, token)).status === 200)
  })
})
