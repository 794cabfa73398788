import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptInvitation } from '../../../clerk-local/domain/organizations/invitations.ts'
import type { Page } from '../../../shared/schemas/common'
import type { Domain } from '../../../shared/schemas/domain'
import type { EnterpriseConnection } from '../../../shared/schemas/enterprise-connection'
import type { Member, MemberProfile } from '../../../shared/schemas/member'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { unique } from '../../support/app/builders.ts'
import { comeThroughConnection } from '../../support/app/enterprise.ts'
import { waitFor } from '../../support/app/wait.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())

/** An organization with a connection, through which somebody has come. */
async function company() {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Connected', { seats: 50 })
  app.make.plan(organization, 'business')
  const { user, connection } = await comeThroughConnection(app, organization, { name: 'Company Login', domain: `${unique('company')}.test` })
  await app.clerk.webhooks.settled()
  const get = async <T>(path: string): Promise<T> => await (await app.fetchAs(admin, `/api/orgs/${organization.slug}${path}`)).json() as T
  const connections = async () => (await get<Page<EnterpriseConnection>>('/enterprise-connections')).data
  // The first look has Clerk asked in the background.
  await waitFor('the connection', async () => (await connections()).length)
  return { admin, organization, connection, user, get, connections }
}

describe('single sign-on', () => {
  it('tells who came through a connection and when somebody last did, also once it is gone', async () => {
    const { connection, connections } = await company()
    const [before] = await connections()
    expect(before).toMatchObject({ name: 'Company Login', membersCount: 1, deletedAt: null, lastSignInAt: expect.any(Number) as number })
    await app.make.client.enterpriseConnections.deleteEnterpriseConnection(connection.id)
    const [after] = await waitFor('its end', async () => {
      const list = await connections()
      return list[0]?.deletedAt ? list : undefined
    }, 25_000)
    expect(after).toMatchObject({ name: 'Company Login', membersCount: 1 })
  }, 40_000)

  it('marks its members, and another organization\'s connection marks nobody', async () => {
    const { get, user } = await company()
    const members = (await get<Page<Member>>('/members')).data
    expect(members.map(({ userId, connection }) => [userId === user.id, connection])).toEqual([[true, 'Company Login'], [false, null]])
    const other = await app.make.person('Olga', 'Other')
    const elsewhere = await app.make.organization(other, 'Elsewhere')
    await app.make.client.organizations.createOrganizationMembership({ organizationId: elsewhere.id, userId: user.id, role: 'org:member' })
    await app.clerk.webhooks.settled()
    const there = await (await app.fetchAs(other, `/api/orgs/${elsewhere.slug}/members`)).json() as Page<Member>
    expect(there.data.every(({ connection }) => connection === null)).toBe(true)
  })
})

describe('GET /api/orgs/:slug/members/:userId/profile', () => {
  it('tells how each person joined', async () => {
    const { admin, organization, user, get } = await company()
    const [guest, added] = [await app.make.person('Gus', 'Guest'), await app.make.person('Ida', 'Added')]
    const { id } = await (await app.fetchAs(admin, `/api/orgs/${organization.slug}/invitations`, { json: { emailAddress: guest.email, role: 'org:member' } })).json() as { id: string }
    const invitation = app.clerk.store.invitations.get(id)!
    acceptInvitation(app.clerk.ctx, invitation, guest.id)
    await app.make.member(organization, added)
    await app.clerk.webhooks.settled()
    const joined = async (userId: string) => (await get<MemberProfile>(`/members/${userId}/profile`)).joined
    expect(await joined(admin.id)).toEqual({ how: 'created', by: null })
    expect(await joined(guest.id)).toEqual({ how: 'invitation', by: 'Ann Admin' })
    expect(await joined(user.id)).toEqual({ how: 'connection', by: 'Company Login' })
    expect(await joined(added.id)).toEqual({ how: 'added', by: null })

    // Somebody of a verified domain, without any invitation.
    const verified = `${unique('verified')}.test`
    await app.make.client.organizations.createOrganizationDomain({ organizationId: organization.id, name: verified, enrollmentMode: 'automatic_suggestion', verified: true })
    const colleague = await app.make.client.users.createUser({ emailAddress: [`kim@${verified}`], skipPasswordRequirement: true })
    await app.make.client.organizations.createOrganizationMembership({ organizationId: organization.id, userId: colleague.id, role: 'org:member' })
    await app.clerk.webhooks.settled()
    expect(await joined(colleague.id)).toEqual({ how: 'domain', by: verified })
  })

  it('tells the roles that a member has had, and who gave them', async () => {
    const { admin, organization, get } = await company()
    const person = await app.make.person('Rae', 'Riser')
    await app.make.member(organization, person)
    await app.clerk.webhooks.settled()
    for (const role of ['org:admin', 'org:member']) await app.fetchAs(admin, `/api/orgs/${organization.slug}/members/${person.id}`, { method: 'PATCH', json: { role } })
    await app.clerk.webhooks.settled()
    const { roles } = await get<MemberProfile>(`/members/${person.id}/profile`)
    expect(roles.map(({ role, by }) => [role, by])).toEqual([['Member', null], ['Admin', 'Ann Admin'], ['Member', 'Ann Admin']])
  })
})

describe('GET /api/orgs/:slug/domains', () => {
  it('has Clerk asked before the answer where that is wanted, and forgets what is gone', async () => {
    const { organization, get } = await company()
    const name = `${unique('late')}.test`
    const made = await app.make.client.organizations.createOrganizationDomain({ organizationId: organization.id, name, enrollmentMode: 'automatic_invitation', verified: false })
    const domains = async () => (await get<Page<Domain>>('/domains?fresh=true')).data
    expect(await domains()).toEqual([{ id: made.id, name, enrollmentMode: 'automatic_invitation', verified: false, connection: null, createdAt: expect.any(Number) as number }])
    await app.make.client.organizations.deleteOrganizationDomain({ organizationId: organization.id, domainId: made.id })
    await app.clerk.webhooks.settled()
    expect(await domains()).toEqual([])
  })
})
