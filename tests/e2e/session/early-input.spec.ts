import type { Page } from '@playwright/test'
import { openAs } from '../../support/page/people.ts'
import { pixel } from '../../support/page/pixel.ts'
import { expect, expectOverview, test } from '../fixtures.ts'

/** Goes to a page whose scripts arrive `delay` ms late, and comes back when its HTML is there. */
async function gotoBeforeScripts(page: Page, path: string, delay = 3_000) {
  await page.route(/\/_nuxt\/.*\.js$/, async (route) => {
    await new Promise(resolve => setTimeout(resolve, delay))
    await route.continue()
  })
  await page.evaluate(to => location.assign(to), path)
  await page.waitForURL(`**${path}`, { waitUntil: 'commit' })
}

const isListening = (page: Page) => page.evaluate(() => '__vue_app__' in document.querySelector('#__nuxt')!)

test('a button pressed before the page listens does its work when it does', async ({ app, page }) => {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Early')
  await openAs(app, page, admin, `/orgs/${organization.slug}`)
  await expectOverview(page, organization)
  await gotoBeforeScripts(page, `/orgs/${organization.slug}/settings`)
  const button = page.getByRole('button', { name: 'Delete the organization' })
  await button.click()
  await button.click()
  expect(await isListening(page)).toBe(false)
  await expect(page.getByRole('dialog').getByLabel('Name of the organization')).toBeFocused()
})

test('what is typed and chosen before the page listens stays, and counts', async ({ app, page }) => {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Early')
  await openAs(app, page, admin, `/orgs/${organization.slug}`)
  await expectOverview(page, organization)
  await gotoBeforeScripts(page, `/orgs/${organization.slug}/settings`)
  const name = page.getByRole('textbox', { name: /^Name/ })
  await name.fill('Renamed early')
  await page.locator('input[type=file]').setInputFiles(pixel)
  expect(await isListening(page)).toBe(false)
  const save = page.getByRole('button', { name: 'Save' })
  await expect(save).toBeEnabled()
  await expect(name).toHaveValue('Renamed early')
  await expect(page.getByText('The logo was changed').first()).toBeVisible()
  await save.click()
  await expect(page.getByRole('button', { name: 'Open organization switcher' })).toContainText('Renamed early')
})
