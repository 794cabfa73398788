import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BillingDesk } from '../billing/billing.ts'

// The recorder holds each answer against the specification; here are the calls that no other test needs.

let desk: BillingDesk

beforeAll(async () => {
  desk = await BillingDesk.open()
})
afterAll(() => desk.clerk.close())

const mine = async (method: string, path: string, fields: Record<string, string> = {}) => {
  const answer = await desk.call(method, path, fields, 'me')
  expect([method, path, answer.status]).toEqual([method, path, 200])
  return answer.body.response ?? answer.body
}

describe('answers to calls that are seldom made', () => {
  it('a person\'s own Billing', async () => {
    await mine('POST', '/payment_methods/initialize')
    const card = await mine('POST', '/payment_methods', { gateway: 'stripe', payment_token: 'tok_visa' })
    await mine('PUT', '/payers/default_payment_method', { payment_method_id: card.id })
    const { id } = (await desk.checkout('pro', {}, 'me')).body.response
    await mine('GET', `/checkouts/${id}`)
    await mine('PATCH', `/checkouts/${id}`, { promo_code: 'FIFTH' })
    await mine('PATCH', `/checkouts/${id}/confirm`, { payment_method_id: card.id })
    await mine('GET', '/subscription')
    const items = await mine('GET', '/subscription_items')
    const attempts = await mine('GET', '/payment_attempts')
    await mine('GET', `/payment_attempts/${attempts.data[0].id}`)
    const statements = await mine('GET', '/statements')
    await mine('GET', `/statements/${statements.data[0].id}`)
    await mine('DELETE', `/subscription_items/${items.data[0].id}`)
    const second = await mine('POST', '/payment_methods', { gateway: 'stripe', payment_token: 'tok_visa' })
    await mine('DELETE', `/payment_methods/${second.id}`)
  })

  it('an organization\'s checkout, credits and pending invitations', async () => {
    const { id } = (await desk.checkout('team')).body.response
    expect((await desk.call('GET', `/checkouts/${id}`)).status).toBe(200)
    expect((await desk.backend('GET', `/organizations/${desk.organizationId}/billing/credits`)).status).toBe(200)
    await desk.backend('POST', `/organizations/${desk.organizationId}/invitations`, { email_address: 'eve@example.com', role: 'org:member' })
    expect((await desk.backend('GET', `/organizations/${desk.organizationId}/invitations/pending`)).body).toMatchObject({ total_count: 1 })
  })

  it('adding a member, and ending a session', async () => {
    const { browser, clerk, organizationId } = desk
    const dan = clerk.store.userByEmail('dan+clerk_test@example.com')!.id
    expect((await browser.call('POST', `/v1/organizations/${organizationId}/memberships`, { user_id: dan, role: 'org:member' })).status).toBe(200)
    expect((await browser.call('POST', '/v1/me/remove_password', { current_password: 'orbit-lantern-42' })).status).toBe(200)
    expect((await browser.call('GET', `/v1/client/sessions/${browser.session}`)).status).toBe(200)
    expect((await browser.call('POST', `/v1/client/sessions/${browser.session}/end`)).status).toBe(200)
  })
})
