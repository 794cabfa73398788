import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { refreshToken } from '../../../clerk-local/domain/people/sessions/refresh.ts'
import { issueSessionToken } from '../../../clerk-local/domain/people/sessions/session-tokens.ts'
import { appOrigin, TestBrowser } from '../browser.ts'
import { type NotingClient, notingClient } from './client.ts'

let local: ClerkLocal
let sdk: NotingClient
let userId: string
let sessionId: string

beforeAll(async () => {
  local = await createClerkLocal()
  sdk = notingClient(local)
  userId = local.store.userByEmail('ada+clerk_test@example.com')!.id
  const browser = await TestBrowser.open(local)
  sessionId = (await browser.signIn('ada+clerk_test@example.com')).id
})
afterAll(() => local.close())

describe('sessions, by the SDK', () => {
  it('tells sessions and makes tokens', async () => {
    const { sessions, jwtTemplates } = sdk.clerk
    const session = await sessions.getSession(sessionId)
    expect(session).toMatchObject({ id: sessionId, userId, status: 'active', latestActivity: { isMobile: false } })
    expect((await sessions.getSessionList({ userId, status: 'active' })).data).toContainEqual(session)
    const { jwt } = await sessions.getToken(sessionId)
    expect(await sessions.verifySession(sessionId, jwt)).toEqual(session)
    await jwtTemplates.create({ name: 'db', claims: { who: '{{user.primary_email_address}}' } })
    expect(await sessions.getToken(sessionId, 'db')).toMatchObject({ jwt: expect.stringMatching(/^ey/) as string })
  })

  it('refreshes a token that has expired', async () => {
    const session = local.store.sessions.get(sessionId)!
    const expired = issueSessionToken(local.ctx, session, { azp: appOrigin })
    const request = { expired_token: expired, refresh_token: refreshToken(local.ctx, session), request_origin: appOrigin }
    expect(await sdk.clerk.sessions.refreshSession(sessionId, { ...request, format: 'token' })).toMatchObject({ jwt: expect.stringMatching(/^ey/) as string })
    expect(await sdk.clerk.sessions.refreshSession(sessionId, { ...request, format: 'cookie' })).toMatchObject({ cookies: expect.arrayContaining([expect.stringMatching(/^__session=/)]) as string[] })
  })

  it('creates and revokes sessions', async () => {
    const made = await sdk.clerk.sessions.createSession({ userId })
    expect(made).toMatchObject({ userId, status: expect.stringMatching(/active|pending/) as string })
    expect(await sdk.clerk.sessions.revokeSession(made.id)).toMatchObject({ id: made.id, status: 'revoked' })
  })

  it('tells clients, and the cookies of a handshake once', async () => {
    const { clients, sessions } = sdk.clerk
    const { clientId } = await sessions.getSession(sessionId)
    const client = await clients.getClient(clientId)
    expect(client).toMatchObject({ id: clientId, sessionIds: [sessionId], sessions: [{ userId }], lastActiveSessionId: sessionId })
    expect((await clients.getClientList()).data).toContainEqual(client)
    expect(await clients.verifyClient((await sessions.getToken(sessionId)).jwt)).toEqual(client)
    await expect(clients.getHandshakePayload({ nonce: 'unknown' })).rejects.toMatchObject({ status: 404 })
  })

  it('makes tokens for signing in, for acting as somebody and for tests, and tells the keys', async () => {
    const { signInTokens, actorTokens, testingTokens, jwks } = sdk.clerk
    const ticket = await signInTokens.createSignInToken({ userId, expiresInSeconds: 60 })
    expect(ticket).toMatchObject({ userId, status: 'pending', token: expect.stringMatching(/^ey/) as string })
    expect(await signInTokens.revokeSignInToken(ticket.id)).toMatchObject({ status: 'revoked' })
    const actor = await actorTokens.create({ userId, actor: { sub: local.store.userByEmail('bob+clerk_test@example.com')!.id } })
    expect(actor).toMatchObject({ userId, status: 'pending', actor: { sub: expect.stringMatching(/^user_/) as string } })
    expect(await actorTokens.revoke(actor.id)).toMatchObject({ status: 'revoked' })
    expect(await testingTokens.createTestingToken()).toMatchObject({ token: expect.any(String) as string, expires_at: expect.any(Number) as number })
    expect((await jwks.getJwks()).keys).toMatchObject([{ kty: 'RSA', alg: 'RS256', use: 'sig' }])
  })

  it('keeps JWT templates', async () => {
    const { jwtTemplates } = sdk.clerk
    const made = await jwtTemplates.create({ name: 'hasura', claims: { role: 'user' }, lifetime: 90 })
    expect(made).toMatchObject({ name: 'hasura', claims: { role: 'user' }, lifetime: 90 })
    expect(await jwtTemplates.get(made.id)).toEqual(made)
    expect((await jwtTemplates.list()).data).toContainEqual(made)
    expect(await jwtTemplates.update({ templateId: made.id, name: 'hasura2', claims: { role: 'admin' } })).toMatchObject({ name: 'hasura2', claims: { role: 'admin' } })
    expect(await jwtTemplates.delete(made.id)).toMatchObject({ id: made.id, deleted: true })
  })

  it.each(['sessions', 'clients', 'signInTokens', 'actorTokens', 'testingTokens', 'jwks', 'jwtTemplates'] as const)('leaves no method of %s out', (api) => {
    expect(sdk.uncalled(api)).toEqual([])
  })
})
