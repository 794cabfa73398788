import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addEmailAddress } from '../../../clerk-local/domain/people/users/emails.ts'
import { createUser } from '../../../clerk-local/domain/people/users/users.ts'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { code, type Json, TestBrowser } from '../browser.ts'

let clerk: ClerkLocal
let bob: TestBrowser
beforeAll(async () => {
  clerk = await createClerkLocal()
})
afterAll(() => clerk.close())
beforeEach(async () => {
  clerk.reset()
  bob = await TestBrowser.open(clerk)
  await bob.signIn('bob+clerk_test@example.com')
})

const fay = 'fay+clerk_test@example.com'
const add = (address: string) => bob.call('POST', '/v1/me/email_addresses', { email_address: address })
const step = (id: string, action: string, fields: Record<string, string> = {}) => bob.call('POST', `/v1/me/email_addresses/${id}/${action}`, fields)

describe('an address', () => {
  it('is added with a slash behind the path, as clerk-js writes it', async () => {
    const { status, body } = await bob.call('POST', '/v1/me/email_addresses/', { email_address: fay })
    expect([status, body.response.email_address]).toEqual([200, fay])
  })
})

describe('an unverified address', () => {
  it('is nobody\'s: it signs nobody in and stays free for its owner', async () => {
    await add(fay)
    expect(clerk.store.userByEmail(fay)).toBeUndefined()
    const other = await TestBrowser.open(clerk)
    expect(code(await other.call('POST', '/v1/client/sign_ins', { identifier: fay }))).toBe('form_identifier_not_found')
    const signUp = await other.call('POST', '/v1/client/sign_ups', { email_address: fay, password: 'orbit-lantern-42' })
    expect(signUp.status).toBe(200)
  })

  it('belongs to its user once it is verified', async () => {
    const { body: { response: { id } } } = await add(fay)
    await step(id, 'prepare_verification')
    expect((await step(id, 'attempt_verification', { code: '424242' })).body.response.verification.status).toBe('verified')
    expect(clerk.store.userByEmail(fay)?.firstName).toBe('Bob')
    expect(code(await step(id, 'prepare_verification'))).toBe('verification_already_verified')
    const other = await TestBrowser.open(clerk)
    expect((await other.call('POST', '/v1/client/sign_ins', { identifier: fay })).body.response.supported_first_factors[1]).toMatchObject({ email_address_id: id, primary: false })
  })

  it('can\'t be verified when it became somebody else\'s', async () => {
    const { body: { response: { id } } } = await add(fay)
    await step(id, 'prepare_verification')
    const owner = createUser(clerk.ctx, { emailAddresses: [fay] })
    const late = await step(id, 'attempt_verification', { code: '424242' })
    expect([late.status, code(late)]).toEqual([422, 'form_identifier_exists'])
    expect(clerk.store.userByEmail(fay)?.id).toBe(owner.id)
    expect((await bob.call('GET', `/v1/me/email_addresses/${id}`)).body.response.verification).toBeNull()
    await bob.call('DELETE', `/v1/me/email_addresses/${id}`)
    expect(clerk.store.userByEmail(fay)?.id).toBe(owner.id)
  })

  it('can\'t be primary', async () => {
    const { body: { response: { id } } } = await add(fay)
    const answer = await bob.call('PATCH', '/v1/me', { primary_email_address_id: id })
    expect([answer.status, answer.body.errors[0].meta.param_name]).toEqual([422, 'primary_email_address_id'])
    expect((await bob.call('PATCH', '/v1/me', { primary_email_address_id: 'idn_none' })).status).toBe(404)
    await step(id, 'prepare_verification')
    await step(id, 'attempt_verification', { code: '424242' })
    expect((await bob.call('PATCH', '/v1/me', { primary_email_address_id: id })).body.response.primary_email_address_id).toBe(id)
    const bare = createUser(clerk.ctx, {})
    addEmailAddress(clerk.ctx, bare.id, 'bare@example.com')
    expect(bare.primaryEmailAddressId).toBeNull()
  })

  it('is no first factor', async () => {
    const { body: { response: { id } } } = await add(fay)
    const other = await TestBrowser.open(clerk)
    const { body: { response } } = await other.call('POST', '/v1/client/sign_ins', { identifier: 'bob+clerk_test@example.com' })
    expect(response.supported_first_factors.some((f: Json) => f.email_address_id === id)).toBe(false)
    const answer = await other.call('POST', `/v1/client/sign_ins/${response.id}/prepare_first_factor`, { strategy: 'email_code', email_address_id: id })
    expect([answer.status, code(answer)]).toEqual([422, 'strategy_for_user_invalid'])
  })

  it('has the form of one', async () => {
    for (const email_address of ['ada', 'ada@example', 'a da@example.com', 'ada@exa<b>mple.com', 'ada@example.com"', 'ada@.com']) {
      expect([email_address, code(await add(email_address))]).toEqual([email_address, 'form_param_format_invalid'])
    }
  })

  it('is held once', async () => {
    await add(fay)
    expect(code(await add(fay.toUpperCase()))).toBe('form_identifier_exists')
    expect(() => createUser(clerk.ctx, { emailAddresses: ['x@example.com', 'X@example.com'] })).toThrow('That email address is taken')
  })
})
