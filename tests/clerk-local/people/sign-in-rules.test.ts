import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createInvitation } from '../../../clerk-local/domain/organizations/invitations.ts'
import { invitationLink } from '../../../clerk-local/domain/people/sign-in/tickets.ts'
import { createUser } from '../../../clerk-local/domain/people/users/users.ts'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { code, type Json, TestBrowser } from '../browser.ts'
import { acmeConnection, callbacks, startSso, throughProvider } from '../enterprise/enterprise.ts'

let clerk: ClerkLocal
let browser: TestBrowser
beforeAll(async () => {
  clerk = await createClerkLocal({ settings: { users: { username: true } } })
})
afterAll(() => clerk.close())
beforeEach(async () => {
  clerk.reset()
  clerk.ctx.settings.signIn.password = true
  clerk.ctx.settings.signUp.mode = 'public'
  browser = await TestBrowser.open(clerk)
})

const bob = 'bob+clerk_test@example.com'
const password = 'orbit-lantern-42'
const signIn = (fields: Record<string, string>, by = browser) => by.call('POST', '/v1/client/sign_ins', fields)
const signUp = (fields: Record<string, string>) => browser.call('POST', '/v1/client/sign_ups', fields)
const sessions = async (): Promise<Json[]> => (await browser.call('GET', '/v1/client')).body.response.sessions

describe('a sign-in', () => {
  it('by user name goes to the identity provider of the primary address too', async () => {
    const connection = acmeConnection(clerk)
    createUser(clerk.ctx, { emailAddresses: ['fay@acme.test'], password, profile: { username: 'fay_wong' } })
    expect(code(await signIn({ identifier: 'fay_wong', password }))).toBe('strategy_for_user_invalid')
    const { response } = (await signIn({ identifier: 'fay_wong' })).body
    expect(response.supported_first_factors).toMatchObject([{ strategy: 'enterprise_sso', enterprise_connection_id: connection.id }])
    const { url } = await startSso(browser, 'fay_wong')
    await throughProvider(clerk, url, { email_address: 'fay@acme.test' })
    expect(await sessions()).toHaveLength(1)
  })

  it('takes no password where the instance has none', async () => {
    clerk.ctx.settings.signIn.password = false
    expect(code(await signIn({ identifier: bob, password }))).toBe('strategy_for_user_invalid')
  })

  it('that another one overtook makes no second session of the same person', async () => {
    const { id } = (await signIn({ identifier: bob })).body.response
    await browser.signIn(bob)
    const late = await browser.call('POST', `/v1/client/sign_ins/${id}/attempt_first_factor`, { strategy: 'password', password })
    expect(code(late)).toBe('identifier_already_signed_in')
    expect(await sessions()).toHaveLength(1)
  })

  it('keeps a code for a better password', async () => {
    const { id } = (await signIn({ identifier: bob })).body.response
    const step = (name: string, fields: Record<string, string>) => browser.call('POST', `/v1/client/sign_ins/${id}/${name}`, { strategy: 'reset_password_email_code', ...fields })
    await step('prepare_first_factor', {})
    expect(code(await step('attempt_first_factor', { code: '424242', password: 'short' }))).toBe('form_password_length_too_short')
    expect((await step('attempt_first_factor', { code: '424242', password: 'comet-harbor-73' })).body.response.status).toBe('complete')
  })
})

describe('a sign-up', () => {
  it('takes over what an identity provider proved in the last ten minutes only', async () => {
    acmeConnection(clerk)
    await throughProvider(clerk, (await startSso(browser, 'fay@acme.test')).url, { email_address: 'fay@acme.test' })
    clerk.store.clockOffset += 11 * 60_000
    expect(code(await signUp({ transfer: 'true' }))).toBe('external_account_not_found')
    expect(clerk.store.userByEmail('fay@acme.test')).toBeUndefined()
  })

  it('of the invited only stays so when the address is changed', async () => {
    acmeConnection(clerk)
    clerk.ctx.settings.signUp.mode = 'restricted'
    const { id } = (await signUp({ email_address: 'fay@acme.test' })).body.response
    const other = await browser.call('PATCH', `/v1/client/sign_ups/${id}`, { email_address: 'mallory@example.com' })
    expect([other.status, code(other)]).toEqual([403, 'sign_up_mode_restricted'])
  })

  it('by invitation is for the invited address at the identity provider too', async () => {
    const connection = acmeConnection(clerk)
    const invitation = createInvitation(clerk.ctx, connection.organizationId!, { emailAddress: 'fay@acme.test', role: 'org:admin' })
    const ticket = new URL(invitationLink(clerk.ctx, invitation)).searchParams.get('ticket') ?? ''
    const { response } = (await signUp({ ticket, strategy: 'enterprise_sso', ...callbacks })).body
    await throughProvider(clerk, response.verifications.external_account.external_verification_redirect_url, { email_address: 'mallory@acme.test' })
    const { sign_up: after } = (await browser.call('GET', '/v1/client')).body.response
    expect(after).toMatchObject({ status: 'missing_requirements', email_address: 'fay@acme.test', verifications: { external_account: { status: 'failed' } } })
    expect(clerk.store.invitations.get(invitation.id)?.status).toBe('pending')
  })
})
