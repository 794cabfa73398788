import fc from 'fast-check'
import { expect, it } from 'vitest'
import { activePlan, requireSubscription } from '../../../clerk-local/domain/billing/subscriptions.ts'
import type { Subscription, SubscriptionItem } from '../../../clerk-local/core/entities/index.ts'
import { BillingDesk, day } from './billing.ts'
import type { Json } from '../browser.ts'

type Step
  = | { kind: 'subscribe', plan: string, period: 'month' | 'annual', card: 'default' | 'test' | 'bad', promo: string | null }
    | { kind: 'cancel', now: boolean }
    | { kind: 'wait', days: number }
    | { kind: 'card', good: boolean }
    | { kind: 'credit', cents: number }
    | { kind: 'discount' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('subscribe' as const), plan: fc.constantFrom('free', 'team', 'business', 'trial', 'pair', 'seated'), period: fc.constantFrom('month' as const, 'annual' as const),
    card: fc.constantFrom('default' as const, 'test' as const, 'bad' as const), promo: fc.constantFrom(null, null, 'FIFTH', 'FREE'),
  }),
  fc.record({ kind: fc.constant('cancel' as const), now: fc.boolean() }),
  fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 50 }) }),
  fc.record({ kind: fc.constant('card' as const), good: fc.boolean() }),
  fc.record({ kind: fc.constant('credit' as const), cents: fc.integer({ min: -6000, max: 6000 }).filter(cents => cents !== 0) }),
  fc.record({ kind: fc.constant('discount' as const) }),
)

const cards = { default: {}, test: { use_test_card: 'true' }, bad: { gateway: 'stripe', payment_token: 'pm_card_chargeCustomerFail' } }

/** Does a step; refusals are fine, crashes aren't. */
async function take(desk: BillingDesk, action: Step): Promise<void> {
  const current = (await desk.subscription()).subscription_items.find((item: Json) => item.status !== 'upcoming')
  const answers: { status: number }[] = []
  if (action.kind === 'subscribe') {
    const checkout = await desk.checkout(action.plan, { plan_period: action.period })
    answers.push(checkout)
    if (checkout.status === 200 && action.promo) answers.push(await desk.call('PATCH', `/checkouts/${checkout.body.response.id}`, { promo_code: action.promo }))
    if (checkout.status === 200) answers.push(await desk.confirm(checkout, cards[action.card]))
  }
  if (action.kind === 'cancel') answers.push(await desk.backend('DELETE', `/billing/subscription_items/${current.id}?end_now=${action.now}`))
  if (action.kind === 'wait') desk.clerk.store.clockOffset += action.days * day
  if (action.kind === 'wait') await desk.browser.signIn('ada+clerk_test@example.com')
  if (action.kind === 'card') {
    const added = await desk.call('POST', '/payment_methods', { gateway: 'stripe', payment_token: action.good ? 'pm_card_visa' : 'pm_card_chargeCustomerFail' })
    answers.push(added, await desk.call('PUT', '/payers/default_payment_method', { payment_method_id: added.body.response.id }))
  }
  if (action.kind === 'credit') {
    answers.push(await desk.backend('POST', `/organizations/${desk.organizationId}/billing/credits`, {
      amount: Math.abs(action.cents), action: action.cents > 0 ? 'increase' : 'decrease', idempotency_key: String(Math.random()),
    }))
  }
  if (action.kind === 'discount') answers.push(await desk.backend('POST', `/billing/subscription_items/${current.id}/discounts`, { discount_id: 'cdisc_five' }))
  expect(answers.filter(answer => answer.status >= 500)).toEqual([])
}

async function check(desk: BillingDesk): Promise<void> {
  const { store, ctx } = desk.clerk
  const now = store.now()
  const subscription = requireSubscription(ctx, 'org', desk.organizationId)
  const withStatus = (...statuses: SubscriptionItem['status'][]) => subscription.items.filter(item => statuses.includes(item.status))
  const [current, ...others] = withStatus('active', 'canceled', 'past_due')
  const [upcoming, ...laterOnes] = withStatus('upcoming')

  expect(current, 'one item is in force').toBeDefined()
  expect(others, 'and only one').toEqual([])
  expect(laterOnes, 'at most one is to come').toEqual([])
  expect(activePlan(ctx, 'org', desk.organizationId)?.id).toBe(current?.planId)
  expect(current?.periodEnd ?? Infinity, 'its period runs').toBeGreaterThan(now)
  expect(upcoming !== undefined, 'something is to come if and only if the current item ends').toBe(current?.status === 'canceled')
  if (upcoming) expect(upcoming.periodStart).toBe(current?.periodEnd)
  expect(subscription.status === 'past_due').toBe(current?.status === 'past_due')
  expect(withStatus('ended').every(item => item.endedAt !== null)).toBe(true)
  expect(subscription.items.filter(item => store.plans.get(item.planId)?.isDefault), 'the default plan keeps its item').toHaveLength(1)

  expect((await desk.call('GET', '/credits')).body.response.balance?.amount ?? 0, 'credit').toBeGreaterThanOrEqual(0)
  expect(subscription.owed, 'debt').toBeGreaterThanOrEqual(0)

  const { data: statements } = (await desk.call('GET', '/statements', { limit: '500' })).body.response
  const { data: attempts } = (await desk.call('GET', '/payment_attempts', { limit: '500' })).body
  for (const statement of statements) {
    const amounts = statement.groups.flatMap((group: Json) => group.items.map((item: Json) => item.amount.amount))
    expect(statement.totals.grand_total.amount, 'a statement adds up').toBe(amounts.reduce((sum: number, amount: number) => sum + amount, 0))
  }
  for (const { totals, amount } of attempts) {
    const taken = (totals.discounts?.total.amount ?? 0) + (totals.credits?.total.amount ?? 0)
    expect(amount.amount, 'an attempt is never negative').toBeGreaterThanOrEqual(0)
    expect(totals.grand_total.amount).toBe(amount.amount)
    expect(totals.subtotal.amount - taken, 'what is owed comes on top').toBeLessThanOrEqual(amount.amount)
  }
  let worth = 0
  for (const { totals, amount } of attempts.filter((attempt: Json) => attempt.status === 'paid').reverse()) {
    expect(totals.credits?.proration?.amount.amount ?? 0, 'nothing is given back that was not paid').toBeLessThanOrEqual(worth)
    worth += amount.amount + (totals.credits?.total.amount ?? 0)
  }
  const paid = attempts.filter((attempt: Json) => attempt.status === 'paid').reduce((sum: number, attempt: Json) => sum + attempt.amount.amount, 0)
  expect(statements.reduce((sum: number, statement: Json) => sum + statement.totals.grand_total.amount, 0), 'statements hold every payment').toBe(paid)
  expect(subscription.items.reduce((sum, item) => sum + item.lifetimePaid, 0), 'and so do the items').toBe(paid)
  webhooksTell(desk, subscription)
}

/** The last webhook about each item, payment and subscription says how it is now. */
function webhooksTell({ clerk: { store } }: BillingDesk, subscription: Subscription): void {
  const told = new Map<string, Json>()
  for (const { type, data } of store.changes.all()) if (/^(?:subscription|subscriptionItem|paymentAttempt)\./.test(type)) told.set((data as Json).id, data)
  for (const item of subscription.items) {
    const { status, period_start, period_end, is_free_trial } = told.get(item.id)
    expect({ status, period_start, period_end, is_free_trial }).toEqual({ status: item.status, period_start: item.periodStart, period_end: item.periodEnd, is_free_trial: item.isFreeTrial })
  }
  for (const attempt of store.paymentAttempts.by('payerId', subscription.payerId)) {
    const { status, totals } = told.get(attempt.id)
    expect([status, totals.grand_total.amount]).toEqual([attempt.status, attempt.amount])
  }
  expect(told.get(subscription.id)).toMatchObject({ status: subscription.status, past_due_at: subscription.pastDueAt })
}

it('keeps one plan in force, statements that add up and no negative credit, whatever happens', { timeout: 120_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
    const desk = await BillingDesk.open()
    try {
      for (const action of steps) {
        await take(desk, action)
        await check(desk)
      }
    }
    finally {
      await desk.clerk.close()
    }
  }), { numRuns: 15 })
})
