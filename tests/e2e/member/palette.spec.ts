import { openAs } from '../../support/page/people.ts'
import { expect, test } from '../fixtures.ts'

test('by keyboard: to a page, an act, a member and another organization', async ({ app, page }) => {
  const [admin, member] = [await app.make.person('Ann', 'Admin'), await app.make.person('Zelda', 'Zimmer')]
  const organization = await app.make.organization(admin, 'Quick')
  const other = await app.make.organization(admin, 'Elsewhere')
  await app.make.member(organization, member)
  await openAs(app, page, admin, `/orgs/${organization.slug}`)
  await expect(page.getByRole('heading', { name: 'Quick' })).toBeVisible()
  const palette = page.getByRole('dialog', { name: 'Search and go' })
  const go = async (words: string, option: string | RegExp) => {
    await expect(async () => {
      await page.keyboard.press('ControlOrMeta+k')
      // A second press closes it again: it comes late on a busy machine, or not at all from a page that wasn't alive yet.
      await expect(palette).toBeVisible({ timeout: 10_000 })
    }).toPass()
    await page.keyboard.type(words)
    // What Enter takes is what is lit up, and that follows what is typed a moment later.
    await expect(palette.getByRole('option', { name: option }).first()).toHaveAttribute('data-highlighted', '')
    await page.keyboard.press('Enter')
  }

  await go('roles', 'Roles')
  await expect(page).toHaveURL(new RegExp(`/orgs/${organization.slug}/roles$`))

  await go('new project', 'New project')
  await expect(page.getByRole('dialog', { name: 'New project' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(new RegExp(`/orgs/${organization.slug}/projects$`))

  await go('zelda', /Zelda Zimmer/)
  await expect(page).toHaveURL(/\/members\?query=zelda/)
  await expect(page.getByRole('table', { name: 'Members' }).getByText('Zelda Zimmer')).toBeVisible()
  await expect(page.getByRole('table', { name: 'Members' }).getByText('Ann Admin')).toHaveCount(0)

  await go('elsewhere', 'Elsewhere')
  await expect(page).toHaveURL(new RegExp(`/orgs/${other.slug}$`))
})

test('a member is offered no act that isn\'t theirs', async ({ app, page }) => {
  const [admin, member] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member')]
  const organization = await app.make.organization(admin, 'Limited')
  await app.make.member(organization, member)
  await openAs(app, page, member, `/orgs/${organization.slug}`)
  await page.getByRole('button', { name: 'Search' }).click()
  const palette = page.getByRole('dialog', { name: 'Search and go' })
  await expect(palette.getByRole('option', { name: 'New project' })).toBeVisible()
  await expect(palette.getByRole('option', { name: 'Members' })).toBeVisible()
  await expect(palette.getByRole('option', { name: 'Invite a person' })).toHaveCount(0)
  await expect(palette.getByRole('option', { name: 'Roles' })).toHaveCount(0)
})
