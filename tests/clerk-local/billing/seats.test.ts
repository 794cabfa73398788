import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { byHand } from '../../../clerk-local/domain/domains/proofs.ts'
import { createDomain } from '../../../clerk-local/domain/domains/domains.ts'
import { createUser } from '../../../clerk-local/domain/people/users/users.ts'
import { BillingDesk } from './billing.ts'
import { code, type Json, TestBrowser } from '../browser.ts'
import { acmeConnection, startSso, throughProvider } from '../enterprise/enterprise.ts'

let desk: BillingDesk
beforeEach(async () => {
  desk = await BillingDesk.open()
})
afterEach(() => desk.clerk.close())

const limit = async () => (await desk.backend('GET', `/organizations/${desk.organizationId}`)).body.max_allowed_memberships
const invite = (emails: string[]) => desk.browser.call('POST', `/v1/organizations/${desk.organizationId}/invitations/bulk`, { email_address: emails, role: 'org:member' })
const userId = (name: string) => desk.clerk.store.userByEmail(`${name}+clerk_test@example.com`)?.id ?? ''

describe('a plan with a number of seats', () => {
  it('tells it in its unit prices and on the subscription item', async () => {
    const { body } = await desk.browser.call('GET', '/v1/billing/plans/pair')
    expect(body.unit_prices).toEqual([{ name: 'seats', block_size: 1, tiers: [{ starts_at_block: 1, ends_after_block: 2, fee_per_block: expect.objectContaining({ amount: 0 }) }] }])
    await desk.subscribe('pair')
    expect((await desk.subscription()).subscription_items[0].seats.quantity).toBe(2)
  })

  it('sets the organization\'s limit, and gives the instance\'s back when it is left', async () => {
    expect(await limit()).toBe(5)
    await desk.subscribe('pair')
    expect(await limit()).toBe(2)
    expect(await invite(['eve+clerk_test@example.com'])).toMatchObject({ status: 403, body: { errors: [{ code: 'organization_membership_quota_exceeded' }] } })
    await desk.subscribe('team')
    expect(await limit()).toBe(5)
  })

  it('can\'t be taken by an organization with more members and invitations', async () => {
    expect(await desk.checkout('solo')).toMatchObject({ status: 422, body: { errors: [{ code: 'plan_seat_limit_exceeded', meta: { plan_seat_limit: 1, current_members: 2 } }] } })
    await invite(['eve+clerk_test@example.com'])
    expect(code(await desk.checkout('pair'))).toBe('plan_seat_limit_exceeded')
  })

  it('that has more than the instance allows can\'t be left with too many members', async () => {
    await desk.subscribe('seated', { seats_quantity: '6' })
    desk.clerk.ctx.settings.organizations.maxAllowedMemberships = 1
    expect(code(await desk.checkout('business'))).toBe('org_member_limit_exceeded_for_plan_change')
  })

  it('may end with more members than the next plan allows', async () => {
    desk.clerk.store.plans.update(desk.planId('free'), { seats: 1 })
    await desk.subscribe('team')
    await desk.call('DELETE', `/subscription_items/${(await desk.subscription()).subscription_items[0].id}`)
    await desk.advance(31)
    expect(await limit()).toBe(1)
    expect((await desk.backend('GET', `/organizations/${desk.organizationId}/memberships`)).body.total_count).toBe(2)
  })
})

describe('a plan that charges for seats', () => {
  it('sells as many as are in use, the included ones for nothing', async () => {
    const { plan, totals } = (await desk.checkout('seated')).body.response
    expect(plan.unit_prices[0].tiers).toMatchObject([{ starts_at_block: 1, ends_after_block: 1, fee_per_block: { amount: 0 } }, { starts_at_block: 2, ends_after_block: 6, fee_per_block: { amount: 1000 } }])
    expect(totals).toMatchObject({
      base_fee: { amount: 2500 }, total_due_now: { amount: 3500 },
      per_unit_totals: [{ name: 'seats', tiers: [{ quantity: 1, total: { amount: 0 } }, { quantity: 1, fee_per_block: { amount: 1000 }, total: { amount: 1000 } }] }],
    })
    expect((await desk.checkout('seated', { plan_period: 'annual' })).body.response.totals).toMatchObject({ base_fee: { amount: 2000 }, total_due_now: { amount: 36_000 } })
  })

  it('refuses more members than seats were bought, and sells the missing ones for the rest of the cycle', async () => {
    await desk.subscribe('seated')
    const refused = await invite(['eve+clerk_test@example.com', 'fay+clerk_test@example.com'])
    expect(refused).toMatchObject({ status: 402, body: { errors: [{ code: 'insufficient_seats', meta: { seats_quantity: 4 } }] } })
    expect(await desk.backend('POST', `/organizations/${desk.organizationId}/memberships`, { user_id: userId('cleo'), role: 'org:member' })).toMatchObject({ status: 402 })

    const { data: [plan] } = (await desk.browser.call('GET', '/v1/billing/plans', { payer_type: 'org', org_id: desk.organizationId, min_seats: '4', limit: '50' })).body
    expect(plan.available_prices[0]).toMatchObject({ is_default: true })
    await desk.advance(15)
    const [item] = (await desk.subscription()).subscription_items
    const checkout = await desk.checkout('seated', { seats_quantity: '4', price_id: item.price_id })
    const { totals, is_immediate_plan_change } = checkout.body.response
    expect(is_immediate_plan_change).toBe(true)
    expect(totals).toMatchObject({ base_fee: null, subtotal: { amount: 2000 }, total_due_per_period: { amount: 5500 } })
    expect(totals.total_due_now.amount).toBe(2000 - totals.discounts.proration.amount.amount)
    await desk.confirm(checkout)
    expect((await desk.subscription()).subscription_items[0]).toMatchObject({ id: item.id, seats: { quantity: 4 } })
    expect((await invite(['eve+clerk_test@example.com', 'fay+clerk_test@example.com'])).status).toBe(200)
  })

  it('gives back no more than was paid, seats bought later included', async () => {
    const checkout = await desk.checkout('seated')
    await desk.call('PATCH', `/checkouts/${checkout.body.response.id}`, { promo_code: 'FREE' })
    await desk.confirm(checkout)
    await desk.subscribe('seated', { seats_quantity: '3' })
    expect((await desk.checkout('business')).body.response.totals.credit.amount).toBe(1000)
  })

  it('has none for people of a verified domain, who are made all the same', async () => {
    await desk.subscribe('seated')
    createDomain(desk.clerk.ctx, desk.organizationId, { name: 'acme.test', enrollmentMode: 'automatic_invitation', affiliation: byHand })
    expect(await desk.backend('POST', '/users', { email_address: ['fay@acme.test'], password: 'orbit-lantern-42' })).toMatchObject({ status: 200 })
    expect(desk.clerk.store.invitations.size).toBe(0)
  })

  it('has none for people who come by single sign-on, and nothing is kept of them', async () => {
    await desk.subscribe('seated')
    acmeConnection(desk.clerk)
    const fay = createUser(desk.clerk.ctx, { emailAddresses: ['fay@acme.test'] })
    const browser = await TestBrowser.open(desk.clerk)
    await throughProvider(desk.clerk, (await startSso(browser, 'fay@acme.test')).url, { email_address: 'fay@acme.test' })
    expect((await browser.call('GET', '/v1/client')).body.response).toMatchObject({ sessions: [], sign_in: { first_factor_verification: { status: 'failed', error: { code: 'insufficient_seats' } } } })
    expect(desk.clerk.store.enterpriseAccounts.by('userId', fay.id)).toEqual([])
  })

  it('renews the seats that members hold', async () => {
    await desk.subscribe('seated', { seats_quantity: '5' })
    expect((await desk.subscription()).next_payment).toMatchObject({ amount: { amount: 2500 }, totals: { grand_total: { amount: 6500 } } })
    await desk.advance(31)
    expect((await desk.subscription()).subscription_items[0]).toMatchObject({ seats: { quantity: 2 }, lifetime_paid: { amount: 6500 + 3500 } })
  })

  it('refuses too few, too many and fewer than before', async () => {
    const tooFew = await desk.checkout('seated', { seats_quantity: '1' })
    expect(tooFew).toMatchObject({ status: 422, body: { errors: [{ code: 'requested_seats_insufficient', meta: { plan_seat_limit: 1, current_members: 2 } }] } })
    expect(code(await desk.checkout('seated', { seats_quantity: '7' }))).toBe('plan_seat_limit_exceeded')
    await desk.subscribe('seated', { seats_quantity: '4' })
    expect(code(await desk.checkout('seated', { seats_quantity: '3' }))).toBe('seat_reduction_in_checkout_not_supported')
    const answers = await Promise.all(['x', '0', '-1', '1.5'].map(seats_quantity => desk.checkout('seated', { seats_quantity })))
    expect(answers.map((answer: { status: number, body: Json }) => answer.status)).toEqual([422, 422, 422, 422])
  })

  it('leaves out plans with fewer seats than asked for', async () => {
    const slugs = async (min_seats: string) => (await desk.browser.call('GET', '/v1/billing/plans', { payer_type: 'org', min_seats, limit: '50' })).body.data.map((plan: Json) => plan.slug)
    expect(await slugs('3')).toEqual(['free', 'seated', 'team', 'trial', 'business'])
    expect(await slugs('2')).toContain('pair')
  })
})
