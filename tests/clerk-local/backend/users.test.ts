import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'

let local: ClerkLocal
let clerk: ReturnType<typeof createClerkClient>

beforeAll(async () => {
  local = await createClerkLocal()
  clerk = createClerkClient({ telemetry: { disabled: true }, secretKey: local.secretKey, apiUrl: local.backendApiUrl, jwtKey: local.jwtKey })
})
beforeEach(() => local.reset())
afterAll(() => local.close())

const ada = () => local.store.userByEmail('ada+clerk_test@example.com')!.id
const acme = () => local.store.organizations.by('slug', 'acme')[0]!.id
const refusal = (status: number, code: string) => ({ status, errors: [{ code }] })

describe('users, with the SDK', () => {
  it('gets, lists, filters and counts', async () => {
    expect(await clerk.users.getUser(ada())).toMatchObject({ firstName: 'Ada', passwordEnabled: true, primaryEmailAddress: { emailAddress: 'ada+clerk_test@example.com' } })
    expect(await clerk.users.getUserList()).toMatchObject({ totalCount: 4 })
    expect(await clerk.users.getUserList({ emailAddress: ['ada+clerk_test@example.com'] })).toMatchObject({ totalCount: 1, data: [{ id: ada() }] })
    expect((await clerk.users.getUserList({ orderBy: '+first_name', limit: 2 })).data.map(u => u.firstName)).toEqual(['Ada', 'Bob'])
    expect((await clerk.users.getUserList({ query: 'batra' })).data.map(u => u.firstName)).toEqual(['Cleo'])
    expect((await clerk.users.getUserList({ organizationId: [acme()], orderBy: 'first_name' })).data.map(u => u.firstName)).toEqual(['Ada', 'Bob'])
    expect(await clerk.users.getCount({ userId: [ada()] })).toBe(1)
    await expect(clerk.users.getUser('user_none')).rejects.toMatchObject(refusal(404, 'resource_not_found'))
  })

  it('creates, updates, describes and deletes', async () => {
    const made = await clerk.users.createUser({ emailAddress: ['zoe@example.com'], password: 'orbit-lantern-42', firstName: 'Zoe', externalId: 'z1', publicMetadata: { a: 1 } })
    expect(made).toMatchObject({ firstName: 'Zoe', externalId: 'z1', publicMetadata: { a: 1 } })
    expect(await clerk.users.verifyPassword({ userId: made.id, password: 'orbit-lantern-42' })).toMatchObject({ verified: true })
    await expect(clerk.users.verifyPassword({ userId: made.id, password: 'wrong' })).rejects.toMatchObject(refusal(422, 'incorrect_password'))
    expect(await clerk.users.updateUser(made.id, { lastName: 'Q' })).toMatchObject({ firstName: 'Zoe', lastName: 'Q' })
    expect((await clerk.users.updateUserMetadata(made.id, { publicMetadata: { b: 2 } })).publicMetadata).toEqual({ a: 1, b: 2 })
    expect((await clerk.users.replaceUserMetadata(made.id, { publicMetadata: { c: 3 } })).publicMetadata).toEqual({ c: 3 })
    expect((await clerk.users.banUser(made.id)).banned).toBe(true)
    expect((await clerk.users.unbanUser(made.id)).banned).toBe(false)
    expect(await clerk.users.deleteUser(made.id)).toMatchObject({ id: made.id, deleted: true })
  })

  it('refuses incomplete and taken users', async () => {
    const create = (params: object) => clerk.users.createUser(params as Parameters<typeof clerk.users.createUser>[0])
    await expect(create({ firstName: 'X' })).rejects.toMatchObject(refusal(422, 'form_data_missing'))
    await expect(create({ emailAddress: ['ada+clerk_test@example.com'], password: 'orbit-lantern-42' })).rejects.toMatchObject(refusal(422, 'form_identifier_exists'))
    await expect(create({ emailAddress: ['n@example.com'], password: 'short' })).rejects.toMatchObject(refusal(422, 'form_password_length_too_short'))
    await expect(create({ emailAddress: ['n@example.com'], shoeSize: 43 })).rejects.toMatchObject(refusal(422, 'form_param_unknown'))
    expect(await create({ emailAddress: ['n@example.com'], skipPasswordRequirement: true })).toMatchObject({ passwordEnabled: false })
  })
})

describe('sessions, clients and tokens, with the SDK', () => {
  it('creates, lists, issues verifiable tokens and revokes', async () => {
    const session = await clerk.sessions.createSession({ userId: ada() })
    expect(session).toMatchObject({ userId: ada(), status: 'active' })
    const { jwt } = await clerk.sessions.getToken(session.id)
    const state = await clerk.authenticateRequest(new Request('http://localhost:3000/', { headers: { authorization: `Bearer ${jwt}` } }), { publishableKey: local.publishableKey, secretKey: local.secretKey })
    expect(state.toAuth()).toMatchObject({ userId: ada(), sessionId: session.id, orgSlug: 'acme', orgRole: 'org:admin' })
    expect(await clerk.sessions.getSessionList({ userId: ada(), status: 'active' })).toMatchObject({ totalCount: 1, data: [{ id: session.id }] })
    expect(await clerk.clients.getClient(session.clientId)).toMatchObject({ id: session.clientId, sessionIds: [session.id] })
    expect(await clerk.clients.verifyClient(jwt)).toMatchObject({ id: session.clientId })
    expect(await clerk.sessions.verifySession(session.id, jwt)).toMatchObject({ id: session.id })
    await expect(clerk.sessions.getToken(session.id, 'none')).rejects.toMatchObject(refusal(404, 'resource_not_found'))
    expect((await clerk.sessions.revokeSession(session.id)).status).toBe('revoked')
    await expect(clerk.sessions.getToken(session.id)).rejects.toMatchObject({ status: 404 })
  })

  it('verifies tokens by JWKS too', async () => {
    const session = await clerk.sessions.createSession({ userId: ada() })
    const { jwt } = await clerk.sessions.getToken(session.id)
    const byJwks = createClerkClient({ telemetry: { disabled: true }, secretKey: local.secretKey, apiUrl: local.backendApiUrl, publishableKey: local.publishableKey })
    const state = await byJwks.authenticateRequest(new Request('http://localhost:3000/', { headers: { authorization: `Bearer ${jwt}` } }))
    expect(state.isAuthenticated).toBe(true)
  })

  it('refreshes an expired token with the refresh token, and only with it', async () => {
    const { issueSessionToken } = await import('../../../clerk-local/domain/people/sessions/session-tokens.ts')
    const { refreshToken } = await import('../../../clerk-local/domain/people/sessions/refresh.ts')
    const { id } = await clerk.sessions.createSession({ userId: ada() })
    const session = local.store.sessions.get(id)!
    const params = {
      expired_token: issueSessionToken(local.ctx, session, { azp: 'http://localhost:3000', expiresInSeconds: -60 }),
      refresh_token: refreshToken(local.ctx, session),
      request_origin: 'http://localhost:3000',
      format: 'cookie' as const,
    }
    const { cookies } = await clerk.sessions.refreshSession(id, params) as unknown as { cookies: string[] }
    expect(cookies.some(cookie => cookie.startsWith('__session=ey'))).toBe(true)
    await expect(clerk.sessions.refreshSession(id, { ...params, refresh_token: 'other' })).rejects.toMatchObject({ status: 401 })
    await expect(clerk.sessions.refreshSession(id, { ...params, request_origin: 'http://evil.test' })).rejects.toMatchObject(refusal(401, 'refresh_request_origin_azp_mismatch'))
  })

  it('makes sign-in tokens and testing tokens', async () => {
    const made = await clerk.signInTokens.createSignInToken({ userId: ada(), expiresInSeconds: 60 })
    expect(made).toMatchObject({ userId: ada(), status: 'pending' })
    expect(made.token).toBeTruthy()
    expect((await clerk.signInTokens.revokeSignInToken(made.id)).status).toBe('revoked')
    await expect(clerk.signInTokens.revokeSignInToken(made.id)).rejects.toMatchObject({ status: 400 })
    expect((await clerk.testingTokens.createTestingToken()).token).toBeTruthy()
  })
})
