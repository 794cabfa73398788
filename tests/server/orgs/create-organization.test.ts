import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorData } from '../../../shared/errors'
import type { OrgContext } from '../../../shared/policy/context'
import type { CreatedOrganization } from '../../../shared/schemas/organization'
import { startApp, type TestApp, type Who } from '../../support/app/app.ts'
import { unique } from '../../support/app/builders.ts'

let app: TestApp
beforeAll(async () => { app = await startApp({ env: { NUXT_ORGANIZATIONS_PER_PERSON: '2' } }) })
afterEach(() => app.clerk.faults.clear())
afterAll(() => app.close())

async function create(who: Who, json: unknown, init: RequestInit = {}) {
  const response = await app.fetchAs(who, '/api/orgs', { json, ...init })
  return { status: response.status, body: await response.json() as CreatedOrganization & { data: ErrorData } }
}

describe('POST /api/orgs', () => {
  it('makes an organization whose first admin is the caller, with the seats of the first plan, and it is there at once', async () => {
    const person = await app.make.person('Ann', 'Founder')
    const slug = unique('made')
    const { status, body } = await create(person, { name: '  Made here ', slug })
    expect([status, body]).toEqual([201, { id: expect.stringMatching(/^org_/) as string, name: 'Made here', slug }])
    const context = await (await app.fetchAs(person, `/api/orgs/${slug}`, { organizationId: body.id })).json() as OrgContext
    expect([context.org.name, context.user.role, context.seats]).toEqual(['Made here', 'org:admin', { used: 1, pending: 0, limit: 5 }])
    expect((await app.make.client.organizations.getOrganization({ organizationId: body.id })).createdBy).toBe(person.id)
  })

  it('takes nobody\'s word for who creates it', async () => {
    const [person, other] = [await app.make.person(), await app.make.person()]
    expect((await create(person, { name: 'Mine', createdBy: other.id })).body.data.issues).toEqual([expect.objectContaining({ path: '' })])
    expect((await create(null, { name: 'Nobody’s' })).body.data.code).toBe('not_signed_in')
    expect((await create(person, { name: 'Lured' }, { headers: { 'sec-fetch-site': 'cross-site' }, method: 'POST', body: '{}' })).body.data.code).toBe('cross_site')
  })

  it('keeps to the limit of the app, and to the person\'s own before it, however many are asked for at once', async () => {
    const person = await app.make.person()
    const statuses = (await Promise.all(Array.from({ length: 4 }, (_, n) => create(person, { name: `Company ${n}` })))).map(({ status }) => status)
    expect(statuses.sort()).toEqual([201, 201, 403, 403])
    expect((await create(person, { name: 'One more' })).body.data.code).toBe('organization_limit_reached')
    await app.make.client.users.updateUser(person.id, { createOrganizationsLimit: 3 })
    expect([(await create(person, { name: 'Third' })).status, (await create(person, { name: 'Fourth' })).status]).toEqual([201, 403])
    await app.make.client.users.updateUser(person.id, { createOrganizationEnabled: false })
    expect((await create(person, { name: 'None' })).body.data.code).toBe('organization_creation_disabled')
  })

  it.each([[{}, 'name'], [{ name: ' ' }, 'name'], [{ name: 'x'.repeat(257) }, 'name'], [{ name: 'X', slug: 'Not A Slug' }, 'slug'], [{ name: 'X', slug: '' }, 'slug']])('refuses %j with what is wrong', async (json, path) => {
    const { status, body } = await create(await app.make.person(), json)
    expect([status, body.data.code, body.data.issues?.[0]?.path]).toEqual([422, 'invalid_input', path])
  })

  it('says that a slug is taken, and makes nothing while Clerk is away', async () => {
    const [person, slug] = [await app.make.person(), unique('taken')]
    await create(person, { name: 'First', slug })
    const { status, body } = await create(await app.make.person(), { name: 'Second', slug })
    expect([status, body.data.issues]).toEqual([422, [{ path: 'slug', message: expect.stringContaining('taken') as string }]])
    app.clerk.faults.add({ kind: 'error', api: 'backend', status: 503 })
    expect((await create(await app.session(person).then(() => person), { name: 'Third' })).body.data.code).toBe('clerk_unavailable')
  })
})
