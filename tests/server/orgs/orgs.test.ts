import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OrgContext } from '../../../shared/policy/context'
import type { ActivityPage } from '../../../shared/schemas/activity'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { waitFor } from '../../support/app/wait.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())

const code = async (response: Response) => ((await response.json()) as { data: { code: string } }).data.code

/** An organization with an admin and a member, both with sessions in it. */
async function team(seats?: number) {
  const admin = await app.make.person('Ann', 'Admin')
  const member = await app.make.person('Max', 'Member')
  const organization = await app.make.organization(admin, 'Team', { seats })
  await app.make.member(organization, member)
  return { admin, member, organization, path: `/api/orgs/${organization.slug}` }
}

describe('GET /api/orgs/:slug', () => {
  it('gives an admin the organization, their standing, seats and who can help', async () => {
    const { admin, organization, path } = await team(7)
    const response = await app.fetchAs(admin, path)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(response.headers.get('x-organization-id')).toBe(organization.id)
    const { org, user, seats, managers, evidence } = await response.json() as OrgContext
    expect(org).toMatchObject({ id: organization.id, slug: organization.slug, name: 'Team', plan: 'free_org', features: ['projects'] })
    expect(user).toMatchObject({ id: admin.id, role: 'org:admin', roleName: 'Admin', withheld: [] })
    expect(user.permissions).toContain('org:sys_memberships:manage')
    expect(user.permissions).toContain('org:projects:manage')
    expect(seats).toEqual({ used: 2, pending: 0, limit: 7 })
    expect(managers).toEqual({ members: ['Ann Admin'], billing: ['Ann Admin'] })
    for (const { at } of Object.values(evidence)) expect(Math.abs(Date.now() - at)).toBeLessThan(60_000)
  })

  it('gives a member their own, smaller set of permissions', async () => {
    const { member, path } = await team()
    const { user } = await (await app.fetchAs(member, path)).json() as OrgContext
    expect(user.role).toBe('org:member')
    expect(user.permissions).toContain('org:sys_memberships:read')
    expect(user.permissions).not.toContain('org:sys_memberships:manage')
  })

  it('takes the organization\'s id in place of the slug', async () => {
    const { admin, organization } = await team()
    expect((await app.fetchAs(admin, `/api/orgs/${organization.id}`)).status).toBe(200)
  })

  it('answers 401 without a session and for a token that was tampered with', async () => {
    const { admin, path } = await team()
    expect(await code(await app.fetchAs(null, path))).toBe('not_signed_in')
    const [head, , signature] = (await (await app.session(admin)).token()).split('.')
    const forged = [head, Buffer.from(JSON.stringify({ sub: admin.id })).toString('base64url'), signature].join('.')
    const response = await fetch(app.url + path, { headers: { authorization: `Bearer ${forged}` } })
    expect([response.status, await code(response)]).toEqual([401, 'not_signed_in'])
  })

  it('answers 403 task_pending to somebody who has yet to choose an organization', async () => {
    const { path } = await team()
    const response = await app.fetchAs(await app.make.person(), path)
    expect([response.status, await code(response)]).toEqual([403, 'task_pending'])
  })

  it('gives unknown and foreign organizations the same answer', async () => {
    const [ours, theirs] = [await team(), await team()]
    const foreign = await app.fetchAs(ours.admin, theirs.path)
    const unknown = await app.fetchAs(ours.admin, '/api/orgs/no-such-organization')
    expect([foreign.status, unknown.status]).toEqual([404, 404])
    expect(await foreign.json()).toEqual(await unknown.json())
  })

  it('tells a member no more of the activity than the lists would', async () => {
    const { admin, member, path } = await team()
    await app.fetchAs(admin, `${path}/invitations`, { json: { emailAddress: 'secret@example.com', role: 'org:member' } })
    const types = async (who: typeof admin) => (await (await app.fetchAs(who, `${path}/activity`)).json() as ActivityPage).data.map(({ type }) => type)
    expect(await types(admin)).toContain('invitation_created')
    expect(await types(member)).toEqual(expect.arrayContaining(['member_joined']))
    expect(await types(member)).not.toContain('invitation_created')
  })

  it('follows a new slug that no webhook told of', async () => {
    const admin = await app.make.person()
    const organization = await app.make.organization(admin, 'Renamed')
    expect((await app.fetchAs(admin, `/api/orgs/${organization.slug}`)).status).toBe(200)
    await app.clerk.webhooks.settled()
    app.clerk.webhooks.setEndpoints([])
    const slug = `${organization.slug}-anew`
    await app.make.client.organizations.updateOrganization(organization.id, { slug })
    await new Promise(resolve => setTimeout(resolve, 1100))
    expect((await app.fetchAs(admin, `/api/orgs/${slug}`)).status).toBe(200)
    expect((await app.fetchAs(admin, `/api/orgs/${organization.slug}`)).status).toBe(404)
    app.clerk.webhooks.setEndpoints([{ url: `${app.url}/api/webhooks/clerk` }])
  })

  it('refuses a removed member at the next request, although the token lives on', async () => {
    const { member, organization, path } = await team()
    const headers = { authorization: `Bearer ${await (await app.session(member)).token()}` }
    expect((await fetch(app.url + path, { headers })).status).toBe(200)
    await app.make.client.organizations.deleteOrganizationMembership({ organizationId: organization.id, userId: member.id })
    await waitFor('the removal to arrive', async () => (await fetch(app.url + path, { headers })).status === 404)
  })

  it('lets a promoted member act with the old token', async () => {
    const { member, organization, path } = await team()
    const headers = { authorization: `Bearer ${await (await app.session(member)).token()}` }
    expect((await fetch(`${app.url}${path}/invitations`, { headers })).status).toBe(403)
    await app.make.client.organizations.updateOrganizationMembership({ organizationId: organization.id, userId: member.id, role: 'org:admin' })
    await waitFor('the promotion to arrive', async () => (await fetch(`${app.url}${path}/invitations`, { headers })).status === 200)
  })
})

describe('GET /api/orgs/:slug/members', () => {
  it('lists, searches and pages', async () => {
    const { admin, member, path } = await team()
    const all = await (await app.fetchAs(admin, `${path}/members`)).json() as { data: { userId: string }[] }
    expect(all).toMatchObject({ totalCount: 2, nextCursor: null })
    expect(all.data.find(({ userId }) => userId === member.id)).toMatchObject({
      id: expect.stringMatching(/^orgmem_/) as unknown, role: 'org:member', identifier: member.email, firstName: 'Max', lastName: 'Member', createdAt: expect.any(Number) as unknown,
    })

    const found = await (await app.fetchAs(admin, `${path}/members?query=max`)).json() as { data: { userId: string }[] }
    expect(found.data.map(({ userId }) => userId)).toEqual([member.id])

    const first = await (await app.fetchAs(admin, `${path}/members?limit=1`)).json() as { data: { userId: string }[], nextCursor: string }
    const second = await (await app.fetchAs(admin, `${path}/members?limit=1&cursor=${first.nextCursor}`)).json() as typeof first
    expect([...first.data, ...second.data].map(({ userId }) => userId).sort()).toEqual([admin.id, member.id].sort())
    expect(second.nextCursor).toBeNull()
  })

  it.each(['limit=0', 'limit=101', 'limit=ten', 'cursor=nonsense', 'cursor=W10', `query=${'a'.repeat(101)}`])('answers 422 to %s and names the field', async (query) => {
    const { admin, path } = await team()
    const response = await app.fetchAs(admin, `${path}/members?${query}`)
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ data: { code: 'invalid_input', issues: [{ path: query.split('=')[0] }] } })
  })
})

describe('errors', () => {
  it('are one envelope that echoes nothing of the request', async () => {
    const response = await fetch(`${app.url}/api/orgs/acme`, { headers: { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https' } })
    const text = await response.text()
    expect(text).not.toContain('evil.test')
    expect(JSON.parse(text)).toEqual({ error: true, status: 401, statusText: 'Unauthorized', message: 'Sign in to go on.', data: { code: 'not_signed_in' } })
  })

  it('cover unknown routes and methods', async () => {
    expect(await code(await fetch(`${app.url}/api/nothing`))).toBe('not_found')
    const { admin, path } = await team()
    const response = await app.fetchAs(admin, path, { method: 'PUT' })
    expect([404, 405]).toContain(response.status)
  })

  it.each(['//', '///', '//[', '/\\', '/%00', '/orgs/%E0%A4%A', '//a//evil.test/', '/..//evil.test/', '/x/..//evil.test/', 'http://evil.test/'])('do not become a 500 or a way to another host for the request line %j', async (path) => {
    const { request } = await import('node:http')
    const { status, location } = await new Promise<{ status?: number, location?: string }>((resolve, reject) => {
      const { hostname, port } = new URL(app.url)
      const headers = { 'sec-fetch-dest': 'document', 'accept': 'text/html' }
      request({ hostname, port, path, headers }, response => resolve({ status: response.resume().statusCode, location: response.headers.location })).on('error', reject).end()
    })
    expect(status).toBeLessThan(500)
    expect(location ?? '').not.toContain('evil.test')
  })
})
