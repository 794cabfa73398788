import type { Page } from '@playwright/test'
import { demoSeed } from '../../../clerk-local/seed/demo.ts'
import { expect, test } from '../fixtures.ts'

/** The tab's place is in the hash: a load of the same page goes over another one. */
async function openBilling(page: Page) {
  await page.goto('about:blank')
  await page.goto('/org#/organization-billing')
}

test('an organization pays by the month, looks at its payment, and goes on to a larger plan and a year', async ({ site, page, openAs }) => {
  const admin = await site.make.person('Ann')
  const organization = await site.make.organization(admin, 'Acme')
  const drawer = page.getByRole('dialog')
  await openAs(admin, '/pricing', organization)

  await test.step('checkout', async () => {
    await expect(page.getByText('$24', { exact: true })).toBeVisible()
    await page.getByText('Billed annually').first().click()
    await expect(page.getByText('$29', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Subscribe' }).first().click()
    await expect(drawer.getByText('Up to 20 seats')).toBeVisible()
    await drawer.getByRole('button', { name: 'Pay $29.00' }).click()
    await expect(drawer.getByText('Payment was successful!')).toBeVisible()
  })
  await test.step('the payment', async () => {
    await openBilling(page)
    await expect(page.getByRole('row', { name: /^Team/ })).toContainText('$29')
    await expect(page.getByRole('row', { name: /^Seats/ })).toContainText('Up to 20 seats')
    await page.getByRole('tab', { name: 'Payments' }).click()
    await page.getByRole('row', { name: /paid/i }).click()
    await expect(page.getByText('Total due')).toBeVisible()
    await expect(page.getByText('$29.00').first()).toBeVisible()
  })
  await test.step('a larger plan, less what is paid already', async () => {
    await openBilling(page)
    await page.getByRole('button', { name: 'Switch plans' }).click()
    await page.getByRole('button', { name: 'Switch to this plan' }).last().click()
    await expect(drawer.getByText('Business')).toBeVisible()
    await drawer.getByRole('button', { name: /^Pay \$/ }).click()
    await expect(drawer.getByText('Payment was successful!')).toBeVisible()
  })
  await test.step('the subscription\'s details', async () => {
    await openBilling(page)
    await expect(page.getByRole('row', { name: /^Business/ })).toBeVisible()
    await page.getByRole('button', { name: 'Manage' }).first().click()
    await expect(drawer.getByText('Up to 100 seats')).toBeVisible()
    await expect(drawer.getByText('Next payment amount')).toBeVisible()
  })
})

test('the Billing tab shows credits and their history, and lets go of the card', async ({ site, page, openAs }) => {
  const admin = await site.make.person('Ann')
  const organization = await site.make.organization(admin, 'Acme')
  await fetch(`${site.clerk.backendApiUrl}/v1/organizations/${organization.id}/billing/credits`, {
    method: 'POST',
    headers: { 'authorization': `Bearer ${site.clerk.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ amount: 500, action: 'increase', idempotency_key: 'once' }),
  })
  await openAs(admin, '/org#/organization-billing', organization)

  await expect(page.getByText('Account credits')).toBeVisible()
  await expect(page.getByText('$5.00')).toBeVisible()
  await page.getByRole('button', { name: 'View credit history' }).click()
  await expect(page.getByRole('row', { name: /^\$5\.00/ })).toBeVisible()
  await openBilling(page)
  await page.getByRole('button', { name: 'Open menu' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await page.getByRole('button', { name: /^Remove/ }).last().click()
  await expect(page.getByText('⋯ 4242')).toHaveCount(0)
})

test.describe('plans for people', () => {
  test.use({ clerkOptions: {
    settings: { billing: { organizationEnabled: true, userEnabled: true } },
    seed: { ...demoSeed, plans: [...demoSeed.plans ?? [], { slug: 'starter', name: 'Starter', for: 'user', default: true }, { slug: 'pro', name: 'Pro', for: 'user', monthlyFee: 900 }] },
  } })

  test('a person subscribes in their own profile', async ({ site, page, openAs }) => {
    const person = await site.make.person('Ann')
    await openAs(person, '/user#/billing', await site.make.organization(person, 'Acme'))
    await expect(page.getByRole('row', { name: /^Starter/ })).toBeVisible()
    await page.getByRole('button', { name: 'Switch plans' }).click()
    await page.getByRole('button', { name: 'Subscribe' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Pay $9.00' }).click()
    await expect(page.getByText('Payment was successful!')).toBeVisible()
    expect(site.clerk.store.paymentAttempts.all().at(-1)).toMatchObject({ status: 'paid', amount: 900 })
  })
})
