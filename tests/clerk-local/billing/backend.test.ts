import { createClerkClient } from '@clerk/backend'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BillingDesk, day } from './billing.ts'
import { code, type Json } from '../browser.ts'

let desk: BillingDesk
beforeEach(async () => {
  desk = await BillingDesk.open()
})
afterEach(() => desk.clerk.close())

const sdk = () => createClerkClient({ secretKey: desk.clerk.secretKey, apiUrl: desk.clerk.backendApiUrl, telemetry: { disabled: true } }).billing
const userId = () => desk.clerk.store.userByEmail('ada+clerk_test@example.com')?.id ?? ''
const paidItem = async (): Promise<Json> => (await desk.subscription()).subscription_items.find((item: Json) => !item.plan.is_default && item.status === 'active')
const price = async (plan: string): Promise<string> => (await desk.backend('GET', `/billing/prices?plan_id=${desk.planId(plan)}`)).body.data[0].id

describe('@clerk/backend', () => {
  it('lists plans, newest first, the hidden one too', async () => {
    const { data, totalCount } = await sdk().getPlanList({ payerType: 'org', limit: 100 })
    expect(totalCount).toBe(8)
    expect(data.map(plan => plan.slug)).toEqual(['secret', 'seated', 'solo', 'pair', 'trial', 'business', 'team', 'free'])
    expect(data[4]).toMatchObject({ freeTrialEnabled: true, freeTrialDays: 14, hasBaseFee: true, forPayerType: 'org', fee: { amount: 5000, currencySymbol: '$' } })
  })

  it('reads the subscriptions of organizations and users', async () => {
    await desk.subscribe('team', { plan_period: 'annual' })
    const organization = await sdk().getOrganizationBillingSubscription(desk.organizationId)
    expect(organization).toMatchObject({ status: 'active', eligibleForFreeTrial: false, nextPayment: { amount: { amount: 30_000 } } })
    expect(organization.subscriptionItems).toMatchObject([{ status: 'active', planPeriod: 'annual', plan: { slug: 'team' }, lifetimePaid: { amount: 30_000 } }])
    const person = await sdk().getUserBillingSubscription(userId())
    expect(person).toMatchObject({ eligibleForFreeTrial: true, subscriptionItems: [{ plan: { slug: 'free_person' }, periodEnd: null }] })
    expect(person.nextPayment).toBeFalsy()
  })

  it('cancels an item at its end, and at once', async () => {
    await desk.subscribe('team')
    const { id } = await paidItem()
    expect(await sdk().cancelSubscriptionItem(id)).toMatchObject({ id, status: 'canceled', canceledAt: expect.any(Number) })
    expect(await desk.items()).toEqual(['free upcoming', 'team active until its end'])
    expect(await sdk().cancelSubscriptionItem(id, { endNow: true })).toMatchObject({ status: 'ended', endedAt: expect.any(Number) })
    expect(await desk.items()).toEqual(['free active'])
  })

  it('leaves the plan alone when an item that is over is canceled', async () => {
    await desk.subscribe('team')
    const { id } = await paidItem()
    await desk.subscribe('business')
    await expect(sdk().cancelSubscriptionItem(id, { endNow: true })).rejects.toMatchObject({ status: 400, errors: [{ code: 'invalid_plan_change' }] })
    expect(await desk.items()).toEqual(['business active'])
  })

  it('makes a trial longer', async () => {
    await desk.subscribe('trial')
    const item = await paidItem()
    const extendTo = new Date(item.period_end + 30 * day)
    expect(await sdk().extendSubscriptionItemFreeTrial(item.id, { extendTo })).toMatchObject({ isFreeTrial: true, periodEnd: extendTo.getTime(), plan: { slug: 'trial' } })
    await desk.advance(20)
    expect((await paidItem()).is_free_trial).toBe(true)
    await expect(sdk().extendSubscriptionItemFreeTrial(item.id, { extendTo: new Date(item.period_end + 500 * day) })).rejects.toMatchObject({ status: 422 })
    await desk.advance(30)
    await expect(sdk().extendSubscriptionItemFreeTrial(item.id, { extendTo })).rejects.toMatchObject({ errors: [{ code: 'subscription_item_not_in_free_trial' }] })
  })
})

it('lists subscription items of all payers by status, plan, payer and words', async () => {
  await desk.subscribe('team')
  const list = async (query: string) => (await desk.backend('GET', `/billing/subscription_items?${query}`)).body.data.map((item: Json) => `${item.plan.slug} ${item.status}`)
  expect(await list('')).toEqual(['team active'])
  expect(await list('include_free=true&payer_type=user')).toEqual(Array.from({ length: 4 }, () => 'free_person active'))
  expect(await list('include_free=true&status=ended')).toEqual(['free ended'])
  expect(await list(`plan_id=${desk.planId('business')}`)).toEqual([])
  expect(await list('query=acm')).toEqual(['team active'])
  expect(await list('status=free_trial')).toEqual([])
  expect((await desk.backend('GET', '/billing/subscription_items?status=canceled')).status).toBe(422)
})

describe('prices', () => {
  it('are the plan\'s own and custom ones, cheapest first', async () => {
    const made = await desk.backend('POST', '/billing/prices', { plan_id: desk.planId('team'), amount: 1000, annual_monthly_amount: 800, description: 'For early birds' })
    expect(made.body).toMatchObject({ object: 'commerce_price', amount: 1000, annual_monthly_amount: 800, is_default: false, supported_billing_periods: 'both' })
    const { data } = (await desk.backend('GET', `/billing/prices?plan_id=${desk.planId('team')}`)).body
    expect(data.map((p: Json) => [p.amount, p.is_default])).toEqual([[1000, false], [3000, true]])
    expect((await desk.backend('GET', '/billing/prices')).body.total_count).toBe(11)
  })

  it('are refused for the default plan, other money, amounts under a dollar and no amount', async () => {
    const create = async (body: Json) => code(await desk.backend('POST', '/billing/prices', { plan_id: desk.planId('team'), ...body }))
    expect(await create({ plan_id: desk.planId('free'), amount: 100 })).toBe('default_plan_amount_update_forbidden')
    expect(await create({ plan_id: 'cplan_none', amount: 100 })).toBe('plan_not_found')
    expect(await create({ amount: 100, currency: 'EUR' })).toBe('currency_invalid')
    expect(await create({ amount: 99 })).toBe('form_param_value_invalid')
    expect(await create({ amount: null })).toBe('plan_amount_invalid')
    expect(await create({})).toBe('form_param_missing')
  })
})

describe('a price transition', () => {
  it('from free starts at once and charges the default card', async () => {
    const [free] = (await desk.subscription()).subscription_items
    const to_price_id = (await desk.backend('POST', '/billing/prices', { plan_id: desk.planId('secret'), amount: 700 })).body.id
    const moved = await desk.backend('POST', `/billing/subscription_items/${free.id}/price_transition`, { from_price_id: free.price_id, to_price_id })
    expect(moved.body).toMatchObject({
      object: 'commerce_price_transition', subscription_item: { status: 'active', price_id: to_price_id, amount: { amount: 700 } },
      transition: { effective_mode: 'immediate', charged_immediately: true, immediate_charge: { amount: 700 }, previous_subscription_item_status: 'ended', previous_plan: { slug: 'free' } },
    })
  })

  it('from a paid plan waits for the end of the cycle, however dear the new one is', async () => {
    await desk.subscribe('team')
    const item = await paidItem()
    const moved = await desk.backend('POST', `/billing/subscription_items/${item.id}/price_transition`, { from_price_id: item.price_id, to_price_id: await price('business') })
    expect(moved.body).toMatchObject({
      subscription_item: { status: 'upcoming', period_start: item.period_end },
      transition: { effective_mode: 'end_of_period', effective_at: item.period_end, charged_immediately: false, immediate_charge: null, previous_subscription_item_status: 'canceled' },
    })
    expect(await desk.items()).toEqual(['team active until its end', 'business upcoming'])
    await desk.advance(31)
    expect(await desk.items()).toEqual(['business active'])
  })

  it('waits even where the new price is worth less than what is paid for', async () => {
    await desk.subscribe('team', { plan_period: 'annual' })
    const item = await paidItem()
    const to_price_id = (await desk.backend('POST', '/billing/prices', { plan_id: desk.planId('business'), amount: 9000 })).body.id
    const moved = await desk.backend('POST', `/billing/subscription_items/${item.id}/price_transition`, { from_price_id: item.price_id, to_price_id })
    expect(moved.body).toMatchObject({ subscription_item: { status: 'upcoming', plan_period: 'month' }, transition: { effective_mode: 'end_of_period', effective_at: item.period_end } })
  })

  it('takes the place of what was to come', async () => {
    await desk.subscribe('team')
    await desk.backend('DELETE', `/billing/subscription_items/${(await paidItem()).id}`)
    const free = (await desk.subscription()).subscription_items.find((item: Json) => item.status === 'upcoming')
    const moved = await desk.backend('POST', `/billing/subscription_items/${free.id}/price_transition`, { from_price_id: free.price_id, to_price_id: await price('business') })
    expect(moved.body.transition.previous_subscription_item_status).toBe('abandoned')
    expect(await desk.items()).toEqual(['team active until its end', 'business upcoming'])
  })

  it('is refused from another price, to none and to the same', async () => {
    const [free] = (await desk.subscription()).subscription_items
    const move = async (body: Json) => (await desk.backend('POST', `/billing/subscription_items/${free.id}/price_transition`, body)).status
    expect(await move({ from_price_id: await price('team'), to_price_id: free.price_id })).toBe(409)
    expect(await move({ from_price_id: free.price_id, to_price_id: 'cprice_none' })).toBe(404)
    expect(await move({ from_price_id: free.price_id, to_price_id: free.price_id })).toBe(409)
    expect(await move({})).toBe(422)
  })
})

it('puts discounts on items and takes them off', async () => {
  await desk.subscribe('team')
  const { id } = await paidItem()
  const apply = async (discount_id: string) => await desk.backend('POST', `/billing/subscription_items/${id}/discounts`, { discount_id })
  expect((await apply('cdisc_five')).body).toMatchObject({ object: 'commerce_discount_redemption', source: 'manual', effect: 'fixed_amount', amount_off: { amount: 500 }, cycles_remaining: null })
  expect((await apply('cdisc_five')).status).toBe(409)
  expect((await apply('cdisc_fifth')).body).toMatchObject({ effect: 'percentage', percent_off: 20, amount: { amount: 600 }, cycles_remaining: 2 })
  expect((await apply('cdisc_none')).status).toBe(404)
  expect((await paidItem()).next_payment.totals.grand_total.amount).toBe(2400)
  await desk.advance(31)
  expect((await paidItem()).applied_discount).toMatchObject({ cycles_remaining: 1, cycles_applied: 1 })
  expect((await desk.backend('DELETE', `/billing/subscription_items/${id}/discounts/cdisc_fifth`)).body).toMatchObject({ status: 'removed' })
  expect((await desk.backend('DELETE', `/billing/subscription_items/${id}/discounts/cdisc_fifth`)).status).toBe(404)
  await desk.advance(31)
  const { data } = (await desk.call('GET', '/payment_attempts')).body
  expect(data.map((attempt: Json) => attempt.amount.amount)).toEqual([3000, 2400, 3000])
})

it('lists statements of all payers with their payment attempts', async () => {
  await desk.subscribe('team')
  const { data: [statement], total_count } = (await desk.backend('GET', '/billing/statements')).body
  expect(total_count).toBe(1)
  expect((await desk.backend('GET', `/billing/statements/${statement.id}`)).body).toMatchObject({ status: 'open', totals: { grand_total: { amount: 3000 } } })
  expect((await desk.backend('GET', `/billing/statements/${statement.id}/payment_attempts`)).body).toMatchObject({ total_count: 1, data: [{ status: 'paid', payer: { organization_name: 'Acme' } }] })
  expect((await desk.backend('GET', '/billing/statements/stmt_none')).status).toBe(404)
})

it('adjusts credit once for each idempotency key and never below zero', async () => {
  const path = `/users/${userId()}/billing/credits`
  expect((await desk.backend('GET', path)).body).toEqual({ object: 'commerce_credit_balance', balance: null })
  const increase = { amount: 1500, action: 'increase', idempotency_key: 'a', note: 'Sorry' }
  const entry = await desk.backend('POST', path, increase)
  expect(entry.body).toMatchObject({ object: 'commerce_credit_ledger', amount: { amount: 1500 }, source_type: 'grant', note: 'Sorry', created_at: expect.stringMatching(/^\d{4}-/) })
  expect((await desk.backend('POST', path, increase)).body.id).toBe(entry.body.id)
  expect((await desk.backend('POST', path, { amount: 500, action: 'decrease', idempotency_key: 'b' })).body.amount.amount).toBe(-500)
  expect((await desk.backend('GET', path)).body.balance.amount).toBe(1000)
  const refused = async (body: Json) => code(await desk.backend('POST', path, { amount: 1, action: 'increase', idempotency_key: 'c', ...body }))
  expect(await refused({ action: 'decrease', amount: 1001 })).toBe('invalid_credit_amount')
  expect(await refused({ amount: 0 })).toBe('invalid_credit_amount')
  expect(await refused({ action: 'burn' })).toBe('invalid_credit_action')
  expect(await refused({ currency: 'EUR' })).toBe('currency_invalid')
})
