import AxeBuilder from '@axe-core/playwright'
import { openAs } from '../../support/page/people.ts'
import { untilQuiet } from '../../support/page/quiet.ts'
import { expect, test } from '../fixtures.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

test('an admin creates a key in Clerk\'s component, allows it to read members, and revokes it', async ({ app, page }) => {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Keyed')
  app.make.plan(organization, 'team')
  await app.clerk.webhooks.settled()
  await openAs(app, page, admin, `/orgs/${organization.slug}/api-keys`)
  await expect(page.getByText('No key yet')).toBeVisible()

  await page.getByRole('button', { name: 'Add new key' }).click()
  await page.getByLabel('Secret key name').fill('Deploy')
  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByRole('button', { name: /^Copy/ }).click()
  const secret = await page.evaluate(() => navigator.clipboard.readText())
  const call = async () => (await fetch(`${app.url}/api/orgs/${organization.slug}/members`, { headers: { authorization: `Bearer ${secret}` } })).status
  expect(await call()).toBe(403)

  const scopes = page.getByRole('table', { name: 'What each key may read' })
  const members = scopes.getByRole('checkbox', { name: 'Deploy may read members' })
  await members.click()
  await expect(members).toBeChecked()
  await expect.poll(call).toBe(200)
  await untilQuiet(page)
  expect((await new AxeBuilder({ page }).exclude('.cl-rootBox').analyze()).violations).toEqual([])

  await page.getByRole('button', { name: 'Open menu' }).click()
  await page.getByRole('menuitem', { name: 'Revoke key' }).click()
  await page.getByRole('textbox').last().fill('Revoke')
  await page.getByRole('button', { name: 'Revoke key' }).click()
  await expect(page.getByText('No key yet')).toBeVisible()
  expect(await call()).toBe(401)

  await page.goto(`/orgs/${organization.slug}`)
  await expect(page.getByText('The API key Deploy was used')).toBeVisible()
})
