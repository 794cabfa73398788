import { unique } from '../../support/app/builders.ts'
import { openAs } from '../../support/page/people.ts'
import { pixel } from '../../support/page/pixel.ts'
import { expect, expectOverview, test } from '../fixtures.ts'

test('an admin renames the organization and moves it; a member\'s old link still leads there', async ({ app, page, newPersonPage, guard }) => {
  const [admin, member] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member')]
  const organization = await app.make.organization(admin, 'Before')
  const taken = await app.make.organization(admin, 'Taken')
  await app.make.member(organization, member)
  guard.expectStatus(`/api/orgs/${organization.slug}`, 422)
  // What was on its way while the slug changed.
  guard.expectStatus(`/api/orgs/${organization.slug}`, 404)
  await openAs(app, page, admin, `/orgs/${organization.slug}/settings`)
  const save = page.getByRole('button', { name: 'Save' })
  await expect(save).toBeDisabled()
  await page.getByRole('textbox', { name: /^Address/ }).fill(taken.slug)
  await save.click()
  await expect(page.getByText('slug is taken')).toBeVisible()
  const slug = unique('after')
  await page.getByRole('textbox', { name: /^Name/ }).fill('After')
  await page.getByRole('textbox', { name: /^Address/ }).fill(slug)
  await save.click()
  await expect(page).toHaveURL(new RegExp(`/orgs/${slug}/settings$`))
  await expect(page.getByRole('button', { name: 'Open organization switcher' })).toContainText('After')

  const other = await newPersonPage()
  await openAs(app, other, member, `/orgs/${organization.slug}/members?role=org:member`)
  await expect(other).toHaveURL(new RegExp(`/orgs/${slug}/members\\?role=org:member$`))
  await expect(other.getByRole('table').getByText(member.email)).toBeVisible()
  await other.getByRole('link', { name: 'Settings' }).click()
  await expect(other.getByText('Only people who may change the organization’s profile can edit this.')).toBeVisible()
  await expect(other.getByRole('textbox', { name: /^Name/ })).toBeDisabled()
  await expect(other.getByRole('button', { name: 'Delete the organization' })).toHaveCount(0)
})

test('an admin changes the logo and takes it away; what is no picture is refused first', async ({ app, page }) => {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Pictured')
  await openAs(app, page, admin, `/orgs/${organization.slug}/settings`)
  const input = page.locator('input[type=file]')
  await expect(page.getByRole('button', { name: 'Choose a picture' })).toBeEnabled()
  await input.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no') })
  await expect(page.getByRole('alert').getByText('That file isn’t a picture.')).toBeVisible()
  await input.setInputFiles(pixel)
  await expect(page.getByText('The logo was changed').first()).toBeVisible()
  await page.getByRole('button', { name: 'Remove the logo' }).click()
  await expect(page.getByRole('button', { name: 'Remove the logo' })).toHaveCount(0)
  expect((await app.make.client.organizations.getOrganization({ organizationId: organization.id })).hasImage).toBe(false)
})

test('an admin deletes the organization after typing its name, and its members are led out', async ({ app, page, newPersonPage, guard }) => {
  const [admin, member] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member')]
  const organization = await app.make.organization(admin, 'Doomed')
  await app.make.organization(admin, 'Kept')
  await app.make.member(organization, member)
  guard.expectStatus(new RegExp(`^/api/orgs/${organization.slug}`), 404)
  guard.expectStatus(/\/__clerk\/v1\//, 404)
  const other = await newPersonPage()
  await openAs(app, other, member, `/orgs/${organization.slug}`)
  await expectOverview(other, organization)
  await openAs(app, page, admin, `/orgs/${organization.slug}/settings`)
  await page.getByRole('button', { name: 'Delete the organization' }).click()
  const confirm = page.getByRole('dialog').getByRole('button', { name: 'Delete the organization' })
  await page.getByRole('dialog').getByLabel('Name of the organization').fill('Doome')
  await expect(confirm).toBeDisabled()
  await page.getByRole('dialog').getByLabel('Name of the organization').fill('Doomed')
  await confirm.click()
  await expect(page.getByText('The organization was deleted')).toBeVisible()
  await expect(other).toHaveURL(/\/(orgs\?notice=not_found|session-tasks\/choose-organization.*)$/)
})
