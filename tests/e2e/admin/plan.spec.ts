import AxeBuilder from '@axe-core/playwright'
import { changeItem } from '../../../clerk-local/domain/billing/items.ts'
import { activeItem, requireSubscription } from '../../../clerk-local/domain/billing/subscriptions.ts'
import { openAs } from '../../support/page/people.ts'
import { untilQuiet } from '../../support/page/quiet.ts'
import { expect, test } from '../fixtures.ts'

test('an admin sees the plan and its period, and at once that a payment failed; a member sees neither', async ({ app, page, newPersonPage }) => {
  const [admin, member] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member')]
  const organization = await app.make.organization(admin, 'Paying')
  await app.make.member(organization, member)
  app.make.plan(organization, 'team')
  await app.clerk.webhooks.settled()
  await openAs(app, page, admin, `/orgs/${organization.slug}/plan`)
  await expect(page.getByRole('heading', { name: 'Team Active' })).toBeVisible()
  await expect(page.getByText('Renews on')).toBeVisible()

  const { ctx } = app.clerk
  changeItem(ctx, requireSubscription(ctx, 'org', organization.id), activeItem(ctx, 'org', organization.id)!, { status: 'past_due', pastDueAt: Date.now() })
  await expect(page.getByText('The last payment failed')).toBeVisible()
  await untilQuiet(page)
  expect((await new AxeBuilder({ page }).exclude('.cl-rootBox').analyze()).violations).toEqual([])

  const other = await newPersonPage()
  await openAs(app, other, member, `/orgs/${organization.slug}/plan`)
  await expect(other.getByRole('table', { name: 'What each plan has' })).toBeVisible()
  await expect(other.getByText('The last payment failed')).toHaveCount(0)
})

test('an admin buys a plan in Clerk\'s checkout: what was locked opens, for other members too, and the payment is in the list', async ({ app, page, newPersonPage }) => {
  const [admin, member] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member')]
  const organization = await app.make.organization(admin, 'Buying')
  await app.make.member(organization, member)
  await app.clerk.webhooks.settled()
  const path = `/orgs/${organization.slug}`
  const other = await newPersonPage()
  await openAs(app, other, member, path)
  await expect(other.getByRole('definition').filter({ hasText: 'Free' })).toBeVisible()

  await openAs(app, page, admin, `${path}/api-keys`)
  await expect(page).toHaveURL(`${app.url}${path}/plan?denied=/api-keys`)
  const locked = page.getByRole('region', { name: 'What a higher plan opens' })
  await expect(locked.getByRole('listitem').filter({ hasText: 'API keys' })).toContainText('Comes with Team or Business')
  await expect(locked.getByRole('listitem').filter({ hasText: 'Single sign-on' })).toContainText('Comes with Business')

  await page.getByRole('button', { name: 'Subscribe' }).first().click()
  await expect(page.getByText('⋯ 4242')).toBeVisible()
  await page.getByRole('button', { name: 'Pay $288.00' }).click()
  await expect(page.getByText('Payment was successful!')).toBeVisible()
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Team Active' })).toBeVisible()
  await expect(locked.getByRole('listitem').filter({ hasText: 'API keys' })).toHaveCount(0)
  const payments = page.getByRole('region', { name: 'Payments' })
  await expect(payments.getByText('$288.00')).toBeVisible()
  await expect(other.getByRole('definition').filter({ hasText: 'Team' })).toBeVisible()

  await page.getByRole('link', { name: 'API keys' }).click()
  await expect(page).toHaveURL(`${app.url}${path}/api-keys`)
  await page.getByRole('link', { name: 'Plan', exact: true }).click()
  await payments.getByRole('link', { name: 'Invoice' }).click()
  await expect(page.getByText('Total due')).toBeVisible()
})
