import { expect, test } from '../fixtures.ts'

test('the landing page greets a visitor and leads to sign-in', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveTitle(/clerk-orgs/i)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: /sign in/i }).first()).toBeVisible()
})
