import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BillingDesk } from './billing.ts'
import { code, type Json } from '../browser.ts'

let desk: BillingDesk
beforeEach(async () => {
  desk = await BillingDesk.open()
})
afterEach(() => desk.clerk.close())

describe('a checkout', () => {
  it('upgrades at once with the test card that every payer has', async () => {
    const checkout = await desk.checkout('team')
    expect(checkout.body.response).toMatchObject({
      object: 'commerce_checkout', status: 'needs_confirmation', is_immediate_plan_change: true, needs_payment_method: true,
      payment_method: { card_type: 'visa', last4: '4242', is_default: true }, totals: { total_due_now: { amount: 3000, amount_formatted: '30.00' } },
    })
    const confirmed = await desk.confirm(checkout, { payment_method_id: checkout.body.response.payment_method.id })
    expect(confirmed.body.response).toMatchObject({ status: 'completed', subscription_item: { status: 'active', plan: { slug: 'team' } } })
    expect(confirmed.body.client.object).toBe('client')
    expect(await desk.items()).toEqual(['team active'])
    expect(await desk.subscription()).toMatchObject({ next_payment: { amount: { amount: 3000 } }, eligible_for_free_trial: false })
  })

  it('can be read again, and confirmed once', async () => {
    const checkout = await desk.checkout('team')
    const { id } = checkout.body.response
    expect((await desk.call('GET', `/checkouts/${id}`)).body.response.status).toBe('needs_confirmation')
    await desk.confirm(checkout)
    expect((await desk.call('GET', `/checkouts/${id}`)).body.response).toMatchObject({ status: 'completed', totals: { total_due_now: { amount: 3000 } } })
    expect(await desk.confirm(checkout)).toMatchObject({ status: 400, body: { errors: [{ code: 'checkout_already_completed' }] } })
    expect(code(await desk.call('GET', '/checkouts/cchk_other'))).toBe('checkout_not_found')
  })

  it('gives back the rest of the old plan when a dearer one starts', async () => {
    await desk.subscribe('team')
    await desk.advance(10)
    const { totals } = (await desk.checkout('business')).body.response
    const { proration } = totals.credits
    expect(proration.cycle_days_total - proration.cycle_days_remaining).toBe(10)
    expect(proration.amount.amount).toBe(Math.round(3000 * proration.cycle_days_remaining / proration.cycle_days_total))
    expect(totals.total_due_now.amount).toBe(9000 - proration.amount.amount)
    expect(totals).toMatchObject({ subtotal: { amount: 9000 }, credit: { amount: proration.amount.amount }, total_due_per_period: { amount: 9000 } })
    await desk.subscribe('business')
    expect(await desk.items()).toEqual(['business active'])
  })

  it('starts a cheaper plan when the cycle ends', async () => {
    await desk.subscribe('business')
    const checkout = await desk.checkout('team')
    expect(checkout.body.response).toMatchObject({ is_immediate_plan_change: false, needs_payment_method: false, totals: { total_due_now: { amount: 0 }, total_due_per_period: { amount: 3000 } } })
    await desk.confirm(checkout)
    expect(await desk.items()).toEqual(['business active until its end', 'team upcoming'])
    await desk.advance(31)
    expect(await desk.items()).toEqual(['team active'])
  })

  it('switches to yearly at once and to monthly at the end', async () => {
    await desk.subscribe('team')
    const annual = (await desk.checkout('team', { plan_period: 'annual' })).body.response
    expect(annual).toMatchObject({ is_immediate_plan_change: true, totals: { base_fee: { amount: 2500 }, subtotal: { amount: 30_000 }, total_due_now: { amount: 27_000 } } })
    await desk.subscribe('team', { plan_period: 'annual' })
    expect((await desk.checkout('team')).body.response.is_immediate_plan_change).toBe(false)
  })

  it('refuses an upgrade that is worth less than what is paid for, and says whether a year would do', async () => {
    await desk.subscribe('team', { plan_period: 'annual' })
    const refused = await desk.checkout('business')
    expect(refused).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'invalid_plan_change', meta: { is_plan_upgrade_possible: true, plan: { name: 'Business', currency_symbol: '$', amount_formatted: '90.00', annual_monthly_amount_formatted: '75.00' } } }] },
    })
    expect((await desk.checkout('business', { plan_period: 'annual' })).status).toBe(200)
  })

  it('takes up a canceled plan again without paying', async () => {
    await desk.subscribe('team')
    const [item] = (await desk.subscription()).subscription_items
    await desk.call('DELETE', `/subscription_items/${item.id}`)
    expect(await desk.items()).toEqual(['free upcoming', 'team active until its end'])
    const again = await desk.checkout('team')
    expect(again.body.response).toMatchObject({ needs_payment_method: false, totals: { total_due_now: { amount: 0 } } })
    await desk.confirm(again)
    expect(await desk.items()).toEqual(['team active'])
  })

  it('is refused for the plan one is on, a hidden plan, another kind of payer, another price, no plan and no such period', async () => {
    await desk.subscribe('team')
    const codes = await Promise.all([
      desk.checkout('team'), desk.checkout('secret'), desk.checkout('pro'), desk.checkout('business', { price_id: 'cprice_other' }),
      desk.call('POST', '/checkouts', {}), desk.call('POST', '/checkouts', { plan_id: 'cplan_none' }), desk.checkout('trial', { plan_period: 'annual' }),
      desk.checkout('business', { plan_period: 'week' }), desk.checkout('business', { seats_quantity: '3' }), desk.checkout('business', { payment_method_id: 'cps_none' }),
    ].map(async answer => `${(await answer).status} ${code(await answer)}`))
    expect(codes).toEqual([
      '409 plan_already_active', '400 billing_plan_is_hidden', '422 invalid_plan_type', '422 price_id_invalid_for_checkout',
      '400 missing_plan_id', '404 plan_not_found', '422 annual_plan_period_not_supported',
      '422 form_param_format_invalid', '422 plan_cannot_have_seats', '404 payment_source_not_found',
    ])
  })

  it('takes a promo code and lets go of it', async () => {
    const checkout = await desk.checkout('team')
    const path = `/checkouts/${checkout.body.response.id}`
    const { totals } = (await desk.call('PATCH', path, { promo_code: 'fifth' })).body.response
    expect(totals).toMatchObject({ total_due_now: { amount: 2400 }, discounts: { discount: { promo_code: 'FIFTH', effect: 'percentage', percent_off: 20, amount: { amount: 600 }, cycles_remaining: 2 } } })
    expect((await desk.call('PATCH', path, { promo_code: '' })).body.response.totals).toMatchObject({ total_due_now: { amount: 3000 }, discounts: null })
    expect(await desk.call('PATCH', path, { promo_code: 'NOPE' })).toMatchObject({ status: 422, body: { errors: [{ meta: { param_name: 'promo_code' } }] } })
    await desk.call('PATCH', path, { promo_code: 'FIFTH' })
    await desk.confirm(checkout)
    const [item] = (await desk.subscription()).subscription_items
    expect(item.applied_discount).toMatchObject({ source: 'promo_code', cycles_remaining: 1, cycles_applied: 1, status: 'active' })
  })

  it('that a discount lowers to nothing uses up its cycle, and leaves nothing to give back', async () => {
    const checkout = await desk.checkout('team')
    const free = (await desk.call('PATCH', `/checkouts/${checkout.body.response.id}`, { promo_code: 'FREE' })).body.response
    expect(free).toMatchObject({ needs_payment_method: false, totals: { total_due_now: { amount: 0 } } })
    await desk.confirm(checkout)
    const [item] = (await desk.subscription()).subscription_items
    expect(item).toMatchObject({ applied_discount: null, totals: { grand_total: { amount: 0 } }, next_payment: { totals: { grand_total: { amount: 3000 } } } })
    expect((await desk.checkout('business')).body.response.totals.total_due_now.amount).toBe(9000)
  })

  it('doesn\'t charge a card that was removed since', async () => {
    const checkout = await desk.checkout('team')
    await desk.call('DELETE', `/payment_methods/${checkout.body.response.payment_method.id}`)
    expect(await desk.confirm(checkout)).toMatchObject({ status: 404, body: { errors: [{ code: 'payment_source_not_found' }] } })
    expect(await desk.items()).toEqual(['free active'])
  })

  it('can\'t reach a hidden plan by its price', async () => {
    const { data: [price] } = (await desk.backend('GET', `/billing/prices?plan_id=${desk.planId('secret')}`)).body
    expect(code(await desk.checkout('secret', { price_id: price.id }))).toBe('billing_plan_is_hidden')
  })

  it('works for people as for organizations', async () => {
    expect((await desk.subscription('me')).subscription_items[0].plan.slug).toBe('free_person')
    const checkout = await desk.checkout('pro', {}, 'me')
    expect(checkout.body.response.payer).toMatchObject({ first_name: 'Ada', email: 'ada+clerk_test@example.com', organization_id: null })
    await desk.confirm(checkout, {}, 'me')
    expect((await desk.subscription('me')).subscription_items.map((item: Json) => item.plan.slug)).toEqual(['pro'])
    expect(await desk.items()).toEqual(['free active'])
    const { data: [attempt] } = (await desk.call('GET', '/payment_attempts', {}, 'me')).body
    expect((await desk.call('GET', `/payment_attempts/${attempt.id}`, {}, 'me')).body.payer.user_id).toBe(checkout.body.response.payer.user_id)
  })
})
