import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { code, TestBrowser } from '../browser.ts'

let clerk: ClerkLocal
let browser: TestBrowser
beforeAll(async () => {
  clerk = await createClerkLocal()
})
afterAll(() => clerk.close())
beforeEach(async () => {
  clerk.reset()
  browser = await TestBrowser.open(clerk)
})

describe('signing up', () => {
  const start = (fields: Record<string, string> = {}) => browser.call('POST', '/v1/client/sign_ups', { email_address: 'fay@example.com', password: 'orbit-lantern-42', ...fields })

  it('asks for the mailed code and makes a user with a pending session', async () => {
    const { body: { response } } = await start()
    expect(response).toMatchObject({ status: 'missing_requirements', missing_fields: [], unverified_fields: ['email_address'], verifications: { email_address: { next_action: 'needs_prepare' } } })
    await browser.call('POST', `/v1/client/sign_ups/${response.id}/prepare_verification`, { strategy: 'email_code' })
    const mail = clerk.store.mails.all()[0]
    expect(mail).toMatchObject({ to: 'fay@example.com', slug: 'verification_code', code: expect.stringMatching(/^\d{6}$/) })
    const { body } = await browser.call('POST', `/v1/client/sign_ups/${response.id}/attempt_verification`, { strategy: 'email_code', code: mail?.code ?? '' })
    expect(body.response).toMatchObject({ status: 'complete', created_user_id: clerk.store.userByEmail('fay@example.com')?.id })
    expect(body.client.sessions[0]).toMatchObject({ status: 'pending', tasks: [{ key: 'choose-organization' }] })
  })

  it('gives three tries and ten minutes', async () => {
    const { body: { response } } = await start()
    const attempt = (value: string) => browser.call('POST', `/v1/client/sign_ups/${response.id}/attempt_verification`, { code: value })
    expect(code(await attempt('1'))).toBe('verification_missing')
    await browser.call('POST', `/v1/client/sign_ups/${response.id}/prepare_verification`)
    for (let i = 0; i < 3; i++) expect(code(await attempt('not it'))).toBe('form_code_incorrect')
    expect(code(await attempt(clerk.store.mails.all()[0]?.code ?? ''))).toBe('verification_failed')
    await browser.call('POST', `/v1/client/sign_ups/${response.id}/prepare_verification`)
    clerk.store.clockOffset = 11 * 60_000
    expect(code(await attempt(clerk.store.mails.all()[1]?.code ?? ''))).toBe('verification_expired')
  })

  it('refuses taken addresses, weak passwords and bad tickets', async () => {
    const taken = await start({ email_address: 'ADA+clerk_test@example.com' })
    expect([taken.status, code(taken), taken.body.errors[0].meta]).toEqual([422, 'form_identifier_exists', { param_name: 'email_address' }])
    expect(code(await start({ password: 'short' }))).toBe('form_password_length_too_short')
    expect(code(await start({ ticket: 'nonsense' }))).toBe('ticket_invalid_code')
    expect(code(await browser.call('PATCH', '/v1/client/sign_ups/sua_none'))).toBe('resource_not_found')
  })

  it('can be for the invited only', async () => {
    clerk.ctx.settings.signUp.mode = 'restricted'
    const answer = await start()
    expect([answer.status, code(answer)]).toEqual([403, 'sign_up_mode_restricted'])
  })
})

describe('the profile', () => {
  beforeEach(() => browser.signIn('bob+clerk_test@example.com'))

  it('is changed by its person', async () => {
    const { body } = await browser.call('PATCH', '/v1/me', { first_name: 'Robert', unsafe_metadata: '{"theme":"dark"}' })
    expect(body.response).toMatchObject({ first_name: 'Robert', last_name: 'Noyce', unsafe_metadata: { theme: 'dark' } })
    expect(body.response).not.toHaveProperty('private_metadata')
    expect(clerk.store.changes.all().at(-1)).toMatchObject({ type: 'user.updated', data: { first_name: 'Robert', private_metadata: {} } })
    expect(code(await browser.call('PATCH', '/v1/me', { unsafe_metadata: 'not json' }))).toBe('form_param_format_invalid')
  })

  it('takes further addresses, proven by code', async () => {
    const { body: { response } } = await browser.call('POST', '/v1/me/email_addresses', { email_address: 'bob2+clerk_test@example.com' })
    expect(response.verification).toBeNull()
    await browser.call('POST', `/v1/me/email_addresses/${response.id}/prepare_verification`, { strategy: 'email_code' })
    const { body } = await browser.call('POST', `/v1/me/email_addresses/${response.id}/attempt_verification`, { code: '424242' })
    expect(body.response.verification).toMatchObject({ status: 'verified', strategy: 'email_code' })
    expect((await browser.call('DELETE', `/v1/me/email_addresses/${response.id}`)).body.response.deleted).toBe(true)
  })

  it('changes the password with the current one', async () => {
    const wrong = await browser.call('POST', '/v1/me/change_password', { current_password: 'nope', new_password: 'orbit-lantern-43' })
    expect(code(wrong)).toBe('form_password_incorrect')
    expect((await browser.call('POST', '/v1/me/change_password', { current_password: 'orbit-lantern-42', new_password: 'orbit-lantern-43' })).status).toBe(200)
  })

  it('goes away on request', async () => {
    const { body } = await browser.call('DELETE', '/v1/me')
    expect(body).toMatchObject({ response: { object: 'user', deleted: true }, client: { sessions: [] } })
    expect(clerk.store.userByEmail('bob+clerk_test@example.com')).toBeUndefined()
  })
})
