import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorData } from '../../../shared/errors'
import type { ActivityPage } from '../../../shared/schemas/activity'
import type { ApiKey } from '../../../shared/schemas/api-key'
import type { Page } from '../../../shared/schemas/common'
import type { PlanSlug } from '../../../shared/policy/table'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { unique } from '../../support/app/builders.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())

/** An organization on a plan, its admin, and keys of it with their secrets. */
async function team(plan: PlanSlug = 'team') {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Keyed')
  if (plan !== 'free_org') app.make.plan(organization, plan)
  await app.clerk.webhooks.settled()
  const path = `/api/orgs/${organization.slug}`
  const newKey = async (scopes: string[] = [], subject = organization.id) => {
    const { id } = await app.make.client.apiKeys.create({ name: unique('Key'), subject, scopes })
    return { id, secret: (await app.make.client.apiKeys.getSecret(id)).secret }
  }
  return { admin, organization, path, newKey }
}

/** A request with a key, as a program makes it. */
async function ask(secret: string, path: string, init: RequestInit = {}) {
  const response = await fetch(app.url + path, { ...init, redirect: 'manual', headers: { authorization: `Bearer ${secret}`, ...init.headers } })
  const body = await response.json().catch(() => null) as { data: ErrorData } | null
  return { status: response.status, code: body?.data.code, required: body?.data.required, body }
}

describe('a key of the organization', () => {
  it.each([['members', 'members:read'], ['projects', 'projects:read'], ['invitations', 'invitations:read'], ['activity', 'activity:read']])('reads %s with the scope %s and not without', async (list, scope) => {
    const { organization, path, newKey } = await team()
    const [allowed, other] = [await newKey([scope]), await newKey(['members:read', 'projects:read', 'invitations:read', 'activity:read', 'other'].filter(one => one !== scope))]
    expect((await ask(allowed.secret, `${path}/${list}`)).status).toBe(200)
    expect((await ask(allowed.secret, `/api/orgs/${organization.id}/${list}`)).status).toBe(200)
    expect(await ask(other.secret, `${path}/${list}`)).toMatchObject({ status: 403, code: 'scope_missing', required: { scope: [scope] } })
  })

  it('gets what a person gets', async () => {
    const { admin, path, newKey } = await team()
    const { secret } = await newKey(['members:read'])
    expect((await ask(secret, `${path}/members`)).body).toEqual(await (await app.fetchAs(admin, `${path}/members`)).json())
    expect((await ask(secret, `${path}/members?limit=0`)).code).toBe('invalid_input')
  })

  it('is a stranger to every other organization', async () => {
    const [home, foreign] = [await team(), await team()]
    const { secret } = await home.newKey(['members:read'])
    for (const slug of [foreign.organization.slug, foreign.organization.id, unique('nowhere')])
      expect(await ask(secret, `/api/orgs/${slug}/members`)).toMatchObject({ status: 404, code: 'not_found' })
    expect((await ask(secret, `${home.path}/members`, { headers: { 'x-organization-id': foreign.organization.id } })).status).toBe(404)
  })

  it('is refused at the next request once it is revoked, and never accepted when it is made up', async () => {
    const { path, newKey } = await team()
    const { id, secret } = await newKey(['members:read'])
    expect((await ask(secret, `${path}/members`)).status).toBe(200)
    await app.make.client.apiKeys.revoke({ apiKeyId: id })
    for (const wrong of [secret, `ak_${'0'.repeat(64)}`, 'ak_', `ak_${'é'.charCodeAt(0)}/..%2f`])
      expect(await ask(wrong, `${path}/members`)).toMatchObject({ status: 401, code: 'not_signed_in' })
  })

  it('changes nothing and opens nothing else', async () => {
    const { path, newKey } = await team()
    const { secret, id } = await newKey(['members:read', 'projects:read', 'activity:read', 'invitations:read'])
    const json = (method: string, body: unknown) => ({ method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
    for (const [route, init] of [
      ['/projects', json('POST', { name: 'Moon' })], ['/invitations', json('POST', { emailAddress: 'eve@example.com', role: 'org:admin' })],
      ['/members/me', { method: 'DELETE' }], [`/api-keys/${id}`, json('PATCH', { scopes: [] })], ['/api-keys', {}], ['/events', {}], ['', {}], ['/roles', {}],
    ] as const) expect(await ask(secret, path + route, init), route).toMatchObject({ status: 403, code: 'key_not_accepted' })
    // It signs nobody in.
    expect((await ask(secret, '/orgs')).status).toBe(302)
    expect((await ask(secret, '/')).status).toBe(200)
  })

  it('needs a plan that has API keys, as that stands now', async () => {
    const { organization, path, newKey } = await team('free_org')
    const { secret } = await newKey(['members:read'])
    expect(await ask(secret, `${path}/members`)).toMatchObject({ status: 402, code: 'feature_missing', required: { feature: ['api_keys'] } })
    app.make.plan(organization, 'team')
    await app.clerk.webhooks.settled()
    expect((await ask(secret, `${path}/members`)).status).toBe(200)
  })

  it('has a budget', async () => {
    const { path, newKey } = await team()
    const [busy, idle] = [await newKey(['projects:read']), await newKey(['projects:read'])]
    const statuses: number[] = []
    for (let batch = 0; batch < 14; batch++) statuses.push(...(await Promise.all(Array.from({ length: 10 }, () => ask(busy.secret, `${path}/projects`)))).map(({ status }) => status))
    expect(statuses.filter(status => status === 200)).toHaveLength(120)
    expect(statuses.filter(status => status === 429)).toHaveLength(20)
    expect((await ask(idle.secret, `${path}/projects`)).status).toBe(200)
  })

  it('is in the activity once a day, for those who may see keys', async () => {
    const { admin, organization, path, newKey } = await team()
    const member = await app.make.person('Max')
    await app.make.member(organization, member)
    await app.clerk.webhooks.settled()
    const { secret, id } = await newKey(['projects:read'])
    await ask(secret, `${path}/projects`)
    await ask(secret, `${path}/projects`)
    const uses = async (who: typeof admin) => (await (await app.fetchAs(who, `${path}/activity`)).json() as ActivityPage).data.filter(({ type }) => type === 'api_key_used')
    const { name } = await app.make.client.apiKeys.get(id)
    expect(await uses(admin)).toMatchObject([{ subject: name, actor: null, value: null }])
    expect(await uses(member)).toEqual([])
  })
})

it('a key of a person is refused', async () => {
  const { admin, path, newKey } = await team()
  const { secret } = await newKey(['members:read'], admin.id)
  expect(await ask(secret, `${path}/members`)).toMatchObject({ status: 403, code: 'key_not_accepted' })
})

it('a key that Clerk cannot check is not a wrong key', async () => {
  const { path, newKey } = await team()
  const { secret } = await newKey(['members:read'])
  app.clerk.faults.add({ kind: 'error', status: 500, operation: 'verifyApiKey' })
  expect(await ask(secret, `${path}/members`)).toMatchObject({ status: 503, code: 'clerk_unavailable' })
  app.clerk.faults.clear()
  expect((await ask(secret, `${path}/members`)).status).toBe(200)
})

describe('what a key may read', () => {
  it('is changed by those who manage keys, and counts at the next request', async () => {
    const { admin, path, newKey } = await team()
    const { id, secret } = await newKey()
    const change = async (scopes: unknown, key = id) => app.fetchAs(admin, `${path}/api-keys/${key}`, { method: 'PATCH', json: { scopes } })
    expect(await (await change(['projects:read', 'members:read'])).json()).toMatchObject({ id, scopes: ['members:read', 'projects:read'] })
    expect((await ask(secret, `${path}/members`)).status).toBe(200)
    await change([])
    expect((await ask(secret, `${path}/members`)).code).toBe('scope_missing')
    const list = await (await app.fetchAs(admin, `${path}/api-keys`)).text()
    expect((JSON.parse(list) as Page<ApiKey>).data).toMatchObject([{ id, scopes: [], lastUsedAt: expect.any(Number) as number }])
    expect(list).not.toContain(secret)
    expect([(await change(['everything'])).status, (await change('members:read')).status, (await change([], 'ak_nothing')).status]).toEqual([422, 422, 404])
  })

  it('is nobody else\'s to change, in another organization or beyond what they see', async () => {
    const [home, foreign] = [await team(), await team()]
    const { id } = await home.newKey(['members:read'])
    const patch = (who: typeof home.admin, path: string, scopes: string[]) => app.fetchAs(who, `${path}/api-keys/${id}`, { method: 'PATCH', json: { scopes } })
    expect((await patch(foreign.admin, foreign.path, [])).status).toBe(404)

    const role = await app.make.role(['org:sys_api_keys:read', 'org:sys_api_keys:manage'], 'Keeper')
    const keeper = await app.make.person('Kim')
    await app.make.member(home.organization, keeper, role.key)
    await app.clerk.webhooks.settled()
    const beyond = await patch(keeper, home.path, ['members:read', 'invitations:read'])
    expect([beyond.status, (await beyond.json() as { data: ErrorData }).data.code]).toEqual([403, 'scope_ceiling'])
    expect((await patch(keeper, home.path, ['members:read', 'projects:read'])).status).toBe(200)
  })
})
