import { expect, test } from '../fixtures'
import { untilQuiet } from '../../support/page/quiet'

test('a part of Clerk that doesn\'t arrive is said, and the page can be loaded again', async ({ guard, page }) => {
  await page.clock.install()
  let held = true
  await page.route(/\/__clerk\/npm\/@clerk\/ui@[^/]+\/dist\/framework/, async route => held ? undefined : route.fallback())
  guard.expectMessage(/Component renderer did not mount/)
  await page.goto('/sign-in')
  await untilQuiet(page)
  await expect(page.getByRole('alert')).toHaveCount(0)
  await page.clock.runFor(16_000)
  await expect(page.getByRole('alert')).toContainText('The sign-in service can’t be reached.')

  held = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByLabel('Email address')).toBeVisible()
  await page.clock.runFor(16_000)
  await expect(page.getByLabel('Email address')).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
})
