import { openAs } from '../../support/page/people.ts'
import { expect, test } from '../fixtures.ts'

test('an admin of a new organization is led through the first steps, which tick themselves', async ({ app, page, newPersonPage }) => {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Fresh')
  const path = `/orgs/${organization.slug}`
  await openAs(app, page, admin, path)
  const steps = page.getByRole('region', { name: 'First steps' })
  await expect(steps.getByText('Not done yet:')).toHaveCount(2)
  await steps.getByRole('link', { name: 'Create a project' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Moon')
  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(page.getByRole('row', { name: 'Moon' })).toBeVisible()
  await page.getByRole('link', { name: 'Overview' }).click()
  await expect(steps.getByText('Done:', { exact: true })).toHaveCount(1)

  // The rest is done elsewhere, and shows here by itself.
  const member = await app.make.person('Max', 'Member')
  await app.make.member(organization, member)
  await expect(steps).toBeHidden()
  await expect(page.getByRole('region', { name: 'Joined last' }).getByText('Max Member')).toBeVisible()

  const other = await newPersonPage()
  await openAs(app, other, member, path)
  await expect(other.getByRole('region', { name: 'Joined last' })).toBeVisible()
  await expect(other.getByRole('region', { name: 'First steps' })).toHaveCount(0)
})

test('the last days are plots to look at and tables to listen to, and nothing moves when they come', async ({ app, page }) => {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Plotted')
  await openAs(app, page, admin, `/orgs/${organization.slug}`)
  await expect(page.getByRole('heading', { name: 'Plotted' })).toBeVisible()
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 })
    new PerformanceObserver(list => list.getEntries().forEach((entry) => { (window as unknown as { shift: number }).shift += (entry as PerformanceEntry & { value: number }).value }))
      .observe({ type: 'layout-shift', buffered: true })
  })
  await page.reload()
  await expect(page.locator('svg').filter({ has: page.locator('path') }).and(page.locator('.plot svg'))).toHaveCount(2)
  await expect(page.getByRole('table', { name: 'Members' }).getByRole('row').last()).toContainText('1 member')
  expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeLessThan(0.02)
})
