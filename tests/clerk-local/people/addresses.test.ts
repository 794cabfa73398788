import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { code, type Json, TestBrowser } from '../browser.ts'

let local: ClerkLocal
let clerk: ReturnType<typeof createClerkClient>
beforeAll(async () => {
  local = await createClerkLocal()
  clerk = createClerkClient({ telemetry: { disabled: true }, secretKey: local.secretKey, apiUrl: local.backendApiUrl })
})
beforeEach(() => local.reset())
afterAll(() => local.close())

const bobsEmail = 'bob+clerk_test@example.com'
const bob = () => local.store.userByEmail(bobsEmail)!
const refusal = (status: number, errorCode: string) => ({ status, errors: [{ code: errorCode }] })
const lastMail = () => local.store.mails.all().at(-1)

/** A call the SDK has no method for. */
async function call(method: string, path: string, body?: object): Promise<{ status: number, body: Json }> {
  const answer = await fetch(`${local.backendApiUrl}/v1${path}`, { method, headers: { 'authorization': `Bearer ${local.secretKey}`, 'content-type': 'application/json' }, body: body && JSON.stringify(body) })
  return { status: answer.status, body: await answer.json() }
}

describe('e-mail addresses of the Backend API', () => {
  it('are added, made primary with a word to the old one, and removed', async () => {
    const email = await clerk.emailAddresses.createEmailAddress({ userId: bob().id, emailAddress: 'Bob2@example.com', verified: true })
    expect(email).toMatchObject({ emailAddress: 'bob2@example.com', verification: { status: 'verified', strategy: 'admin' } })
    expect(await clerk.emailAddresses.getEmailAddress(email.id)).toEqual(email)
    await call('PATCH', `/email_addresses/${email.id}`, { primary: true, notify_primary_email_address_changed: true })
    expect((await clerk.users.getUser(bob().id)).primaryEmailAddressId).toBe(email.id)
    expect(lastMail()).toMatchObject({ to: bobsEmail, slug: 'primary_email_address_changed' })
    await expect(clerk.emailAddresses.deleteEmailAddress(email.id)).rejects.toMatchObject(refusal(400, 'last_identification_deletion_failed'))
    const old = bob().emailAddresses.find(e => e.emailAddress === bobsEmail)!
    expect(await clerk.emailAddresses.deleteEmailAddress(old.id)).toMatchObject({ deleted: true, id: old.id })
    await expect(clerk.emailAddresses.getEmailAddress(old.id)).rejects.toMatchObject({ status: 404 })
  })

  it('refuse somebody else\'s, an unverified primary one, and unverifying the primary one', async () => {
    const create = (params: object) => expect(clerk.emailAddresses.createEmailAddress({ userId: bob().id, emailAddress: 'x@example.com', ...params })).rejects
    await create({ emailAddress: 'ada+clerk_test@example.com' }).toMatchObject(refusal(422, 'form_identifier_exists'))
    await create({ primary: true }).toMatchObject({ status: 422, errors: [{ meta: { paramName: 'primary' } }] })
    await create({ userId: 'user_none' }).toMatchObject({ status: 404 })
    expect(bob().emailAddresses).toHaveLength(1)
    await expect(clerk.emailAddresses.updateEmailAddress(bob().emailAddresses[0]!.id, { verified: false })).rejects.toMatchObject({ status: 422 })
    expect(local.store.userByEmail(bobsEmail)?.firstName).toBe('Bob')
  })

  it('are proven by the code of a prepared verification', async () => {
    const { id } = await clerk.emailAddresses.createEmailAddress({ userId: bob().id, emailAddress: 'bob2@example.com' })
    const prepared = (await call('POST', `/email_addresses/${id}/prepare_verification`)).body
    expect(prepared).toMatchObject({ object: 'verification_otp', status: 'unverified', strategy: 'email_code', attempts: 0 })
    const attempt = (fields: object) => call('POST', `/email_addresses/${id}/attempt_verification`, fields)
    expect(code(await attempt({ verification_id: 'ver_other', code: lastMail()?.code }))).toBe('form_param_format_invalid')
    expect(code(await attempt({ verification_id: prepared.id, code: 'wrong' }))).toBe('form_code_incorrect')
    expect((await attempt({ verification_id: prepared.id, code: lastMail()?.code })).body.status).toBe('verified')
    expect(local.store.userByEmail('bob2@example.com')?.id).toBe(bob().id)
  })

  it('can be replaced by one', async () => {
    const { body } = await call('PUT', `/users/${bob().id}/email_address`, { email_address: 'bob3@example.com' })
    expect(body).toMatchObject({ object: 'email_address', email_address: 'bob3@example.com', verification: { status: 'verified' } })
    expect(local.store.userByEmail(bobsEmail)).toBeUndefined()
    expect(local.store.userByEmail('bob3@example.com')?.firstName).toBe('Bob')
  })
})

describe('phone numbers of the Backend API', () => {
  it('are added, proven by a texted code, made primary and removed', async () => {
    const phone = await clerk.phoneNumbers.createPhoneNumber({ userId: bob().id, phoneNumber: '+1 (415) 555-2671' })
    expect(phone).toMatchObject({ phoneNumber: '+14155552671', verification: null })
    const prepared = (await call('POST', `/phone_numbers/${phone.id}/prepare_verification`)).body
    const sms = local.store.changes.all().at(-1)
    expect(sms).toMatchObject({ type: 'sms.created', data: { object: 'sms_message', to_phone_number: '+14155552671', phone_number_id: phone.id, user_id: bob().id, message: expect.stringContaining(lastMail()?.code ?? 'no code') } })
    expect((await call('POST', `/phone_numbers/${phone.id}/attempt_verification`, { verification_id: prepared.id, code: lastMail()?.code })).body.status).toBe('verified')
    expect(await clerk.users.getUser(bob().id)).toMatchObject({ primaryPhoneNumberId: phone.id, phoneNumbers: [{ verification: { status: 'verified' } }] })
    await clerk.phoneNumbers.deletePhoneNumber(phone.id)
    expect(await clerk.users.getUser(bob().id)).toMatchObject({ primaryPhoneNumberId: null, phoneNumbers: [] })
  })

  it('refuse nonsense, a taken one and an unverified primary one, and take 424242 for fictional ones', async () => {
    const create = (params: object) => expect(clerk.phoneNumbers.createPhoneNumber({ userId: bob().id, phoneNumber: '+14155552671', ...params })).rejects
    await create({ phoneNumber: '555' }).toMatchObject(refusal(422, 'form_param_format_invalid'))
    await create({ primary: true }).toMatchObject({ status: 422 })
    expect(bob().phoneNumbers).toEqual([])
    await clerk.phoneNumbers.createPhoneNumber({ userId: bob().id, phoneNumber: '+14155552671', verified: true })
    await create({ userId: local.store.userByEmail('ada+clerk_test@example.com')!.id }).toMatchObject(refusal(422, 'form_identifier_exists'))
    const { body } = await call('PUT', `/users/${bob().id}/phone_number`, { phone_number: '+14155550123', identification_status: 'unverified' })
    const prepared = (await call('POST', `/phone_numbers/${body.id}/prepare_verification`)).body
    expect((await call('POST', `/phone_numbers/${body.id}/attempt_verification`, { verification_id: prepared.id, code: '424242' })).body.status).toBe('verified')
    expect(bob().phoneNumbers.map(p => p.phoneNumber)).toEqual(['+14155550123'])
  })
})

describe('invitations to the application', () => {
  it('are mailed, listed, and make a user by their ticket without a code', async () => {
    local.ctx.settings.signUp.mode = 'restricted'
    const made = await clerk.invitations.createInvitation({ emailAddress: 'fay@example.com', publicMetadata: { team: 'blue' }, redirectUrl: 'http://localhost:3000/sign-up' })
    expect(made).toMatchObject({ emailAddress: 'fay@example.com', status: 'pending', publicMetadata: { team: 'blue' }, url: lastMail()?.link })
    expect(lastMail()).toMatchObject({ to: 'fay@example.com', slug: 'invitation' })
    const browser = await TestBrowser.open(local)
    const page = await browser.follow(made.url ?? '')
    expect([page.pathname, page.searchParams.get('__clerk_status')]).toEqual(['/sign-up', 'sign_up'])
    const ticket = page.searchParams.get('__clerk_ticket') ?? ''
    expect(code(await browser.call('POST', '/v1/client/sign_ups', { email_address: 'fay@example.com' }))).toBe('sign_up_mode_restricted')
    expect(code(await browser.call('POST', '/v1/client/sign_ins', { strategy: 'ticket', ticket }))).toBe('ticket_invalid_code')
    const { body } = await browser.call('POST', '/v1/client/sign_ups', { strategy: 'ticket', ticket, password: 'orbit-lantern-42' })
    expect(body.response).toMatchObject({ status: 'complete', email_address: 'fay@example.com' })
    expect(local.store.userByEmail('fay@example.com')?.publicMetadata).toEqual({ team: 'blue' })
    expect(await clerk.invitations.getInvitationList({ status: 'accepted' })).toMatchObject({ totalCount: 1, data: [{ id: made.id }] })
    await expect(clerk.invitations.revokeInvitation(made.id)).rejects.toMatchObject({ status: 400 })
  })

  it('are refused twice and for people who have an account, all or none', async () => {
    const create = (params: object) => clerk.invitations.createInvitation({ emailAddress: 'fay@example.com', ...params })
    await expect(create({ emailAddress: bobsEmail })).rejects.toMatchObject(refusal(400, 'form_identifier_exists'))
    await create({})
    await expect(create({})).rejects.toMatchObject(refusal(400, 'duplicate_record'))
    expect(await create({ ignoreExisting: true, notify: false })).toMatchObject({ status: 'pending' })
    await expect(clerk.invitations.createInvitationBulk([{ emailAddress: 'gus@example.com' }, { emailAddress: 'no address' }])).rejects.toMatchObject({ status: 422 })
    expect(await clerk.invitations.getInvitationList({ query: 'gus' })).toMatchObject({ totalCount: 0 })
    expect(await clerk.invitations.createInvitationBulk([{ emailAddress: 'gus@example.com' }, { emailAddress: 'hal@example.com' }])).toHaveLength(2)
  })

  it('end by revocation and after their days', async () => {
    const browser = await TestBrowser.open(local)
    const ticketOf = (url: string | undefined) => new URL(url ?? '').searchParams.get('ticket') ?? ''
    const first = await clerk.invitations.createInvitation({ emailAddress: 'fay@example.com' })
    expect(await clerk.invitations.revokeInvitation(first.id)).toMatchObject({ status: 'revoked', revoked: true })
    expect(code(await browser.call('POST', '/v1/client/sign_ups', { ticket: ticketOf(first.url) }))).toBe('invitation_already_revoked')
    const second = await clerk.invitations.createInvitation({ emailAddress: 'fay@example.com', expiresInDays: 1 })
    local.store.clockOffset = 24 * 3600_000
    expect(code(await browser.call('POST', '/v1/client/sign_ups', { ticket: ticketOf(second.url) }))).toBe('ticket_expired_code')
    expect(await clerk.invitations.getInvitationList({ status: 'expired' })).toMatchObject({ totalCount: 1 })
  })
})

describe('mails', () => {
  it('are told by webhook, as Clerk tells them', async () => {
    const browser = await TestBrowser.open(local)
    const { body: { response } } = await browser.call('POST', '/v1/client/sign_ups', { email_address: 'fay@example.com' })
    await browser.call('POST', `/v1/client/sign_ups/${response.id}/prepare_verification`, { strategy: 'email_code' })
    const { data } = local.store.changes.all().find(change => change.type === 'email.created') as { data: Json }
    expect(data).toMatchObject({ object: 'email', slug: 'verification_code', to_email_address: 'fay@example.com', from_email_name: 'notifications', delivered_by_clerk: true, user_id: null, data: { otp_code: lastMail()?.code } })
    expect(data.id).toBe(lastMail()?.id)
  })
})
