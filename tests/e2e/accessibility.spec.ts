import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { signInOnPage } from '../support/people.ts'
import { untilQuiet } from '../support/quiet.ts'
import { expect, test } from './fixtures.ts'

/** What axe finds in the app's own part of the page; Clerk's components are Clerk's. */
async function findings(page: Page) {
  await untilQuiet(page)
  const { violations } = await new AxeBuilder({ page }).exclude('.cl-rootBox').analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`)
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('axe finds nothing on the pages for everybody', async ({ page, guard }) => {
      guard.expectStatus('/no-such-page', 404)
      for (const path of ['/', '/sign-in', '/sign-up', '/no-such-page', '/invitations/accept']) {
        await page.goto(path)
        expect.soft(await findings(page), path).toEqual([])
      }
    })

    test('axe finds nothing on an admin\'s pages', async ({ app, page }) => {
      const admin = await app.make.person('Ann', 'Admin')
      const organization = await app.make.organization(admin, 'Accessible')
      await app.fetchAs(admin, `/api/orgs/${organization.slug}/invitations`, { json: { emailAddress: 'guest@example.com', role: 'org:member' } })
      await signInOnPage(page, admin, `/orgs/${organization.slug}`)
      await expect(page.getByRole('heading', { name: 'Accessible' })).toBeVisible()
      for (const path of ['/orgs', '/orgs?notice=not_found', `/orgs/${organization.slug}`, `/orgs/${organization.slug}/activity`, `/orgs/${organization.slug}/projects`, `/orgs/${organization.slug}/members`, `/orgs/${organization.slug}/roles`, `/orgs/${organization.slug}/settings`]) {
        await page.goto(path)
        expect.soft(await findings(page), path).toEqual([])
      }
      await page.goto(`/orgs/${organization.slug}/members`)
      await page.getByRole('button', { name: 'Invite', exact: true }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await findings(page), 'the invite dialog').toEqual([])
    })
  })
}
