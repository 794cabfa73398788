import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addMonths } from '../../../clerk-local/domain/billing/amounts.ts'
import { BillingDesk, day } from './billing.ts'
import type { Json } from '../browser.ts'

let desk: BillingDesk
beforeEach(async () => {
  desk = await BillingDesk.open()
})
afterEach(() => desk.clerk.close())

const attempts = async () => (await desk.call('GET', '/payment_attempts')).body.data.map((attempt: Json) => `${attempt.charge_type} ${attempt.amount.amount} ${attempt.status}`)

describe('time', () => {
  it('renews a paid plan, one payment for every period that passed', async () => {
    await desk.subscribe('team')
    const [before] = (await desk.subscription()).subscription_items
    await desk.advance(70)
    const [after] = (await desk.subscription()).subscription_items
    expect(after.id).toBe(before.id)
    expect(after.period_start).toBe(addMonths(before.period_end, 1))
    expect(after.lifetime_paid.amount).toBe(9000)
    expect(await attempts()).toEqual(['recurring 3000 paid', 'recurring 3000 paid', 'checkout 3000 paid'])
  })

  it('ends a canceled plan and brings the default one back with the id it had', async () => {
    const [free] = (await desk.subscription()).subscription_items
    await desk.subscribe('team')
    const [paid] = (await desk.subscription()).subscription_items
    await desk.call('DELETE', `/subscription_items/${paid.id}`)
    await desk.advance(31)
    const { subscription_items: [now], next_payment } = await desk.subscription()
    expect(now).toMatchObject({ id: free.id, status: 'active', period_start: paid.period_end, period_end: null, ended_at: null })
    expect(next_payment).toBeNull()
    expect(await attempts()).toHaveLength(1)
  })

  it('ends a cycle that stays unpaid', async () => {
    await desk.subscribe('team')
    const { id } = (await desk.call('POST', '/payment_methods', { gateway: 'stripe', payment_token: 'pm_card_chargeCustomerFail' })).body.response
    await desk.call('PUT', '/payers/default_payment_method', { payment_method_id: id })
    await desk.advance(31)
    expect(await desk.items()).toEqual(['team past_due'])
    await desk.advance(31)
    expect(await desk.items()).toEqual(['free active'])
    expect(await desk.subscription()).toMatchObject({ status: 'active', past_due_at: null })
  })

  it('may leap by decades, and back again', async () => {
    await desk.subscribe('team')
    await desk.advance(20 * 365)
    expect((await desk.call('GET', '/payment_attempts')).body.total_count).toBe(240)
    await desk.advance(-20 * 365)
    expect(await desk.items()).toEqual(['team active'])
    expect((await desk.call('GET', '/payment_attempts')).body.total_count).toBe(240)
  })

  it('keeps the day of the month, or takes the last one', () => {
    expect(new Date(addMonths(Date.UTC(2027, 0, 31), 1)).toISOString()).toBe('2027-02-28T00:00:00.000Z')
    expect(new Date(addMonths(Date.UTC(2028, 1, 29), 12)).toISOString()).toBe('2029-02-28T00:00:00.000Z')
    expect(new Date(addMonths(Date.UTC(2027, 10, 15), 3)).toISOString()).toBe('2028-02-15T00:00:00.000Z')
  })

  it('lowers as many charges as a discount has cycles', async () => {
    const checkout = await desk.checkout('team')
    await desk.call('PATCH', `/checkouts/${checkout.body.response.id}`, { promo_code: 'FIFTH' })
    await desk.confirm(checkout)
    await desk.advance(70)
    expect(await attempts()).toEqual(['recurring 3000 paid', 'recurring 2400 paid', 'checkout 2400 paid'])
    expect((await desk.subscription()).subscription_items[0].applied_discount).toBeNull()
  })
})

describe('a free trial', () => {
  it('starts without a payment, is announced three days before its end and then paid', async () => {
    const checkout = await desk.checkout('trial')
    const { free_trial_ends_at, totals, needs_payment_method, plan } = checkout.body.response
    expect({ needs_payment_method, days: plan.free_trial_days }).toEqual({ needs_payment_method: true, days: 14 })
    expect(totals).toMatchObject({ total_due_now: { amount: 0 }, total_due_after_free_trial: { amount: 5000 } })
    expect(Math.round((free_trial_ends_at - desk.clerk.store.now()) / day)).toBe(14)
    await desk.confirm(checkout)
    expect((await desk.subscription())).toMatchObject({ eligible_for_free_trial: false, subscription_items: [{ is_free_trial: true, status: 'active', next_payment: { amount: { amount: 5000 } } }] })
    const start = desk.sequence
    await desk.advance(10)
    expect(desk.changesAfter(start)).toEqual([])
    await desk.advance(2)
    expect(desk.changesAfter(start)).toEqual(['subscriptionItem.freeTrialEnding'])
    await desk.advance(3)
    expect((await desk.subscription()).subscription_items[0]).toMatchObject({ is_free_trial: false, status: 'active' })
    expect(await attempts()).toEqual(['recurring 5000 paid'])
  })

  it('is given once', async () => {
    await desk.subscribe('team')
    expect((await desk.checkout('trial')).body.response).not.toHaveProperty('free_trial_ends_at')
  })

  it('that is canceled runs to its end and costs nothing', async () => {
    await desk.subscribe('trial')
    const [item] = (await desk.subscription()).subscription_items
    await desk.call('DELETE', `/subscription_items/${item.id}`)
    expect(await desk.items()).toEqual(['free upcoming', 'trial active until its end'])
    await desk.advance(15)
    expect(await desk.items()).toEqual(['free active'])
    expect(await attempts()).toEqual([])
  })

  it('may need no card, and then ends with the trial', async () => {
    desk.clerk.ctx.settings.billing.freeTrialRequiresPaymentMethod = false
    for (const method of (await desk.call('GET', '/payment_methods')).body.response.data) await desk.call('DELETE', `/payment_methods/${method.id}`)
    const checkout = await desk.checkout('trial')
    expect(checkout.body.response.needs_payment_method).toBe(false)
    await desk.confirm(checkout)
    expect(await desk.items()).toEqual(['trial active'])
    await desk.advance(15)
    expect(await desk.items()).toEqual(['free active'])
  })

  it('needs a card where the instance says so', async () => {
    for (const method of (await desk.call('GET', '/payment_methods')).body.response.data) await desk.call('DELETE', `/payment_methods/${method.id}`)
    expect(await desk.confirm(await desk.checkout('trial'))).toMatchObject({ status: 404, body: { errors: [{ code: 'payment_source_not_found' }] } })
    expect((await desk.confirm(await desk.checkout('trial'), { use_test_card: 'true' })).status).toBe(200)
  })
})
