import { pixel } from '../../support/page/pixel.ts'
import { expect, test } from '../fixtures.ts'

test('an admin renames the organization, changes its slug, and gives it a logo', async ({ site, page, openAs }) => {
  const admin = await site.make.person('Ann', 'Admin')
  const organization = await site.make.organization(admin, 'Acme')
  const stored = () => site.clerk.store.organizations.get(organization.id)
  await openAs(admin, '/org', organization)

  await test.step('name and slug', async () => {
    await page.getByRole('button', { name: 'Update profile' }).click()
    await page.getByLabel('Name').fill('Acme Works')
    await page.getByLabel('Slug').fill(`${organization.slug}-works`)
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Acme Works')).toBeVisible()
    expect(stored()).toMatchObject({ name: 'Acme Works', slug: `${organization.slug}-works` })
  })
  await test.step('logo', async () => {
    await page.getByRole('button', { name: 'Update profile' }).click()
    await expect(page.getByRole('button', { name: 'Remove' })).toHaveCount(0)
    await page.locator('input[type=file]').setInputFiles(pixel)
    await expect(page.getByRole('img', { name: 'Acme Works\'s logo' })).toHaveJSProperty('naturalWidth', 1)
    expect(stored()?.image).toContain('data:image/png')
    await page.getByRole('button', { name: 'Update profile' }).click()
    await page.getByRole('button', { name: 'Remove' }).click()
    await expect(page.getByRole('img', { name: 'Acme Works\'s logo' })).not.toHaveJSProperty('naturalWidth', 1)
    expect(stored()?.image).toBeNull()
  })
})

test('the last admin may not leave, but may delete; a member may leave', async ({ site, page, openAs, guard, newPersonPage }) => {
  const [admin, member] = [await site.make.person('Ann'), await site.make.person('Max')]
  const organization = await site.make.organization(admin, 'Acme')
  await site.make.member(organization, member)
  await openAs(admin, '/org', organization)

  await test.step('the last admin is refused', async () => {
    guard.expectStatus(`/__clerk/v1/me/organization_memberships/${organization.id}`, 400)
    await page.getByRole('button', { name: 'Leave organization' }).click()
    await page.getByRole('textbox').fill('Acme')
    await page.getByRole('button', { name: 'Leave organization' }).click()
    await expect(page.getByText('There has to be at least one organization member with the minimum required permissions')).toBeVisible()
    await page.getByRole('button', { name: 'Cancel' }).click()
  })
  await test.step('a member leaves', async () => {
    const other = await newPersonPage()
    await openAs(member, '/org', organization, other)
    await expect(other.getByRole('button', { name: 'Update profile' })).toHaveCount(0)
    await expect(other.getByRole('button', { name: 'Delete organization' })).toHaveCount(0)
    await other.getByRole('button', { name: 'Leave organization' }).click()
    await other.getByRole('textbox').fill('Acme')
    await other.getByRole('button', { name: 'Leave organization' }).click()
    await expect.poll(() => site.clerk.store.memberships.by('organizationId', organization.id).length).toBe(1)
  })
  await test.step('the admin deletes', async () => {
    await page.getByRole('button', { name: 'Delete organization' }).click()
    await page.getByRole('textbox').fill('Acme')
    await page.getByRole('button', { name: 'Delete organization' }).click()
    await expect.poll(() => site.clerk.store.organizations.get(organization.id)).toBeUndefined()
  })
})
