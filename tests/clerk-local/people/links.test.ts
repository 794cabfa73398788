import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createUser, updateUser } from '../../../clerk-local/domain/people/users/users.ts'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { appOrigin, code, TestBrowser } from '../browser.ts'

let clerk: ClerkLocal
let browser: TestBrowser
beforeAll(async () => {
  clerk = await createClerkLocal({ settings: { signIn: { emailLink: true } } })
})
afterAll(() => clerk.close())
beforeEach(async () => {
  clerk.reset()
  browser = await TestBrowser.open(clerk)
})

const fay = 'fay@example.com'
const verifyPage = `${appOrigin}/sign-in#/verify`
const lastLink = () => clerk.store.mails.all().at(-1)?.link ?? ''
const landed = (url: URL) => [url.origin, url.searchParams.get('__clerk_status'), url.searchParams.get('__clerk_created_session')]

describe('signing in by a mailed link', () => {
  /** As Clerk UI does: identifier, then the link, then polling. */
  async function start() {
    createUser(clerk.ctx, { emailAddresses: [fay] })
    const { body: { response } } = await browser.call('POST', '/v1/client/sign_ins', { identifier: fay })
    const factor = response.supported_first_factors.find((f: { strategy: string }) => f.strategy === 'email_link')
    expect(factor).toMatchObject({ safe_identifier: fay, primary: true })
    await browser.call('POST', `/v1/client/sign_ins/${response.id}/prepare_first_factor`, { strategy: 'email_link', email_address_id: factor.email_address_id, redirect_url: verifyPage })
    return { id: response.id, poll: async () => (await browser.call('GET', `/v1/client/sign_ins/${response.id}`)).body.response }
  }

  it('finishes for the page that polls, and sends the link\'s page to the new session', async () => {
    const { poll } = await start()
    expect(clerk.store.mails.all().at(-1)).toMatchObject({ to: fay, slug: 'magic_link_sign_in', code: null })
    expect(await poll()).toMatchObject({ status: 'needs_first_factor', first_factor_verification: { object: 'verification_email_link', status: 'unverified', attempts: null } })
    const url = await browser.follow(lastLink())
    const done = await poll()
    expect(done).toMatchObject({ status: 'complete', first_factor_verification: { status: 'verified', verified_at_client: expect.stringMatching(/^client_/) } })
    expect(landed(url)).toEqual([appOrigin, 'verified', done.created_session_id])
    expect(url.hash).toBe('#/verify')
  })

  it('counts in no other browser unless the instance says so', async () => {
    const { poll } = await start()
    const phone = await TestBrowser.open(clerk)
    expect(landed(await phone.follow(lastLink()))).toEqual([appOrigin, 'client_mismatch', null])
    expect((await poll()).status).toBe('needs_first_factor')
    clerk.ctx.settings.signIn.emailLinkSameClient = false
    const url = await phone.follow(lastLink())
    const done = await poll()
    expect(landed(url)).toEqual([appOrigin, 'verified', done.created_session_id])
    expect(done.first_factor_verification.verified_at_client).toBeUndefined()
    expect((await phone.call('GET', '/v1/client')).body.response.sessions).toEqual([])
  })

  it('expires after ten minutes, for the link and for the page that polls', async () => {
    const { poll } = await start()
    clerk.store.clockOffset = 10 * 60_000
    expect((await poll()).first_factor_verification.status).toBe('expired')
    expect(landed(await browser.follow(lastLink()))).toEqual([appOrigin, 'expired', null])
  })

  it('counts once, and a newer link replaces it', async () => {
    const { id } = await start()
    const old = lastLink()
    await browser.call('POST', `/v1/client/sign_ins/${id}/prepare_first_factor`, { strategy: 'email_link', redirect_url: verifyPage })
    expect(landed(await browser.follow(old))).toEqual([appOrigin, 'failed', null])
    expect(landed(await browser.follow(lastLink()))[1]).toBe('verified')
    expect(landed(await browser.follow(lastLink()))).toEqual([appOrigin, 'failed', null])
  })

  it('signs no banned person in', async () => {
    const { poll } = await start()
    updateUser(clerk.ctx, clerk.store.userByEmail(fay)!.id, { banned: true })
    expect(landed(await browser.follow(lastLink()))).toEqual([appOrigin, 'failed', null])
    expect(await poll()).toMatchObject({ created_session_id: null, first_factor_verification: { status: 'failed' } })
  })

  it('goes to the app only, and refuses a made-up token', async () => {
    createUser(clerk.ctx, { emailAddresses: [fay] })
    const { body: { response } } = await browser.call('POST', '/v1/client/sign_ins', { identifier: fay })
    const prepare = (fields: Record<string, string>) => browser.call('POST', `/v1/client/sign_ins/${response.id}/prepare_first_factor`, { strategy: 'email_link', ...fields })
    expect(code(await prepare({}))).toBe('form_param_missing')
    expect(code(await prepare({ redirect_url: 'https://elsewhere.example/x' }))).toBe('form_param_format_invalid')
    const answer = await browser.call('GET', '/v1/verify', { token: 'a.b.c' })
    expect([answer.status, code(answer)]).toEqual([400, 'verification_link_token_invalid'])
    clerk.ctx.settings.signIn.emailLink = false
    expect(code(await prepare({ redirect_url: verifyPage }))).toBe('strategy_for_user_invalid')
  })
})

describe('a link proves an address', () => {
  it('of a sign-up, which it completes', async () => {
    const { body: { response } } = await browser.call('POST', '/v1/client/sign_ups', { email_address: fay, password: 'orbit-lantern-42' })
    expect(response.verifications.email_address.supported_strategies).toContain('email_link')
    await browser.call('POST', `/v1/client/sign_ups/${response.id}/prepare_verification`, { strategy: 'email_link', redirect_url: `${appOrigin}/sign-up/verify` })
    const url = await browser.follow(lastLink())
    const done = (await browser.call('GET', `/v1/client/sign_ups/${response.id}`)).body.response
    expect(done).toMatchObject({ status: 'complete', created_user_id: clerk.store.userByEmail(fay)?.id })
    expect(landed(url)).toEqual([appOrigin, 'verified', done.created_session_id])
  })

  it('of a sign-up that lacks more, which goes on', async () => {
    const { body: { response } } = await browser.call('POST', '/v1/client/sign_ups', { email_address: fay })
    await browser.call('POST', `/v1/client/sign_ups/${response.id}/prepare_verification`, { strategy: 'email_link', redirect_url: `${appOrigin}/sign-up/verify` })
    expect(landed(await browser.follow(lastLink()))).toEqual([appOrigin, 'verified', null])
    expect((await browser.call('GET', `/v1/client/sign_ups/${response.id}`)).body.response).toMatchObject({ status: 'missing_requirements', missing_fields: ['password'], unverified_fields: [] })
  })

  it('of a signed-in person', async () => {
    await browser.signIn('bob+clerk_test@example.com')
    const { body: { response } } = await browser.call('POST', '/v1/me/email_addresses', { email_address: 'bob2@example.com' })
    await browser.call('POST', `/v1/me/email_addresses/${response.id}/prepare_verification`, { strategy: 'email_link', redirect_url: `${appOrigin}/user` })
    expect(clerk.store.mails.all().at(-1)).toMatchObject({ slug: 'magic_link_user_profile' })
    expect(landed(await browser.follow(lastLink()))).toEqual([appOrigin, 'verified', null])
    expect(clerk.store.userByEmail('bob2@example.com')?.firstName).toBe('Bob')
    expect((await browser.call('GET', `/v1/me/email_addresses/${response.id}`)).body.response.verification).toMatchObject({ strategy: 'email_link', status: 'verified' })
  })
})

// Last, because the server keeps what it learns of proxies.
it('a link passes through the app\'s proxy, where the browser\'s cookies are', async () => {
  const { body: { response } } = await browser.call('POST', '/v1/client/sign_ups', { email_address: fay })
  await browser.call('POST', `/v1/client/sign_ups/${response.id}/prepare_verification`, { strategy: 'email_link', redirect_url: `${appOrigin}/sign-up/verify` })
  await fetch(`${clerk.frontendApiUrl}/v1/environment`, { headers: { 'clerk-proxy-url': `${appOrigin}/__clerk` } })
  const detour = await fetch(lastLink(), { redirect: 'manual' })
  expect(detour.headers.get('location')).toMatch(/^http:\/\/localhost:3000\/__clerk\/v1\/verify\?token=/)
})
