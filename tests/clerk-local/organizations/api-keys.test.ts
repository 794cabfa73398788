import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { type Json, TestBrowser } from '../browser.ts'

let local: ClerkLocal
let clerk: ReturnType<typeof createClerkClient>
beforeAll(async () => {
  local = await createClerkLocal()
  clerk = createClerkClient({ telemetry: { disabled: true }, secretKey: local.secretKey, publishableKey: local.publishableKey, apiUrl: local.backendApiUrl })
})
beforeEach(() => local.reset())
afterAll(() => local.close())

const refusal = (status: number, code: string) => ({ status, errors: [{ code }] })
const user = (name: string) => local.store.userByEmail(`${name}+clerk_test@example.com`)!.id
const acme = () => local.store.organizations.by('slug', 'acme')[0]!.id
const create = (patch: object = {}) => clerk.apiKeys.create({ name: 'Deploy', subject: acme(), ...patch })

describe('API keys, with the SDK', () => {
  it('are made with a secret that only this answer and its own operation tell', async () => {
    const key = await create({ description: 'From the pipeline', scopes: ['deploy'], claims: { team: 'web' }, createdBy: user('ada'), secondsUntilExpiration: 60 })
    expect(key).toMatchObject({ type: 'api_key', name: 'Deploy', subject: acme(), description: 'From the pipeline', scopes: ['deploy'], claims: { team: 'web' }, revoked: false, expired: false, createdBy: user('ada') })
    expect([key.id, key.secret]).toEqual([expect.stringMatching(/^ak_[0-9a-f]{32}$/), expect.stringMatching(/^ak_/)])
    expect((await clerk.apiKeys.get(key.id)).secret).toBeUndefined()
    expect(await clerk.apiKeys.getSecret(key.id)).toEqual({ secret: key.secret })
  })

  it('are listed by subject, searched, changed, revoked and deleted', async () => {
    const [first, second] = [await create(), await create({ name: 'Backup' })]
    await create({ name: 'Mine', subject: user('ada') })
    expect((await clerk.apiKeys.list({ subject: acme() })).data.map(key => key.name)).toEqual(['Backup', 'Deploy'])
    expect((await clerk.apiKeys.list({ subject: acme(), limit: 1, offset: 1 }))).toMatchObject({ data: [{ name: 'Deploy' }], totalCount: 2 })
    expect(await clerk.apiKeys.update({ apiKeyId: first.id, subject: acme(), description: 'New', scopes: ['a'] })).toMatchObject({ description: 'New', scopes: ['a'], claims: null })
    expect(await clerk.apiKeys.revoke({ apiKeyId: first.id, revocationReason: 'Leaked' })).toMatchObject({ revoked: true, revocationReason: 'Leaked' })
    expect((await clerk.apiKeys.list({ subject: acme() })).totalCount).toBe(1)
    expect((await clerk.apiKeys.list({ subject: acme(), includeInvalid: true })).totalCount).toBe(2)
    expect(await clerk.apiKeys.delete(second.id)).toMatchObject({ id: second.id, deleted: true })
    await expect(clerk.apiKeys.get(second.id)).rejects.toMatchObject({ status: 404 })
  })

  it('refuse what can\'t be', async () => {
    await create()
    await expect(create()).rejects.toMatchObject(refusal(409, 'token_creation_conflict'))
    const mine = await create({ subject: user('ada'), secondsUntilExpiration: 60 })
    await expect(clerk.apiKeys.update({ apiKeyId: mine.id, subject: acme() })).rejects.toMatchObject(refusal(409, 'token_creation_conflict'))
    local.store.clockOffset += 61_000
    await create({ subject: user('ada') })
    await expect(clerk.apiKeys.update({ apiKeyId: mine.id, subject: user('ada'), secondsUntilExpiration: 60 })).rejects.toMatchObject(refusal(409, 'token_creation_conflict'))
    await expect(create({ name: 'No' })).rejects.toMatchObject({ status: 400 })
    await expect(create({ name: 'Other', subject: 'nobody' })).rejects.toMatchObject({ status: 400 })
    await expect(create({ name: 'Other', subject: `org_${'0'.repeat(27)}` })).rejects.toMatchObject(refusal(400, 'form_resource_not_found'))
    await expect(clerk.apiKeys.list({ subject: '' })).rejects.toMatchObject({ status: 400 })
  })

  it('let a program sign in until they are revoked or expire', async () => {
    const authenticate = async (secret: string) => clerk.authenticateRequest(new Request('http://localhost:3000/', { headers: { authorization: `Bearer ${secret}` } }), { acceptsToken: 'api_key' })
    const key = await create({ scopes: ['deploy'], secondsUntilExpiration: 60 })
    const state = await authenticate(key.secret!)
    expect(state.isAuthenticated && state.toAuth()).toMatchObject({ tokenType: 'api_key', orgId: acme(), userId: null, scopes: ['deploy'] })
    expect((await clerk.apiKeys.get(key.id)).lastUsedAt).not.toBeNull()
    local.store.clockOffset += 61_000
    expect(await authenticate(key.secret!)).toMatchObject({ isAuthenticated: false, reason: 'token-invalid' })
    const mine = await create({ name: 'Mine', subject: user('bob') })
    const mineState = await authenticate(mine.secret!)
    expect(mineState.isAuthenticated && mineState.toAuth()).toMatchObject({ userId: user('bob'), orgId: null })
    await clerk.apiKeys.revoke({ apiKeyId: mine.id })
    expect((await authenticate(mine.secret!)).isAuthenticated).toBe(false)
  })

  it('go with the organization and the person they belong to', async () => {
    await create()
    await create({ name: 'Mine', subject: user('ada') })
    await clerk.organizations.deleteOrganization(acme())
    await clerk.users.deleteUser(user('ada'))
    expect(local.store.apiKeys.size).toBe(0)
  })
})

describe('API keys, as clerk-js calls them', () => {
  async function caller(name: string) {
    const browser = await TestBrowser.open(local)
    await browser.signIn(`${name}+clerk_test@example.com`)
    const session = local.store.sessions.by('userId', user(name)).at(-1)!
    const { body } = await browser.call('POST', `/v1/client/sessions/${session.id}/tokens`)
    return async (method: string, path: string, json?: object) => {
      const response = await fetch(`${local.frontendApiUrl}${path}`, { method, headers: { 'authorization': `Bearer ${body.jwt}`, 'content-type': 'application/json' }, body: json && JSON.stringify(json) })
      return { status: response.status, body: await response.json() as Json }
    }
  }

  it('are managed by those with the permission, bare and with the session token', async () => {
    const ada = await caller('ada')
    const made = await ada('POST', '/api_keys', { type: 'api_key', name: 'From the tab', subject: acme(), seconds_until_expiration: 86_400 })
    expect(made).toMatchObject({ status: 201, body: { object: 'api_key', name: 'From the tab', created_by: user('ada'), secret: expect.stringMatching(/^ak_/) as string } })
    // Two slashes: what a proxy forwards.
    const list = await ada('GET', `//api_keys?subject=${acme()}&query=tab&limit=10&offset=0`)
    expect(list).toMatchObject({ status: 200, body: { total_count: 1, data: [{ id: made.body.id }] } })
    expect(list.body.data[0]).not.toHaveProperty('secret')
    expect((await ada('PATCH', `/api_keys/${made.body.id}`, { description: 'Told' })).body.description).toBe('Told')
    expect((await ada('POST', `/api_keys/${made.body.id}/revoke`, { revocation_reason: null })).body.revoked).toBe(true)
  })

  it('of others are out of reach', async () => {
    const bob = await caller('bob')
    const code = async (method: string, path: string, json?: object) => (await bob(method, path, json)).body.errors[0].code as string
    expect(await code('GET', `/api_keys?subject=${acme()}`)).toBe('missing_organization_permission')
    expect(await code('GET', `/api_keys?subject=${user('ada')}`)).toBe('organization_not_found_or_unauthorized')
    expect(await code('POST', '/api_keys', { name: 'Mine', subject: local.store.organizations.by('slug', 'beta')[0]!.id })).toBe('organization_not_found_or_unauthorized')
    expect((await bob('POST', '/api_keys', { name: 'Mine', subject: user('bob') })).status).toBe(201)
    const response = await fetch(`${local.frontendApiUrl}/api_keys?subject=${acme()}`)
    expect(response.status).toBe(401)
  })

  it('are off where the instance says so', async () => {
    local.ctx.settings.apiKeys.userEnabled = false
    const ada = await caller('ada')
    expect((await ada('GET', `/api_keys?subject=${user('ada')}`)).body.errors[0].code).toBe('feature_not_enabled')
    expect((await (await TestBrowser.open(local)).call('GET', '/v1/environment')).body.api_keys_settings).toEqual({ enabled: true, user_api_keys_enabled: false, orgs_api_keys_enabled: true })
  })
})
