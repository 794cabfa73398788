import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BillingDesk } from './billing.ts'
import { code, type Json } from '../browser.ts'

let desk: BillingDesk
beforeEach(async () => {
  desk = await BillingDesk.open()
})
afterEach(() => desk.clerk.close())

async function addCard(token: string): Promise<Json> {
  return (await desk.call('POST', '/payment_methods', { gateway: 'stripe', payment_token: token })).body.response
}

describe('payment methods', () => {
  it('begin with a test card that pays', async () => {
    const { body } = await desk.call('GET', '/payment_methods')
    expect(body.response).toMatchObject({ total_count: 1, data: [{ object: 'commerce_payment_method', card_type: 'visa', last4: '4242', is_default: true, is_removable: true, status: 'active' }] })
  })

  it('are added by token, made the default and removed', async () => {
    expect((await desk.call('POST', '/payment_methods/initialize')).body.response).toMatchObject({ object: 'commerce_payment_method_initialize', payment_method_order: ['card'] })
    const added = await addCard('pm_card_mastercard')
    expect(added).toMatchObject({ card_type: 'mastercard', last4: '4444', is_default: false })
    await desk.call('PUT', '/payers/default_payment_method', { payment_method_id: added.id })
    const { data } = (await desk.call('GET', '/payment_methods')).body.response
    expect(data.map((method: Json) => [method.last4, method.is_default])).toEqual([['4444', true], ['4242', false]])
    expect((await desk.call('DELETE', `/payment_methods/${data[1].id}`)).body.response).toMatchObject({ id: data[1].id, status: 'disconnected' })
    expect((await desk.call('GET', '/payment_methods')).body.response.total_count).toBe(1)
  })

  it('stay while a plan renews from them', async () => {
    await desk.subscribe('team')
    const [method] = (await desk.call('GET', '/payment_methods')).body.response.data
    expect(method.is_removable).toBe(false)
    expect(await desk.call('DELETE', `/payment_methods/${method.id}`)).toMatchObject({ status: 409, body: { errors: [{ code: 'payment_source_in_use' }] } })
  })

  it('stay while a plan to come will be paid from them', async () => {
    await desk.subscribe('business')
    await desk.subscribe('team')
    expect(await desk.items()).toEqual(['business active until its end', 'team upcoming'])
    expect((await desk.call('GET', '/payment_methods')).body.response.data[0].is_removable).toBe(false)
  })

  it('are refused without a token, for another gateway and when they are not the payer\'s', async () => {
    expect(code(await desk.call('POST', '/payment_methods', { gateway: 'stripe' }))).toBe('form_param_missing')
    expect(code(await desk.call('POST', '/payment_methods', { gateway: 'cash', payment_token: 'x' }))).toBe('invalid_gateway_type')
    const [mine] = (await desk.call('GET', '/payment_methods', {}, 'me')).body.response.data
    expect(code(await desk.call('DELETE', `/payment_methods/${mine.id}`))).toBe('payment_source_not_found')
    expect(code(await desk.call('PUT', '/payers/default_payment_method', { payment_method_id: mine.id }))).toBe('payment_source_not_found')
  })
})

describe('a declined card', () => {
  it.each([
    ['pm_card_visa_chargeDeclined', 'payment_attempt_failed_card_declined'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'payment_attempt_failed_card_insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'payment_attempt_failed_card_expired'],
    ['pm_card_chargeDeclinedProcessingError', 'payment_attempt_failed_processing_error'],
  ])('%s refuses a checkout with %s', async (token, expected) => {
    const card = await addCard(token)
    const refused = await desk.confirm(await desk.checkout('team'), { payment_method_id: card.id })
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ code: expected }] } })
  })

  it('leaves the plan as it was and the checkout open for another card', async () => {
    const checkout = await desk.checkout('team')
    await desk.confirm(checkout, { gateway: 'stripe', payment_token: 'pm_card_chargeCustomerFail' })
    expect(await desk.items()).toEqual(['free active'])
    expect((await desk.call('GET', '/payment_attempts')).body).toMatchObject({ total_count: 1, data: [{ status: 'failed', charge_type: 'checkout', failed_reason: { code: 'card_declined', decline_code: 'generic_decline' } }] })
    expect((await desk.confirm(checkout, { gateway: 'stripe', use_test_card: 'true' })).status).toBe(200)
    expect(await desk.items()).toEqual(['team active'])
    expect((await desk.call('GET', '/subscription_items')).body.response.data.map((item: Json) => item.status)).toEqual(['active', 'abandoned', 'ended'])
  })

  it('makes a renewal past due, which a good card pays', async () => {
    await desk.subscribe('team')
    const bad = await addCard('pm_card_chargeCustomerFail')
    await desk.call('PUT', '/payers/default_payment_method', { payment_method_id: bad.id })
    await desk.advance(31)
    expect(await desk.items()).toEqual(['team past_due'])
    expect(await desk.subscription()).toMatchObject({ status: 'past_due', past_due_at: expect.any(Number), next_payment: null })
    const good = await addCard('pm_card_visa')
    await desk.call('PUT', '/payers/default_payment_method', { payment_method_id: good.id })
    expect(await desk.items()).toEqual(['team active'])
    expect((await desk.call('GET', '/payment_attempts')).body.data.map((attempt: Json) => attempt.status)).toEqual(['paid', 'failed', 'paid'])
  })

  it('that is paid late counts for its discount', async () => {
    const checkout = await desk.checkout('team')
    await desk.call('PATCH', `/checkouts/${checkout.body.response.id}`, { promo_code: 'FIFTH' })
    await desk.confirm(checkout)
    const [good] = (await desk.call('GET', '/payment_methods')).body.response.data
    await desk.call('PUT', '/payers/default_payment_method', { payment_method_id: (await addCard('pm_card_chargeCustomerFail')).id })
    await desk.advance(31)
    await desk.call('PUT', '/payers/default_payment_method', { payment_method_id: good.id })
    await desk.advance(31)
    expect((await desk.call('GET', '/payment_attempts')).body.data.map((attempt: Json) => attempt.amount.amount)).toEqual([3000, 2400, 2400, 2400])
  })

  it('that found no card is paid by the first one added', async () => {
    await desk.subscribe('team')
    const [item] = (await desk.subscription()).subscription_items
    await desk.call('DELETE', `/subscription_items/${item.id}`)
    for (const method of (await desk.call('GET', '/payment_methods')).body.response.data) await desk.call('DELETE', `/payment_methods/${method.id}`)
    await desk.subscribe('team')
    await desk.advance(31)
    expect(await desk.items()).toEqual(['team past_due'])
    await addCard('pm_card_visa')
    expect(await desk.items()).toEqual(['team active'])
  })

  it('leaves what is owed for the next checkout when the plan is canceled', async () => {
    await desk.subscribe('team')
    await desk.call('PUT', '/payers/default_payment_method', { payment_method_id: (await addCard('pm_card_chargeCustomerFail')).id })
    await desk.advance(31)
    const [item] = (await desk.subscription()).subscription_items
    await desk.call('DELETE', `/subscription_items/${item.id}`)
    expect(await desk.items()).toEqual(['free active'])
    const checkout = await desk.checkout('business')
    expect(checkout.body.response.totals).toMatchObject({ past_due: { amount: 3000 }, total_due_now: { amount: 12_000 } })
    await desk.confirm(checkout, { use_test_card: 'true' })
    expect(await desk.items()).toEqual(['business active'])
    await desk.backend('DELETE', `/billing/subscription_items/${(await desk.subscription()).subscription_items[0].id}?end_now=true`)
    expect((await desk.checkout('team')).body.response.totals.past_due).toBeNull()
  })
})

describe('statements', () => {
  it('group the payments of a month by day, and add up', async () => {
    desk.clerk.store.clockOffset = Date.UTC(2027, 2, 3, 12) - Date.now()
    await desk.browser.signIn('ada+clerk_test@example.com')
    await desk.subscribe('team')
    await desk.advance(2)
    await desk.subscribe('business')
    const { data: [statement], total_count } = (await desk.call('GET', '/statements')).body.response
    expect(total_count).toBe(1)
    expect(statement).toMatchObject({ object: 'commerce_statement', status: 'open' })
    expect([statement, ...statement.groups].map(part => new Date(part.timestamp).toISOString().slice(0, 10))).toEqual(['2027-03-03', '2027-03-05', '2027-03-03'])
    const amounts = statement.groups.flatMap((group: Json) => group.items.map((item: Json) => item.amount.amount))
    expect(statement.totals.grand_total.amount).toBe(amounts[0] + amounts[1])
    await desk.advance(31)
    const { data } = (await desk.call('GET', '/statements')).body.response
    expect(data.map((s: Json) => s.status)).toEqual(['open', 'closed'])
    const { response } = (await desk.call('GET', `/statements/${data[1].id}`)).body
    expect(response.id).toBe(statement.id)
    expect(await desk.call('GET', '/statements/stmt_none')).toMatchObject({ status: 404, body: { errors: [{ code: 'commerce_statement_not_found' }] } })
  })

  it('list attempts that are read one by one, bare', async () => {
    await desk.subscribe('team')
    const { data: [listed] } = (await desk.call('GET', '/payment_attempts')).body
    const { body } = await desk.call('GET', `/payment_attempts/${listed.id}`)
    expect(body).toMatchObject({ object: 'commerce_payment', status: 'paid', amount: { amount: 3000 }, payment_method: { last4: '4242' }, subscription_item: { plan: { slug: 'team' } } })
    expect((await desk.call('GET', `/payment_attempts/${listed.id}`, {}, 'me')).status).toBe(404)
  })
})

describe('credits', () => {
  it('are null until there are any, and pay before the card does', async () => {
    expect((await desk.call('GET', '/credits')).body.response).toEqual({ object: 'commerce_credit_balance', balance: null })
    await desk.backend('POST', `/organizations/${desk.organizationId}/billing/credits`, { amount: 2000, action: 'increase', idempotency_key: 'one' })
    const { totals } = (await desk.checkout('team')).body.response
    expect(totals).toMatchObject({ total_due_now: { amount: 1000 }, credits: { payer: { applied_amount: { amount: 2000 }, remaining_balance: { amount: 0 } } } })
    await desk.subscribe('team')
    expect((await desk.call('GET', '/credits')).body.response.balance.amount).toBe(0)
    const { data } = (await desk.call('GET', '/credits/history')).body.response
    expect(data.map((entry: Json) => [entry.amount.amount, entry.source_type])).toEqual([[-2000, 'payment_attempt'], [2000, 'grant']])
  })

  it('may pay it all', async () => {
    await desk.backend('POST', `/organizations/${desk.organizationId}/billing/credits`, { amount: 5000, action: 'increase', idempotency_key: 'one' })
    const checkout = await desk.checkout('team')
    expect(checkout.body.response.needs_payment_method).toBe(false)
    await desk.confirm(checkout)
    expect((await desk.call('GET', '/payment_attempts')).body.data[0]).toMatchObject({ status: 'paid', amount: { amount: 0 }, payment_method: { payment_type: 'payer-credits' } })
    expect((await desk.call('GET', '/credits')).body.response.balance.amount).toBe(2000)
  })
})
