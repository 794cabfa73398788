import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorData } from '../../../shared/errors'
import type { OrgContext } from '../../../shared/policy/context'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { unique } from '../../support/app/builders.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())

async function team() {
  const [admin, member] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member')]
  const organization = await app.make.organization(admin, 'Settled')
  await app.make.member(organization, member)
  await app.clerk.webhooks.settled()
  const request = async (method: string, json?: unknown, key = organization.slug) => {
    const response = await app.fetchAs(admin, `/api/orgs/${key}`, { method, json, organizationId: organization.id })
    const text = await response.text()
    return { status: response.status, body: text ? JSON.parse(text) as OrgContext & { slug: string, data: ErrorData } : undefined }
  }
  const former = async (who: { email: string } | null, slug: string) => {
    const response = await app.fetchAs(who, `/api/former-slugs/${encodeURIComponent(slug)}`)
    return { status: response.status, body: await response.json() as { slug: string | null } }
  }
  return { admin, member, organization, request, former }
}

describe('PATCH /api/orgs/:slug', () => {
  it('changes name and slug, which can be read at once, and leaves what is not named', async () => {
    const { organization, request } = await team()
    const slug = unique('anew')
    expect((await request('PATCH', { slug })).body).toEqual({ id: organization.id, name: 'Settled', slug })
    expect((await request('PATCH', { name: '  Named anew ' }, slug)).status).toBe(200)
    const { body } = await request('GET', undefined, slug)
    expect([body?.org.name, body?.org.slug]).toEqual(['Named anew', slug])
  })

  it.each([
    ['an empty name', { name: ' ' }, 'name'],
    ['a slug with capitals', { slug: 'Capital' }, 'slug'],
    ['something else', { maxAllowedMemberships: 99 }, ''],
  ])('refuses %s', async (_, body, path) => {
    const { request } = await team()
    const answer = await request('PATCH', body)
    expect([answer.status, answer.body?.data.code, answer.body?.data.issues?.[0]?.path]).toEqual([422, 'invalid_input', path])
  })

  it('says at the slug that another organization has it', async () => {
    const { admin, request } = await team()
    const other = await app.make.organization(admin, 'Other')
    const { status, body } = await request('PATCH', { slug: other.slug })
    expect([status, body?.data.code, body?.data.issues?.[0]?.path]).toEqual([422, 'invalid_input', 'slug'])
  })
})

describe('GET /api/former-slugs/:slug', () => {
  it('leads members from every slug that the organization had to the one it has', async () => {
    const { admin, member, organization, request, former } = await team()
    const [second, third] = [unique('second'), unique('third')]
    await request('PATCH', { slug: second })
    // Not by the app: the webhook tells.
    await app.make.client.organizations.updateOrganization(organization.id, { slug: third })
    await app.clerk.webhooks.settled()
    for (const who of [admin, member])
      for (const old of [organization.slug, second]) expect(await former(who, old), old).toEqual({ status: 200, body: { slug: third } })
    expect((await former(admin, third)).body.slug).toBeNull()
  })

  it('tells others no more than of a slug that nobody ever had', async () => {
    const { organization, request, former } = await team()
    await request('PATCH', { slug: unique('moved') })
    const stranger = await app.make.person('Sam', 'Stranger')
    const [foreign, unknown] = [await former(stranger, organization.slug), await former(stranger, unique('never'))]
    expect(foreign).toEqual(unknown)
    expect(foreign).toEqual({ status: 200, body: { slug: null } })
    expect((await former(null, organization.slug)).status).toBe(401)
  })
})

describe('DELETE /api/orgs/:slug', () => {
  it('ends the organization, for its members at the next request', async () => {
    const { member, organization, request } = await team()
    // Given out before, and good for another minute.
    const token = await (await app.session(member)).token(organization.id)
    expect((await request('DELETE')).status).toBe(204)
    expect((await fetch(`${app.url}/api/orgs/${organization.slug}`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(404)
    await expect(app.make.client.organizations.getOrganization({ organizationId: organization.id })).rejects.toMatchObject({ status: 404 })
  })

  it('is refused where Clerk\'s settings keep it from admins', async () => {
    const { organization, request } = await team()
    await app.make.client.organizations.updateOrganization(organization.id, { adminDeleteEnabled: false })
    const { status, body } = await request('DELETE')
    expect([status, body?.data.code]).toEqual([403, 'deletion_disabled'])
    expect((await app.make.client.organizations.getOrganization({ organizationId: organization.id })).id).toBe(organization.id)
  })
})
