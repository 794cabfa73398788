import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOrganization } from '../../../clerk-local/domain/organizations/organizations.ts'
import { BillingDesk } from './billing.ts'
import type { Json } from '../browser.ts'

let desk: BillingDesk
let start: number
beforeEach(async () => {
  desk = await BillingDesk.open()
  start = desk.sequence
})
afterEach(() => desk.clerk.close())

const events = () => desk.changesAfter(start)
const last = (type: string): Json => desk.clerk.store.changes.all().filter(change => change.type === type).at(-1)?.data
const cancel = async () => await desk.call('DELETE', `/subscription_items/${(await desk.subscription()).subscription_items.find((item: Json) => !item.plan.is_default).id}`)

async function declineRenewals(): Promise<void> {
  const { id } = (await desk.call('POST', '/payment_methods', { gateway: 'stripe', payment_token: 'pm_card_chargeCustomerFail' })).body.response
  await desk.call('PUT', '/payers/default_payment_method', { payment_method_id: id })
}

describe('Billing tells', () => {
  it('of the subscription that every new payer gets', () => {
    const { id } = createOrganization(desk.clerk.ctx, { name: 'New' })
    expect(events()).toEqual(['subscriptionItem.active', 'subscription.created', 'organization.created'])
    expect(last('subscription.created')).toMatchObject({
      object: 'commerce_subscription', status: 'active', canceled_at: null, ended_at: null, latest_payment_id: null, payment_source_id: null,
      payer: { object: 'commerce_payer', organization_id: id, organization_name: 'New', user_id: '', first_name: '', email: '' },
      items: [{ object: 'commerce_subscription_item', status: 'active', interval: 'month', period_end: null, plan: { slug: 'free', amount: 0, currency: 'USD' }, subscription_id: null }],
    })
  })

  it('of an upgrade: the attempt before the item', async () => {
    await desk.subscribe('team')
    expect(events()).toEqual([
      'subscriptionItem.incomplete', 'paymentAttempt.created', 'paymentAttempt.updated', 'subscriptionItem.ended', 'subscriptionItem.active', 'subscription.updated',
    ])
    expect(last('paymentAttempt.created')).toMatchObject({ status: 'pending', paid_at: null })
    expect(last('paymentAttempt.updated')).toMatchObject({
      status: 'paid', charge_type: 'checkout', failed_reason: null, totals: { grand_total: { amount: 3000 } }, payment_source: { payment_method: 'card', last4: '4242' },
      payee: { gateway_type: 'stripe' }, subscription_items: [{ plan: { slug: 'team' } }],
    })
    expect(last('subscriptionItem.active')).toMatchObject({ status: 'active', is_free_trial: false, plan: { slug: 'team', amount: 3000 }, subscription_id: expect.stringMatching(/^csub_/) })
    expect(last('subscription.updated').latest_payment_id).toBe(last('paymentAttempt.updated').payment_id)
  })

  it('of a cancelation, its undoing and its end', async () => {
    await desk.subscribe('team')
    start = desk.sequence
    await cancel()
    expect(events()).toEqual(['subscriptionItem.canceled', 'subscriptionItem.upcoming', 'subscription.updated'])
    expect(last('subscriptionItem.canceled').status).toBe('canceled')
    start = desk.sequence
    await desk.subscribe('team')
    expect(events()).toEqual(['subscriptionItem.active', 'subscriptionItem.abandoned', 'subscription.updated'])
    await cancel()
    start = desk.sequence
    await desk.advance(31)
    expect(events()).toEqual(['subscriptionItem.ended', 'subscriptionItem.active', 'subscription.updated'])
  })

  it('of a renewal', async () => {
    await desk.subscribe('team')
    start = desk.sequence
    await desk.advance(31)
    expect(events()).toEqual(['paymentAttempt.created', 'paymentAttempt.updated', 'subscriptionItem.updated', 'subscription.updated'])
    expect(last('paymentAttempt.updated').charge_type).toBe('recurring')
  })

  it('of a renewal that fails, and of the payment that heals it', async () => {
    await desk.subscribe('team')
    await declineRenewals()
    start = desk.sequence
    await desk.advance(31)
    expect(events()).toEqual(['paymentAttempt.created', 'paymentAttempt.updated', 'subscriptionItem.pastDue', 'subscription.pastDue'])
    expect(last('paymentAttempt.updated')).toMatchObject({ status: 'failed', failed_reason: { code: 'card_declined', decline_code: 'generic_decline' } })
    expect(last('subscription.pastDue')).toMatchObject({ status: 'past_due', past_due_at: expect.any(Number), items: expect.arrayContaining([expect.objectContaining({ status: 'past_due' })]) })
    start = desk.sequence
    const [good] = (await desk.call('GET', '/payment_methods')).body.response.data.filter((method: Json) => !method.is_default)
    await desk.call('PUT', '/payers/default_payment_method', { payment_method_id: good.id })
    expect(events()).toEqual(['paymentAttempt.created', 'paymentAttempt.updated', 'subscriptionItem.active', 'subscription.active'])
  })

  it('of a cheaper plan to come, and of its being dropped for a dearer one', async () => {
    await desk.subscribe('team')
    start = desk.sequence
    await desk.subscribe('pair')
    expect(events()).toEqual(['subscriptionItem.canceled', 'subscriptionItem.upcoming', 'subscription.updated'])
    start = desk.sequence
    await desk.subscribe('business')
    expect(events()).toEqual([
      'subscriptionItem.incomplete', 'paymentAttempt.created', 'paymentAttempt.updated', 'subscriptionItem.abandoned', 'subscriptionItem.ended', 'subscriptionItem.active', 'subscription.updated',
    ])
  })

  it('of a trial, and at once of its end when it is short', async () => {
    desk.clerk.store.plans.update(desk.planId('trial'), { freeTrialDays: 2 })
    await desk.subscribe('trial')
    expect(events()).toEqual(['subscriptionItem.ended', 'subscriptionItem.active', 'subscriptionItem.freeTrialEnding', 'subscription.updated'])
    expect(last('subscriptionItem.freeTrialEnding').is_free_trial).toBe(true)
  })

  it('of a refused checkout', async () => {
    await declineRenewals()
    await desk.confirm(await desk.checkout('team'))
    expect(events()).toEqual(['subscriptionItem.incomplete', 'paymentAttempt.created', 'paymentAttempt.updated'])
  })

  it('of seats', async () => {
    await desk.subscribe('seated', { seats_quantity: '3' })
    expect(last('subscriptionItem.active')).toMatchObject({
      seats: { quantity: 3 },
      plan: { unit_prices: [{ name: 'seats', tiers: [{ starts_at_block: 1, ends_after_block: 1, amount_per_block: 0 }, { starts_at_block: 2, ends_after_block: 6, amount_per_block: 1000, currency: 'USD' }] }] },
    })
    expect(last('paymentAttempt.updated').totals.per_unit_totals).toEqual([
      { name: 'seats', amount: 0, quantity: 1, total: 0, currency: 'USD' }, { name: 'seats', amount: 1000, quantity: 2, total: 2000, currency: 'USD' },
    ])
  })
})
