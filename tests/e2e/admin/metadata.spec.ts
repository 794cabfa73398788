import AxeBuilder from '@axe-core/playwright'
import { openAs } from '../../support/page/people.ts'
import { untilQuiet } from '../../support/page/quiet.ts'
import { expect, test } from '../fixtures.ts'

test('an admin edits metadata, sees what saving changes, and keeps what others saved meanwhile', async ({ app, page }) => {
  const admin = await app.make.person('Ann', 'Admin')
  const { id, slug } = await app.make.organization(admin, 'Annotated')
  const merge = (publicMetadata: Record<string, unknown>) => app.make.client.organizations.updateOrganizationMetadata(id, { publicMetadata })
  await merge({ colour: 'red', size: 1 })
  await openAs(app, page, admin, `/orgs/${slug}/settings`)
  await page.getByRole('link', { name: 'Metadata' }).click()

  const field = page.getByRole('textbox', { name: 'Public metadata' })
  const save = page.getByRole('button', { name: 'Save changes' })
  await expect(field).toHaveValue(/"colour": "red"/)
  await expect(save).toBeDisabled()
  await field.fill('{ "colour": ')
  await expect(page.getByText('This is no valid JSON yet.')).toBeVisible()
  await field.fill('{ "colour": "green", "team": { "name": "فريق" } }')
  for (const line of ['colour is changed', 'size is removed', 'team is added']) await expect(page.getByText(line)).toBeVisible()
  await untilQuiet(page)
  expect((await new AxeBuilder({ page }).exclude('.cl-rootBox').analyze()).violations).toEqual([])

  await merge({ elsewhere: true })
  await save.click()
  await expect(page.getByText('The metadata was saved').first()).toBeVisible()
  await expect(field).toHaveValue(/"elsewhere": true/)
  await expect(save).toBeDisabled()
  expect((await app.make.client.organizations.getOrganization({ organizationId: id })).publicMetadata).toEqual({ colour: 'green', team: { name: 'فريق' }, elsewhere: true })
})
