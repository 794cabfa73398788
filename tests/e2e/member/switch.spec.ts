import type { Page } from '@playwright/test'
import { openAs, switchTo } from '../../support/page/people.ts'
import { untilQuiet } from '../../support/page/quiet.ts'
import { expect, expectOverview, test } from '../fixtures.ts'

test('a person signs in, switches, opens a deep link to the other organization, and goes back', async ({ app, page }) => {
  const person = await app.make.person('Ada')
  const [alpha, gamma] = [await app.make.organization(person, 'Alpha'), await app.make.organization(person, 'Gamma')]

  await test.step('sign-in leads back to where they were going', async () => {
    await openAs(app, page, person, `/orgs/${alpha.slug}`)
    await expectOverview(page, alpha)
  })
  await test.step('Clerk\'s switcher changes organization and page', async () => {
    await switchTo(page, 'Alpha', 'Gamma')
    await expectOverview(page, gamma)
  })
  await test.step('a document load switches the session', async () => {
    await page.goto(`/orgs/${alpha.slug}/members`)
    await expect(page).toHaveURL(new RegExp(`/orgs/${alpha.slug}/members$`))
    await expect(page.getByText(person.email)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Open organization switcher' })).toContainText('Alpha')
  })
  await test.step('going back in the browser switches the session again', async () => {
    await page.goBack()
    await expectOverview(page, gamma)
  })
})

test('a navigation in the app switches the session and never shows the wrong organization', async ({ app, page }) => {
  const person = await app.make.person('Ada')
  const [alpha, gamma] = [await app.make.organization(person, 'Alpha'), await app.make.organization(person, 'Gamma')]
  await openAs(app, page, person, `/orgs/${alpha.slug}`)
  await expectOverview(page, alpha)
  await switchTo(page, 'Alpha', 'Gamma')
  await expectOverview(page, gamma)

  const headings = await watchHeadings(page)
  await page.goBack()
  await expectOverview(page, alpha)
  await expect(page.getByRole('button', { name: 'Open organization switcher' })).toContainText('Alpha')
  await page.goForward()
  await expectOverview(page, gamma)
  expect(await headings(), 'each organization once, none flashing up in between').toEqual(['Alpha', 'Gamma'])
})

/** Records the organization's heading at every change of the document; a run of the same one counts once. */
async function watchHeadings(page: Page) {
  await page.evaluate(() => {
    const seen: string[] = []
    let last = document.querySelector('main h2')?.textContent.trim()
    Object.assign(window, { headings: seen })
    new MutationObserver(() => {
      const heading = document.querySelector('main h2')?.textContent.trim()
      if (heading && heading !== last) seen.push(last = heading)
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
  })
  return () => page.evaluate(() => (window as unknown as { headings: string[] }).headings)
}

test('unknown and foreign organizations lead to the same notice', async ({ app, page }) => {
  const [person, stranger] = [await app.make.person('Ada'), await app.make.person('Sam')]
  const [own, foreign] = [await app.make.organization(person, 'Own'), await app.make.organization(stranger, 'Foreign')]
  await openAs(app, page, person, `/orgs/${own.slug}`)
  await expectOverview(page, own)
  for (const slug of [foreign.slug, 'no-such-organization']) {
    // clerk-js has loaded: seen once, a load that cut it off ended the session.
    await untilQuiet(page)
    await page.goto(`/orgs/${slug}`)
    await expect(page).toHaveURL(/\/orgs\?notice=not_found$/)
    await expect(page.getByRole('status').getByText('It doesn’t exist, or you aren’t a member of it.')).toBeVisible()
    await expect(page.getByText('Foreign')).toHaveCount(0)
  }
})

test('an address that is no page says so', async ({ page, guard }) => {
  guard.expectStatus('/no-such-page', 404)
  await page.goto('/no-such-page')
  await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible()
})

test('the switcher works with the keyboard alone, and gives the focus back', async ({ app, page }) => {
  const person = await app.make.person('Kay')
  const [first, second] = [await app.make.organization(person, 'Alpha'), await app.make.organization(person, 'Beta')]
  await openAs(app, page, person, `/orgs/${first.slug}`)
  await expectOverview(page, first)
  const switcher = page.getByRole('button', { name: 'Open organization switcher' })
  await expect(switcher).toContainText('Alpha')
  await switcher.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(switcher).toBeFocused()
  await page.keyboard.press('Enter')
  const target = page.getByRole('dialog').getByRole('button', { name: /Beta/ })
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 10 && !await target.evaluate(element => element === document.activeElement); presses++) await page.keyboard.press('Tab')
  await expect(target).toBeFocused()
  await page.keyboard.press('Enter')
  await expectOverview(page, second)
})
