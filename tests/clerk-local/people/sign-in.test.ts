import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setPasswordCompromised } from '../../../clerk-local/domain/people/users/passwords.ts'
import { createUser, updateUser } from '../../../clerk-local/domain/people/users/users.ts'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { appOrigin, claims, code, type Json, TestBrowser } from '../browser.ts'

let clerk: ClerkLocal
let sdk: ReturnType<typeof createClerkClient>
let browser: TestBrowser
beforeAll(async () => {
  clerk = await createClerkLocal()
  sdk = createClerkClient({ telemetry: { disabled: true }, secretKey: clerk.secretKey, apiUrl: clerk.backendApiUrl })
})
afterAll(() => clerk.close())
beforeEach(async () => {
  clerk.reset()
  browser = await TestBrowser.open(clerk)
})

const bob = 'bob+clerk_test@example.com'
const ada = 'ada+clerk_test@example.com'
const idOf = (email: string) => clerk.store.userByEmail(email)!.id
const signIn = (fields: Record<string, string>, by = browser) => by.call('POST', '/v1/client/sign_ins', fields)
const liveIds = async (by = browser): Promise<string[]> => (await by.call('GET', '/v1/client')).body.response.sessions.map((s: Json) => s.id)

describe('a forgotten password', () => {
  it('is reset by a code, and signs out everywhere else when asked to', async () => {
    const other = await TestBrowser.open(clerk)
    await other.signIn(bob)
    const { body: { response } } = await signIn({ identifier: bob })
    const step = (name: string, fields: Record<string, string>) => browser.call('POST', `/v1/client/sign_ins/${response.id}/${name}`, fields)
    await step('prepare_first_factor', { strategy: 'reset_password_email_code', email_address_id: response.supported_first_factors[1].email_address_id })
    const proven = await step('attempt_first_factor', { strategy: 'reset_password_email_code', code: '424242' })
    expect(proven.body.response.status).toBe('needs_new_password')
    expect(code(await step('reset_password', { password: 'short' }))).toBe('form_password_length_too_short')
    const done = await step('reset_password', { password: 'comet-harbor-73', sign_out_of_other_sessions: 'true' })
    expect(done.body.response.status).toBe('complete')
    expect(await liveIds(other)).toEqual([])
    expect(await liveIds()).toEqual([done.body.response.created_session_id])
    expect(code(await signIn({ identifier: bob, password: 'orbit-lantern-42' }, other))).toBe('form_password_incorrect')
  })

  it('can\'t be set without the code', async () => {
    const { body: { response } } = await signIn({ identifier: bob })
    expect(code(await browser.call('POST', `/v1/client/sign_ins/${response.id}/reset_password`, { password: 'comet-harbor-73' }))).toBe('reset_password_not_allowed')
  })
})

describe('who may not sign in', () => {
  it('is told so, and nothing is changed for them', async () => {
    for (const [patch, wanted] of [[{ banned: true }, 'user_banned'], [{ banned: false, locked: true }, 'user_locked']] as const) {
      updateUser(clerk.ctx, idOf(bob), patch)
      const answer = await signIn({ identifier: bob, password: 'orbit-lantern-42' })
      expect([answer.status, code(answer)]).toEqual([403, wanted])
    }
    expect(await liveIds()).toEqual([])
  })

  it('has a compromised password to reset first', async () => {
    setPasswordCompromised(clerk.ctx, idOf(bob), true)
    expect(code(await signIn({ identifier: bob, password: 'orbit-lantern-42' }))).toBe('form_password_compromised')
    setPasswordCompromised(clerk.ctx, idOf(bob), false)
    expect((await signIn({ identifier: bob, password: 'orbit-lantern-42' })).body.response.status).toBe('complete')
  })

  it('has no second factor', async () => {
    const { body: { response } } = await signIn({ identifier: bob })
    for (const step of ['prepare', 'attempt']) expect(code(await browser.call('POST', `/v1/client/sign_ins/${response.id}/${step}_second_factor`, { strategy: 'totp' }))).toBe('strategy_for_user_invalid')
  })

  it('has left the sign-in for a day', async () => {
    const { body: { response } } = await signIn({ identifier: bob })
    clerk.store.clockOffset = 24 * 3600_000
    expect((await browser.call('GET', '/v1/client')).body.response.sign_in).toBeNull()
    expect((await browser.call('POST', `/v1/client/sign_ins/${response.id}/attempt_first_factor`, { strategy: 'password', password: 'orbit-lantern-42' })).status).toBe(404)
  })
})

describe('several people in one browser', () => {
  it('switch, and leave one by one', async () => {
    const first = await browser.signIn(ada)
    const second = await browser.signIn(bob)
    expect(await liveIds()).toEqual([first.id, second.id])
    expect(code(await signIn({ identifier: bob }))).toBe('identifier_already_signed_in')
    const { body } = await browser.call('POST', `/v1/client/sessions/${first.id}/touch`, { intent: 'select_session' })
    expect(body.client.last_active_session_id).toBe(first.id)
    expect((await browser.call('POST', `/v1/client/sessions/${first.id}/remove`)).body.client.last_active_session_id).toBe(second.id)
    expect(await liveIds()).toEqual([second.id])
  })

  it('are one person in single-session mode', async () => {
    clerk.ctx.settings.signIn.singleSession = true
    await browser.signIn(ada)
    expect(code(await signIn({ identifier: bob }))).toBe('session_exists')
    // An administrator's ticket takes the place of who was there.
    const { token } = await sdk.actorTokens.create({ userId: idOf(bob), actor: { sub: idOf(ada) }, expiresInSeconds: 600 })
    const { body } = await signIn({ strategy: 'ticket', ticket: token ?? '' })
    expect(body.client.sessions).toMatchObject([{ user: { id: idOf(bob) } }])
    expect(clerk.store.sessions.by('userId', idOf(ada))[0]?.status).toBe('replaced')
  })
})

describe('tickets of the Backend API', () => {
  it('of a sign-in token have a link that leads to the sign-in page', async () => {
    await browser.call('GET', '/v1/environment')
    clerk.ctx.settings.paths.signIn = `${appOrigin}/sign-in`
    const made = await sdk.signInTokens.createSignInToken({ userId: idOf(bob), expiresInSeconds: 600 })
    const url = await browser.follow(made.url ?? '')
    expect([url.origin + url.pathname, url.searchParams.get('__clerk_status'), url.searchParams.get('__clerk_ticket')]).toEqual([`${appOrigin}/sign-in`, 'sign_in', made.token])
    expect((await signIn({ strategy: 'ticket', ticket: made.token })).body.response).toMatchObject({ status: 'complete', identifier: bob })
    const again = await fetch(made.url ?? '', { redirect: 'manual' })
    expect([again.status, (await again.json() as Json).errors[0].code]).toEqual([400, 'sign_in_token_already_used_code'])
  })

  it('of an actor token sign an administrator in as somebody else, for half an hour', async () => {
    await browser.signIn(ada)
    const actor = { sub: idOf(ada), reason: 'support' }
    const made = await sdk.actorTokens.create({ userId: idOf(bob), actor, expiresInSeconds: 600 })
    expect(made).toMatchObject({ status: 'pending', userId: idOf(bob), actor, url: expect.stringContaining('/v1/tickets/accept?ticket=') })
    const { body } = await signIn({ strategy: 'ticket', ticket: made.token ?? '' })
    const session = body.client.sessions.find((s: Json) => s.user.id === idOf(bob))
    expect(session.actor).toEqual(actor)
    expect(claims(session.last_active_token.jwt)).toMatchObject({ act: actor, sub: idOf(bob) })
    expect(session.expire_at - session.created_at).toBe(30 * 60_000)
    expect(await sdk.sessions.getSession(session.id)).toMatchObject({ actor })
    expect(await liveIds()).toHaveLength(2)
    const again = await signIn({ strategy: 'ticket', ticket: made.token ?? '' })
    expect([again.status, code(again)]).toEqual([400, 'actor_token_already_used_code'])
  })

  it('of a revoked or late actor token sign nobody in', async () => {
    const made = await sdk.actorTokens.create({ userId: idOf(bob), actor: { sub: idOf(ada) }, expiresInSeconds: 60 })
    expect(await sdk.actorTokens.revoke(made.id)).toMatchObject({ status: 'revoked' })
    await expect(sdk.actorTokens.revoke(made.id)).rejects.toMatchObject({ status: 400, errors: [{ code: 'actor_token_cannot_be_revoked_code' }] })
    expect(code(await signIn({ strategy: 'ticket', ticket: made.token ?? '' }))).toBe('actor_token_revoked_code')
    const late = await sdk.actorTokens.create({ userId: idOf(bob), actor: { sub: idOf(ada) }, expiresInSeconds: 60 })
    clerk.store.clockOffset = 60_000
    expect(code(await signIn({ strategy: 'ticket', ticket: late.token ?? '' }))).toBe('ticket_expired_code')
  })
})

describe('user names', () => {
  it('identify people where the instance has them', async () => {
    updateUser(clerk.ctx, idOf(bob), { username: 'bobby' })
    expect(code(await signIn({ identifier: 'bobby' }))).toBe('form_identifier_not_found')
    clerk.ctx.settings.users.username = true
    expect((await browser.call('GET', '/v1/environment')).body.user_settings.attributes.username).toMatchObject({ enabled: true, used_for_first_factor: true })
    expect((await signIn({ identifier: 'Bobby', password: 'orbit-lantern-42' })).body.response).toMatchObject({ status: 'complete', identifier: 'bobby' })
  })
})

describe('a refused step of a sign-up', () => {
  it('leaves nothing of its other fields', async () => {
    const { body: { response } } = await browser.call('POST', '/v1/client/sign_ups', { email_address: 'fay@example.com' })
    const update = (fields: Record<string, string>) => browser.call('PATCH', `/v1/client/sign_ups/${response.id}`, fields)
    expect(code(await update({ email_address: 'gus@example.com', first_name: 'Gus', password: 'short' }))).toBe('form_password_length_too_short')
    updateUser(clerk.ctx, idOf(bob), { username: 'bobby' })
    expect(code(await update({ password: 'orbit-lantern-42', username: 'Bobby' }))).toBe('form_identifier_exists')
    expect((await browser.call('GET', `/v1/client/sign_ups/${response.id}`)).body.response).toMatchObject({ email_address: 'fay@example.com', first_name: null, password_enabled: false, username: null })
  })
})

describe('an organization invitation\'s ticket', () => {
  const invite = async () => {
    createUser(clerk.ctx, { emailAddresses: ['gus@example.com'], password: 'orbit-lantern-42' })
    const organizationId = clerk.store.organizations.by('slug', 'acme')[0]!.id
    return await sdk.organizations.createOrganizationInvitation({ organizationId, emailAddress: 'gus@example.com', role: 'org:member', redirectUrl: `${appOrigin}/sign-in` })
  }

  it('adds its person to a browser where somebody else is signed in', async () => {
    await browser.signIn(ada)
    const { url } = await invite()
    const page = await browser.follow(url ?? '')
    expect(page.searchParams.get('__clerk_status')).toBe('sign_in')
    const { body } = await signIn({ strategy: 'ticket', ticket: page.searchParams.get('__clerk_ticket') ?? '' })
    expect(body.client.sessions.map((s: Json) => s.user.id)).toEqual([idOf(ada), idOf('gus@example.com')])
    expect(clerk.store.memberships.by('userId', idOf('gus@example.com'))).toHaveLength(1)
  })

  it('is not accepted by the session of a locked person', async () => {
    const { url } = await invite()
    await browser.signIn('gus@example.com')
    updateUser(clerk.ctx, idOf('gus@example.com'), { locked: true })
    const page = await browser.follow(url ?? '')
    expect(page.searchParams.get('__clerk_status')).toBe('sign_in')
    expect(code(await signIn({ strategy: 'ticket', ticket: page.searchParams.get('__clerk_ticket') ?? '' }))).toBe('user_locked')
    expect(clerk.store.memberships.by('userId', idOf('gus@example.com'))).toEqual([])
  })
})
