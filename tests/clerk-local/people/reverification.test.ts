import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { claims, code, TestBrowser } from '../browser.ts'

let clerk: ClerkLocal
let browser: TestBrowser
beforeAll(async () => {
  clerk = await createClerkLocal({ settings: { session: { reverification: true } } })
})
afterAll(() => clerk.close())
beforeEach(async () => {
  clerk.reset()
  browser = await TestBrowser.open(clerk)
  await browser.signIn('bob+clerk_test@example.com')
})

const minutes = (count: number) => {
  clerk.store.clockOffset += count * 60_000
}
const verify = (step: string, fields: Record<string, string>) => browser.call('POST', `/v1/client/sessions/${browser.session}/verify${step}`, fields)

describe('reverification', () => {
  it('is asked for sensitive changes ten minutes after the last factor, as the docs list them', async () => {
    const other = await TestBrowser.open(clerk)
    await other.signIn('bob+clerk_test@example.com')
    const { body: { response: email } } = await browser.call('POST', '/v1/me/email_addresses', { email_address: 'fresh@example.com' })
    minutes(10)
    const changes: [string, string, Record<string, string>][] = [
      ['PATCH', '/v1/me', { username: 'bobby' }],
      ['PATCH', '/v1/me', { primary_email_address_id: email.id }],
      ['POST', '/v1/me/change_password', { new_password: 'comet-harbor-73', current_password: 'orbit-lantern-42' }],
      ['POST', '/v1/me/remove_password', { current_password: 'orbit-lantern-42' }],
      ['POST', '/v1/me/email_addresses', { email_address: 'late@example.com' }],
      ['DELETE', `/v1/me/email_addresses/${email.id}`, {}],
      ['POST', `/v1/me/sessions/${other.session}/revoke`, {}],
      ['DELETE', '/v1/me', {}],
    ]
    for (const [method, path, fields] of changes) {
      const answer = await browser.call(method, path, fields)
      expect([path, answer.status, code(answer)]).toEqual([path, 403, 'session_reverification_required'])
      expect(answer.body.errors[0].meta.clerk_error.metadata).toEqual({ reverification: { level: 'first_factor', afterMinutes: 10 } })
    }
    expect((await browser.call('PATCH', '/v1/me', { first_name: 'Robert' })).status).toBe(200)
    expect((await browser.call('GET', '/v1/environment')).body.auth_config.reverification).toBe(true)
  })

  it('by password starts the age of the factor over', async () => {
    minutes(25)
    const before = await browser.call('POST', `/v1/client/sessions/${browser.session}/tokens`)
    expect(claims(before.body.jwt).fva).toEqual([25, -1])
    const started = await verify('', { level: 'second_factor' })
    expect(started.body.response).toMatchObject({ object: 'session_reverification', status: 'needs_first_factor', level: 'first_factor', supported_first_factors: [{ strategy: 'password' }, { strategy: 'email_code' }] })
    expect(code(await verify('/attempt_first_factor', { strategy: 'password', password: 'wrong' }))).toBe('form_password_incorrect')
    const done = await verify('/attempt_first_factor', { strategy: 'password', password: 'orbit-lantern-42' })
    expect(done.body.response).toMatchObject({ status: 'complete', first_factor_verification: { status: 'verified' }, session: { factor_verification_age: [0, -1] } })
    expect(claims(done.body.client.sessions[0].last_active_token.jwt).fva).toEqual([0, -1])
    expect((await browser.call('POST', '/v1/me/email_addresses', { email_address: 'late@example.com' })).status).toBe(200)
  })

  it('by code wants the code it mailed', async () => {
    minutes(25)
    await verify('', { level: 'first_factor' })
    expect(code(await verify('/attempt_first_factor', { strategy: 'email_code', code: '424242' }))).toBe('verification_missing')
    await verify('/prepare_first_factor', { strategy: 'email_code' })
    expect(code(await verify('/attempt_first_factor', { strategy: 'email_code', code: '111111' }))).toBe('form_code_incorrect')
    expect((await verify('/attempt_first_factor', { strategy: 'email_code', code: '424242' })).body.response.status).toBe('complete')
    await verify('', { level: 'first_factor' })
    expect(code(await verify('/attempt_first_factor', { strategy: 'email_code', code: '424242' }))).toBe('verification_missing')
  })

  it('knows no other factor and no other level', async () => {
    expect(code(await verify('', { level: 'third_factor' }))).toBe('form_param_format_invalid')
    expect(code(await verify('', {}))).toBe('form_param_missing')
    expect(code(await verify('/prepare_first_factor', { strategy: 'passkey' }))).toBe('strategy_for_user_invalid')
    expect(code(await verify('/prepare_second_factor', { strategy: 'phone_code' }))).toBe('strategy_for_user_invalid')
    expect(code(await verify('/attempt_second_factor', { strategy: 'totp', code: '1' }))).toBe('strategy_for_user_invalid')
  })

  it('stands for the current password of a change, which Clerk UI then leaves out', async () => {
    expect((await browser.call('POST', '/v1/me/change_password', { new_password: 'comet-harbor-73' })).status).toBe(200)
    clerk.ctx.settings.session.reverification = false
    expect(code(await browser.call('POST', '/v1/me/change_password', { new_password: 'comet-harbor-74' }))).toBe('form_password_incorrect')
  })
})
