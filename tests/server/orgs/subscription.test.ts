import { afterAll, beforeAll, expect, it } from 'vitest'
import { changeItem } from '../../../clerk-local/domain/billing/items.ts'
import { activeItem, requireSubscription } from '../../../clerk-local/domain/billing/subscriptions.ts'
import type { Subscription } from '../../../shared/schemas/organization'
import { startApp, type TestApp } from '../../support/app/app.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())

it('the subscription tells the plan, its period, and that a payment is overdue', async () => {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Paying')
  const read = async () => {
    await app.clerk.webhooks.settled()
    return await (await app.fetchAs(admin, `/api/orgs/${organization.slug}/subscription`)).json() as Subscription
  }
  expect(await read()).toMatchObject({ plan: 'free_org', state: 'active', periodEnd: null })
  app.make.plan(organization, 'team')
  const paid = await read()
  expect(paid).toMatchObject({ plan: 'team', name: 'Team', state: 'active', period: 'month' })
  expect(paid.periodEnd).toBeGreaterThan(Date.now())

  const { ctx } = app.clerk
  changeItem(ctx, requireSubscription(ctx, 'org', organization.id), activeItem(ctx, 'org', organization.id)!, { status: 'past_due', pastDueAt: Date.now() })
  expect(await read()).toMatchObject({ plan: 'team', state: 'past_due' })
})
