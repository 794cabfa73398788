import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorData } from '../../../shared/errors'
import type { OrgContext } from '../../../shared/policy/context'
import type { Seats } from '../../../shared/schemas/organization'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { unique } from '../../support/app/builders.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterEach(() => app.clerk.faults.clear())
afterAll(() => app.close())

async function team(seats = 5) {
  const [admin, second] = [await app.make.person('Ann', 'Admin'), await app.make.person('Ben', 'Boss')]
  const organization = await app.make.organization(admin, 'Seated', { seats })
  await app.make.member(organization, second, 'org:admin')
  await app.clerk.webhooks.settled()
  const path = `/api/orgs/${organization.slug}`
  const seatsNow = async () => ((await (await app.fetchAs(admin, path, { organizationId: organization.id })).json()) as OrgContext).seats
  const change = async (json: unknown, who = admin) => {
    const response = await app.fetchAs(who, `${path}/seats`, { method: 'PATCH', json, organizationId: organization.id })
    return { status: response.status, body: await response.json() as Seats & { data: ErrorData } }
  }
  const invite = (who = admin, at = app.url) => app.session(who).then(async session => fetch(`${at}${path}/invitations`, {
    method: 'POST', headers: { 'authorization': `Bearer ${await session.token(organization.id)}`, 'content-type': 'application/json' }, body: JSON.stringify({ emailAddress: `${unique('guest')}@example.com`, role: 'org:member' }),
  }))
  return { admin, second, organization, path, seatsNow, change, invite }
}

describe('PATCH /api/orgs/:slug/seats', () => {
  it('sets the limit at Clerk and here, and the invitations follow it', async () => {
    const { organization, seatsNow, change, invite } = await team(5)
    expect(await change({ limit: 2 })).toEqual({ status: 200, body: { used: 2, pending: 0, limit: 2 } })
    expect((await app.make.client.organizations.getOrganization({ organizationId: organization.id })).maxAllowedMemberships).toBe(2)
    expect((await invite()).status).toBe(409)
    expect((await change({ limit: 3 })).status).toBe(200)
    expect((await invite()).status).toBe(201)
    expect(await seatsNow()).toEqual({ used: 2, pending: 1, limit: 3 })
  })

  it('gives no more than the plan comes with, and says which plan does', async () => {
    const { organization, change, seatsNow } = await team(5)
    const { status, body } = await change({ limit: 6 })
    expect([status, body.data]).toEqual([402, expect.objectContaining({ code: 'seats_beyond_plan', required: { plan: ['team', 'business'] }, help: { people: ['Ann Admin', 'Ben Boss'], plans: ['team', 'business'] } })])
    expect((await seatsNow()).limit).toBe(5)
    app.make.plan(organization, 'team')
    await app.clerk.webhooks.settled()
    expect((await change({ limit: 20 })).status).toBe(200)
    expect((await change({ limit: 21 })).body.data.required).toEqual({ plan: ['business'] })
  })

  it('takes no seat from anybody', async () => {
    const { change, invite, seatsNow } = await team(5)
    await invite()
    const { status, body } = await change({ limit: 2 })
    expect([status, body.data.code, body.data.issues]).toEqual([422, 'invalid_input', [{ path: 'limit', message: '3 seats are taken by members and open invitations.' }]])
    expect((await seatsNow()).limit).toBe(5)
  })

  it.each([[{}], [{ limit: 0 }], [{ limit: -1 }], [{ limit: 2.5 }], [{ limit: '5' }], [{ limit: 1e9 }], [{ limit: 5, organizationId: 'org_other' }]])('refuses %j with what is wrong', async (json) => {
    const { status, body } = await (await team()).change(json)
    expect([status, body.data.code, body.data.issues?.length]).toEqual([422, 'invalid_input', 1])
  })

  it('changes nothing while Clerk is away', async () => {
    const { change, seatsNow } = await team(5)
    app.clerk.faults.add({ kind: 'error', api: 'backend', status: 503 })
    expect((await change({ limit: 4 })).body.data.code).toBe('clerk_unavailable')
    expect((await seatsNow()).limit).toBe(5)
  })
})

describe('the last seat', () => {
  it('goes to exactly one of two admins who invite at once, in one process or two', async () => {
    const other = await app.another()
    for (const at of [app.url, other.url]) {
      for (let round = 0; round < 5; round++) {
        const { admin, second, invite, seatsNow } = await team(3)
        const answers = await Promise.all([invite(admin), invite(second, at)])
        expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
        const refused = await answers.find(({ status }) => status === 409)!.json() as { data: ErrorData, message: string }
        expect([refused.data.code, refused.message]).toEqual(['seat_limit_reached', 'Every seat of this organization is taken, pending invitations included.'])
        expect(await seatsNow()).toEqual({ used: 2, pending: 1, limit: 3 })
      }
    }
  })
})
