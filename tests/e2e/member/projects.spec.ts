import { openAs } from '../../support/page/people.ts'
import { expect, test } from '../fixtures.ts'

test('an admin creates, renames, archives, deletes and takes back', async ({ app, page }) => {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Making')
  await openAs(app, page, admin, `/orgs/${organization.slug}/projects`)
  await expect(page.getByText('No project yet')).toBeVisible()
  const row = (name: string) => page.getByRole('table', { name: 'Projects' }).getByRole('row', { name })
  const act = async (name: string, item: string) => {
    await page.getByRole('button', { name: `Actions for ${name}` }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }

  await page.getByRole('button', { name: 'New project' }).click()
  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(page.getByText('Enter a name')).toBeVisible()
  await page.getByRole('textbox', { name: 'Name' }).fill('Moon')
  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(row('Moon')).toBeVisible()

  await act('Moon', 'Rename')
  await page.getByRole('textbox', { name: 'Name' }).fill('Moon base')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(row('Moon base')).toBeVisible()

  await act('Moon base', 'Delete')
  await expect(row('Moon base')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(row('Moon base')).toBeVisible()

  await act('Moon base', 'Archive')
  await expect(page.getByText('No project yet')).toBeVisible()
  await page.getByRole('tab', { name: 'Archived' }).click()
  await expect(row('Moon base')).toBeVisible()
  await act('Moon base', 'Take up again')
  await page.getByRole('tab', { name: 'Active' }).click()
  await expect(row('Moon base')).toBeVisible()
  await page.reload()
  await expect(row('Moon base')).toBeVisible()
})

test('a full plan says so before and after the act, and leads to the plans; a member sees what an admin does, at once', async ({ app, page, newPersonPage, guard }) => {
  const [admin, member] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member')]
  const organization = await app.make.organization(admin, 'Full')
  await app.make.member(organization, member)
  const path = `/orgs/${organization.slug}/projects`
  for (const name of ['One', 'Two']) await app.fetchAs(admin, `/api${path}`, { json: { name } })
  guard.expectStatus(`/api${path}`, 402)

  await openAs(app, page, admin, path)
  const other = await newPersonPage()
  await openAs(app, other, member, path)
  await expect(other.getByRole('row', { name: 'Two' })).toBeVisible()
  await expect(other.getByRole('button', { name: /^Actions for/ })).toHaveCount(0)

  await page.getByRole('button', { name: 'New project' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Three')
  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(other.getByRole('row', { name: 'Three' })).toBeVisible()
  await expect(page.getByText('The Free plan has 3 projects.')).toBeVisible()

  await page.getByRole('button', { name: 'New project' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Four')
  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Every project that the plan has is taken' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Four')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('link', { name: 'See plans' }).click()
  await expect(page).toHaveURL(new RegExp(`/orgs/${organization.slug}/plan$`))
})
