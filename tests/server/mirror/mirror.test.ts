import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import Client from 'better-sqlite3'
import { cancelItem } from '../../../clerk-local/domain/billing/plan-changes.ts'
import { createDomain } from '../../../clerk-local/domain/domains/domains.ts'
import { createConnection } from '../../../clerk-local/domain/enterprise/connections/connections.ts'
import type { OrgContext } from '../../../shared/policy/context'
import type { ActivityPage } from '../../../shared/schemas/activity'
import type { Page } from '../../../shared/schemas/common'
import type { EnterpriseConnection } from '../../../shared/schemas/enterprise-connection'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { unique } from '../../support/app/builders.ts'
import { openEventStream } from '../../support/app/event-stream.ts'
import { waitFor } from '../../support/app/wait.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterEach(() => app.clerk.faults.clear())
afterAll(() => app.close())

async function team() {
  const [admin, member] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member')]
  const organization = await app.make.organization(admin, 'Mirror', { seats: 20 })
  await app.make.member(organization, member)
  await app.clerk.webhooks.settled()
  const path = `/api/orgs/${organization.slug}`
  const token = await (await app.session(admin)).token(organization.id)
  const get = async <T>(suffix = '', person = admin) => await (await app.fetchAs(person, path + suffix, { organizationId: organization.id })).json() as T
  /** With the token of the start, whatever has happened since. */
  const withOldToken = (suffix = '') => fetch(app.url + path + suffix, { headers: { authorization: `Bearer ${token}` } })
  return { admin, member, organization, path, get, withOldToken }
}

/** What the app's database holds, as text. */
function stored(...tables: string[]): string {
  const client = new Client(app.databaseFile, { readonly: true })
  try { return JSON.stringify(tables.map(table => client.prepare(`select * from ${table}`).all())) }
  finally { client.close() }
}

describe('a plan that is changed at Clerk', () => {
  it('counts at the next request, with the token of before, and so does its end', async () => {
    const { organization, withOldToken } = await team()
    const sso = async () => (await withOldToken('/enterprise-connections')).status
    expect(await sso()).toBe(402)

    app.make.plan(organization, 'business')
    await app.clerk.webhooks.settled()
    expect(await sso()).toBe(200)
    const { org, user, evidence } = await (await withOldToken()).json() as OrgContext
    expect(org).toMatchObject({ plan: 'business', features: ['api_keys', 'projects', 'sso'] })
    expect(user.permissions).toContain('org:projects:create')
    expect(evidence.plan.source).toBe('mirror')

    const [subscription] = app.clerk.store.subscriptions.by('organizationId', organization.id)
    cancelItem(app.clerk.ctx, subscription!, subscription!.items.find(({ status }) => status === 'active')!, true)
    await app.clerk.webhooks.settled()
    expect(await sso()).toBe(402)
    expect((await (await withOldToken()).json() as OrgContext).org.plan).toBe('free_org')
  })
})

describe('GET /api/orgs/:slug/enterprise-connections', () => {
  it('answers from the mirror, also while Clerk is down, and follows what is added at Clerk', async () => {
    const { organization, get } = await team()
    app.make.plan(organization, 'business')
    await app.clerk.webhooks.settled()
    const domain = `${unique('sso')}.example`
    createConnection(app.clerk.ctx, { organizationId: organization.id, name: 'Okta', provider: 'saml_okta', domains: [domain] })
    const list = async () => (await get<Page<EnterpriseConnection>>('/enterprise-connections')).data
    await waitFor('the connection', async () => (await list()).length === 1)
    app.clerk.faults.add({ kind: 'error', api: 'backend', status: 503 })
    expect(await list()).toEqual([{ id: expect.stringMatching(/^entconn_/), name: 'Okta', provider: 'saml_okta', domains: [domain], active: false, createdAt: expect.any(Number), deletedAt: null, membersCount: 0, lastSignInAt: null }])
  })
})

describe('GET /api/orgs/:slug/activity', () => {
  it('tells who did what, once, and page by page', async () => {
    const { admin, member, organization, path, get } = await team()
    const { id } = await (await app.fetchAs(admin, `${path}/invitations`, { json: { emailAddress: `${unique('guest')}@example.com`, role: 'org:member' } })).json() as { id: string }
    await app.fetchAs(admin, `${path}/invitations/${id}`, { method: 'DELETE' })
    await app.fetchAs(admin, `${path}/members/${member.id}`, { method: 'PATCH', json: { role: 'org:admin' } })
    createDomain(app.clerk.ctx, organization.id, { name: `${unique('acme')}.example` })
    await app.fetchAs(admin, `${path}/members/${member.id}`, { method: 'DELETE' })
    await app.clerk.webhooks.settled()

    const { data } = await get<ActivityPage>('/activity?limit=50')
    expect(data.map(({ type, subject, actor, value }) => [type, type.startsWith('invitation') || type.startsWith('domain') ? '' : subject, actor, value])).toEqual([
      ['member_removed', 'Max Member', 'Ann Admin', null],
      ['domain_added', '', null, null],
      ['role_changed', 'Max Member', 'Ann Admin', 'Admin'],
      ['invitation_revoked', '', 'Ann Admin', null],
      ['invitation_created', '', 'Ann Admin', null],
      ['member_joined', 'Max Member', null, null],
      ['member_joined', 'Ann Admin', null, null],
      ['organization_created', 'Mirror', 'Ann Admin', null],
    ])
    const first = await get<ActivityPage>('/activity?limit=5')
    const rest = await get<ActivityPage>(`/activity?limit=5&cursor=${first.nextCursor}`)
    expect([...first.data, ...rest.data]).toEqual(data)
    expect(rest.nextCursor).toBeNull()
    expect((await app.fetchAs(admin, `${path}/activity?cursor=made-up`)).status).toBe(422)
  })
})

describe('open pages', () => {
  it('are told of domains if the person may see them, and of the plan', async () => {
    const { admin, organization, path } = await team()
    const token = await (await app.session(admin)).token(organization.id)
    const stream = await openEventStream(signal => fetch(`${app.url}${path}/events`, { headers: { authorization: `Bearer ${token}` }, signal }))
    onTestFinished(() => stream.close())
    createDomain(app.clerk.ctx, organization.id, { name: `${unique('live')}.example` })
    app.make.plan(organization, 'team')
    const told = (kind: string) => waitFor(kind, () => stream.told().some(({ data }) => (data as { kind?: string }).kind === kind))
    await Promise.all([told('domains'), told('plan')])
  })
})

describe('what is stored', () => {
  it('holds no private metadata, and nothing of a person who deleted their account', async () => {
    const { admin, member, organization, path } = await team()
    await app.make.client.users.updateUserMetadata(member.id, { privateMetadata: { note: 'classified' } })
    await app.make.client.organizations.updateOrganizationMetadata(organization.id, { privateMetadata: { note: 'classified' } })
    await app.clerk.webhooks.settled()
    const tables = ['users', 'organization_memberships', 'organization_invitations', 'activity', 'webhook_events']
    expect(stored(...tables)).toContain(member.email)
    expect(stored(...tables)).not.toContain('classified')

    await app.make.client.users.deleteUser(member.id)
    await app.clerk.webhooks.settled()
    expect(stored(...tables)).not.toContain(member.email)
    expect((await app.fetchAs(admin, path)).status).toBe(200)
  })

  it('is filled with domains, connections, subscription and plans at the first request', async () => {
    app.clerk.webhooks.setEndpoints([])
    onTestFinished(() => { app.clerk.webhooks.setEndpoints([{ url: `${app.url}/api/webhooks/clerk` }]) })
    const admin = await app.make.person('Unheard', 'Of')
    const organization = await app.make.organization(admin, 'Unheard')
    const name = `${unique('filled')}.example`
    createDomain(app.clerk.ctx, organization.id, { name })
    expect((await app.fetchAs(admin, `/api/orgs/${organization.slug}`)).status).toBe(200)
    expect(stored('organization_domains')).toContain(name)
    expect(stored('subscriptions')).toContain(organization.id)
    expect(stored('subscription_items')).toContain('"plan_slug":"free_org"')
    expect(stored('plans')).toContain('business')
  })
})
