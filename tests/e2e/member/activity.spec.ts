import { readFile } from 'node:fs/promises'
import { openAs } from '../../support/page/people.ts'
import { expect, test } from '../fixtures.ts'

test('an admin finds what happened, follows it, comes back to it and takes it along', async ({ app, page }) => {
  const [admin, member] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member')]
  const organization = await app.make.organization(admin, 'Busy')
  await app.make.member(organization, member)
  await app.clerk.webhooks.settled()
  const path = `/orgs/${organization.slug}`
  await openAs(app, page, admin, path)
  await page.getByRole('link', { name: 'All activity' }).click()
  const lines = page.getByRole('region', { name: 'Activity' }).getByRole('listitem')
  await expect(lines).toHaveText([/Max Member joined/, /Ann Admin joined/, /Busy was created by Ann Admin/])

  await page.getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: 'Member joined' }).click()
  await expect(lines).toHaveCount(2)
  await page.getByRole('combobox', { name: 'Person' }).or(page.getByRole('button', { name: 'Person' })).click()
  await page.getByPlaceholder('Name or e-mail').fill('max')
  await page.getByRole('option', { name: /Max Member/ }).click()
  await expect(lines).toHaveText([/Max Member joined/])

  await page.reload()
  await expect(lines).toHaveText([/Max Member joined/])
  await expect(page.getByText('Max Member', { exact: true })).toBeVisible()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export as CSV' }).click()])
  expect(file.suggestedFilename()).toBe(`activity-of-${organization.slug}.csv`)
  expect((await readFile(await file.path(), 'utf8')).split('\r\n').filter(Boolean)).toEqual(['\uFEFFTime,Kind,About,By,Value', expect.stringMatching(/member_joined,Max Member,,$/)])

  await page.getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: 'Domain added' }).click()
  await expect(page.getByText('Nothing found')).toBeVisible()

  // What others do shows by itself.
  await page.goto(`${path}/activity`)
  await expect(lines).toHaveCount(3)
  await app.fetchAs(admin, `/api${path}/projects`, { json: { name: 'Moon' } })
  await expect(lines.first()).toHaveText(/The project Moon was created by Ann Admin/)
})

test('a list that takes its time says so, after a moment in which nothing flickers', async ({ app, page }) => {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Slow')
  await openAs(app, page, admin, `/orgs/${organization.slug}`)
  const held = Promise.withResolvers<unknown>()
  await page.route('**/activity?*', async (route) => {
    await held.promise
    await route.continue()
  })
  const placeholder = page.getByRole('main').getByRole('status').filter({ hasText: 'Loading' })
  await page.getByRole('link', { name: 'Activity', exact: true }).click()
  await expect(placeholder).toBeVisible()
  await expect(placeholder.locator('.bg-elevated').first()).toHaveCSS('animation-name', 'held-back, pulse')
  held.resolve(null)
  await expect(page.getByRole('region', { name: 'Activity' }).getByRole('listitem').first()).toBeVisible()
  await expect(placeholder).toHaveCount(0)
})
