import { afterEach, beforeEach, expect, it } from 'vitest'
import { BillingDesk } from './billing.ts'
import type { Json } from '../browser.ts'

let desk: BillingDesk
beforeEach(async () => {
  desk = await BillingDesk.open()
})
afterEach(() => desk.clerk.close())

const call = (method: string, path: string, fields: Record<string, string> = {}) => desk.call(method, path, fields, 'me')

it('lets a person check out with a promo code, read the checkout, cancel and find the statement', async () => {
  const checkout = await desk.checkout('pro', {}, 'me')
  const { id } = checkout.body.response
  expect((await call('PATCH', `/checkouts/${id}`, { promo_code: 'FIFTH' })).body.response.totals.total_due_now.amount).toBe(800)
  expect((await call('GET', `/checkouts/${id}`)).body.response.totals.total_due_now.amount).toBe(800)
  await desk.confirm(checkout, {}, 'me')
  const { data } = (await call('GET', '/subscription_items')).body.response
  const item = data.find((row: Json) => row.status === 'active')
  expect((await call('DELETE', `/subscription_items/${item.id}`)).body.response).toMatchObject({ id: item.id, canceled_at: expect.any(Number) })
  const { data: [statement] } = (await call('GET', '/statements')).body.response
  expect((await call('GET', `/statements/${statement.id}`)).body.response.totals.grand_total.amount).toBe(800)
  expect((await call('GET', '/credits')).body.response.balance).toBeNull()
  expect((await call('GET', '/credits/history')).body.response).toEqual({ data: [], total_count: 0 })
})

it('lets a person save a card, make it the default and forget the other', async () => {
  expect((await call('POST', '/payment_methods/initialize')).body.response.external_client_secret).toMatch(/^seti_/)
  const added = (await call('POST', '/payment_methods', { gateway: 'stripe', payment_token: 'pm_card_amex' })).body.response
  expect((await call('PUT', '/payers/default_payment_method', { payment_method_id: added.id })).body.response).toMatchObject({ card_type: 'amex', is_default: true })
  const { data: [, old] } = (await call('GET', '/payment_methods')).body.response
  expect((await call('DELETE', `/payment_methods/${old.id}`)).body.response.status).toBe('disconnected')
  expect((await call('GET', '/payment_methods')).body.response.total_count).toBe(1)
})

it('needs somebody who is signed in', async () => {
  await desk.browser.call('DELETE', '/v1/client/sessions')
  expect(await Promise.all(['/subscription', '/payment_methods', '/statements', '/credits'].map(async path => (await call('GET', path)).status))).toEqual([401, 401, 401, 401])
})

it('asks for an e-mail address before a checkout', async () => {
  const user = desk.clerk.store.userByEmail('ada+clerk_test@example.com')
  desk.clerk.store.users.update(user?.id ?? '', { emailAddresses: [] })
  expect(await desk.checkout('pro', {}, 'me')).toMatchObject({ status: 400, body: { errors: [{ code: 'missing_payer_email' }] } })
})
