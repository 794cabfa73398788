import type { Page } from '@playwright/test'
import { addMethod, makeDefault } from '../../../clerk-local/domain/billing/payments/methods.ts'
import { activePlan, changePlan, requireSubscription } from '../../../clerk-local/domain/billing/subscriptions.ts'
import { demoSeed } from '../../../clerk-local/seed/demo.ts'
import { expect, test } from '../fixtures.ts'

const openBilling = (page: Page) => page.getByRole('button', { name: 'Billing' }).click()

test('an admin upgrades with the test card, cancels, and the free plan waits', async ({ site, page, openAs }) => {
  const admin = await site.make.person('Ann', 'Admin')
  const organization = await site.make.organization(admin, 'Acme')
  const plan = () => activePlan(site.clerk.ctx, 'org', organization.id)?.slug

  await test.step('the pricing table leads to a checkout with a saved card', async () => {
    await openAs(admin, '/pricing', organization)
    await page.getByRole('button', { name: 'Subscribe' }).first().click()
    await expect(page.getByText('⋯ 4242')).toBeVisible()
    await page.getByRole('button', { name: 'Pay $288.00' }).click()
    await expect(page.getByText('Payment was successful!')).toBeVisible()
    expect(plan()).toBe('team')
  })
  await test.step('the tab shows plan, statement and payment', async () => {
    await page.goto('/org')
    await openBilling(page)
    await expect(page.getByText('$288.00').first()).toBeVisible()
    await page.getByRole('tab', { name: 'Statements' }).click()
    await page.getByText('stmt_').click()
    await expect(page.getByText('Subscribed and paid for Team annual plan')).toBeVisible()
    await page.getByRole('button', { name: 'View payment' }).click()
    await expect(page.getByText('Total due')).toBeVisible()
  })
  await test.step('a canceled plan runs to its end', async () => {
    await page.goto('/org')
    await openBilling(page)
    await page.getByRole('button', { name: 'Manage' }).click()
    await page.getByRole('button', { name: 'Cancel subscription' }).click()
    await page.getByRole('button', { name: 'Cancel subscription' }).last().click()
    await expect(page.getByText('Upcoming')).toBeVisible()
    await expect(page.getByText(/Canceled • Ends/)).toBeVisible()
    expect(plan()).toBe('team')
  })
})

test('a declined card is told in the checkout, and another one pays', async ({ site, page, openAs, guard }) => {
  const admin = await site.make.person('Ann', 'Admin')
  const organization = await site.make.organization(admin, 'Acme')
  const { ctx } = site.clerk
  const { payerId } = requireSubscription(ctx, 'org', organization.id)
  makeDefault(ctx, addMethod(ctx, payerId, 'pm_card_visa_chargeDeclined'))
  guard.expectStatus(/\/billing\/checkouts\/\w+\/confirm/, 422)
  await openAs(admin, '/pricing', organization)
  await page.getByRole('button', { name: 'Subscribe' }).first().click()
  await page.getByRole('button', { name: /^Pay/ }).click()
  await expect(page.getByText('The card was declined.')).toBeVisible()
  await page.getByText('⋯ 0002').click()
  await page.locator('.cl-selectOption__paymentMethod').filter({ hasText: '4242' }).click()
  await page.getByRole('button', { name: /^Pay/ }).click()
  await expect(page.getByText('Payment was successful!')).toBeVisible()
})

test.describe('a plan that charges for seats', () => {
  test.use({ clerkOptions: { seed: { ...demoSeed, plans: [...demoSeed.plans ?? [], { slug: 'seated', name: 'Seated', monthlyFee: 2000, seatFee: 500 }] } } })

  test('sells a seat to an admin who invites one too many', async ({ site, page, openAs, guard }) => {
    const admin = await site.make.person('Ann', 'Admin')
    const organization = await site.make.organization(admin, 'Acme')
    changePlan(site.clerk.ctx, 'org', organization.id, 'seated')
    guard.expectStatus(`/__clerk/v1/organizations/${organization.id}/invitations/bulk`, 402)
    await openAs(admin, '/org', organization)
    await page.getByRole('button', { name: 'Members' }).click()
    await page.getByRole('button', { name: 'Invite' }).click()
    await page.getByRole('textbox').last().fill('new+clerk_test@example.com,')
    await page.getByRole('button', { name: 'Purchase additional seats' }).click()
    await page.getByRole('button', { name: 'Pay $5.00' }).click()
    await expect.poll(() => site.clerk.store.invitations.by('organizationId', organization.id).length).toBe(1)
  })
})
