import AxeBuilder from '@axe-core/playwright'
import { changeItem } from '../../clerk-local/domain/billing/items.ts'
import { activeItem, requireSubscription } from '../../clerk-local/domain/billing/subscriptions.ts'
import { signInOnPage } from '../support/people.ts'
import { untilQuiet } from '../support/quiet.ts'
import { expect, test } from './fixtures.ts'

test('an admin sees the plan and its period, and at once that a payment failed; a member sees neither', async ({ app, page, newPersonPage }) => {
  const [admin, member] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member')]
  const organization = await app.make.organization(admin, 'Paying')
  await app.make.member(organization, member)
  app.make.plan(organization, 'team')
  await app.clerk.webhooks.settled()
  await signInOnPage(page, admin, `/orgs/${organization.slug}/plan`)
  await expect(page.getByRole('heading', { name: 'Team Active' })).toBeVisible()
  await expect(page.getByText('Renews on')).toBeVisible()

  const { ctx } = app.clerk
  changeItem(ctx, requireSubscription(ctx, 'org', organization.id), activeItem(ctx, 'org', organization.id)!, { status: 'past_due', pastDueAt: Date.now() })
  await expect(page.getByText('The last payment failed')).toBeVisible()
  await untilQuiet(page)
  expect((await new AxeBuilder({ page }).exclude('.cl-rootBox').analyze()).violations).toEqual([])

  const other = await newPersonPage()
  await signInOnPage(other, member, `/orgs/${organization.slug}/plan`)
  await expect(other.getByRole('table', { name: 'What each plan has' })).toBeVisible()
  await expect(other.getByText('The last payment failed')).toHaveCount(0)
})
