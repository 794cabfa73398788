import { pixel } from '../../support/page/pixel.ts'
import { expect, test } from '../fixtures.ts'

test.describe('membership required', () => {
  test('a person without an organization is led through the task', async ({ site, page, openAs }) => {
    const person = await site.make.person('Tess')
    await openAs(person, '/task')
    await page.getByLabel('Name').fill('Tess and friends')
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await expect(page).toHaveURL(/\/done$/)
    expect(site.clerk.store.organizations.by('slug', 'tess-and-friends')).toHaveLength(1)
  })

  test('the task takes an invitation instead of a new organization', async ({ site, page, openAs }) => {
    const [admin, guest] = [await site.make.person('Ann'), await site.make.person('Gail')]
    const organization = await site.make.organization(admin, 'Acme')
    await site.make.client.organizations.createOrganizationInvitation({ organizationId: organization.id, emailAddress: guest.email, role: 'org:member' })
    await openAs(guest, '/task')
    await expect(page.getByText('Acme')).toBeVisible()
    await page.getByRole('button', { name: 'Join' }).click()
    await page.getByRole('button', { name: /Acme/ }).click()
    // Not the address: without a router, Clerk UI may leave for the sign-in page in the moment in which clerk-js has no session (seen once in nine runs).
    await expect.poll(() => site.clerk.store.sessions.by('userId', guest.id).map(session => session.lastActiveOrganizationId)).toEqual([organization.id])
    expect(site.clerk.store.memberships.by('userId', guest.id)).toHaveLength(1)
    // Wherever it leaves for: Chromium can fall silent when a page is closed that is on its way to another.
    await page.waitForURL(({ pathname }) => pathname !== '/task')
  })
})

test('an organization is created with a logo, and people are invited to it', async ({ site, page, openAs }) => {
  const person = await site.make.person('Ann')
  await openAs(person, '/create', await site.make.organization(person, 'First'))
  await page.locator('input[type=file]').setInputFiles(pixel)
  await page.getByLabel('Name').fill('Second Try')
  await expect(page.getByLabel('Slug')).toHaveValue('second-try')
  await page.getByRole('button', { name: 'Create organization' }).click()
  await page.getByRole('textbox').first().fill('gus@example.com,')
  await page.getByRole('button', { name: 'Send invitations' }).click()
  await expect(page.getByText('Invitations successfully sent')).toBeVisible()
  await page.getByRole('button', { name: 'Finish' }).click()
  const [organization] = site.clerk.store.organizations.by('slug', 'second-try')
  expect(organization?.image).toContain('data:image/png')
  expect(site.clerk.store.invitations.by('organizationId', organization?.id ?? '')).toHaveLength(1)
})

test('the switcher and the user menu open the profiles over the page', async ({ site, page, openAs }) => {
  const person = await site.make.person('Ann')
  await openAs(person, '/switcher', await site.make.organization(person, 'First'))
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Open organization switcher' }).click()
  await dialog.getByRole('button', { name: 'Manage' }).click()
  await expect(dialog.getByRole('heading', { name: 'General' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Members' }).click()
  await expect(dialog.getByRole('row', { name: new RegExp(person.email.replace('+', '\\+')) })).toBeVisible()
  await page.goto('/user-button')
  await page.getByRole('button', { name: 'Open user menu' }).click()
  await dialog.getByRole('button', { name: 'Manage account' }).click()
  await expect(dialog.getByRole('heading', { name: 'Profile details' })).toBeVisible()
})

test.describe('membership optional, slugs disabled', () => {
  test.use({ clerkOptions: { settings: { organizations: { membershipRequired: false, slugsEnabled: false } } } })

  test('the switcher goes between organizations and the personal account, and accepts an invitation', async ({ site, page, openAs }) => {
    const [person, other] = [await site.make.person('Ann'), await site.make.person('Bea')]
    const { organizations } = site.make.client
    const first = await organizations.createOrganization({ name: 'First', createdBy: person.id })
    await organizations.createOrganization({ name: 'Second', createdBy: person.id })
    const third = await organizations.createOrganization({ name: 'Third', createdBy: other.id })
    await organizations.createOrganizationInvitation({ organizationId: third.id, emailAddress: person.email, role: 'org:admin' })
    await openAs(person, '/switcher', first)
    const trigger = page.getByRole('button', { name: 'Open organization switcher' })
    const popover = page.getByRole('dialog')

    await test.step('another organization', async () => {
      await expect(trigger).toContainText('First')
      await trigger.click()
      await popover.getByRole('button', { name: /Second/ }).click()
      await expect(trigger).toContainText('Second')
    })
    await test.step('the personal account', async () => {
      await trigger.click()
      await popover.getByRole('button', { name: /Personal account/ }).click()
      await expect(trigger).toContainText('Personal account')
    })
    await test.step('an invitation', async () => {
      await trigger.click()
      await expect(popover.getByText('Third')).toBeVisible()
      await popover.getByRole('button', { name: 'Join' }).click()
      await expect(popover.getByRole('button', { name: 'Join' })).toHaveCount(0)
      await popover.getByRole('button', { name: /Third/ }).click()
      await expect(trigger).toContainText('Third')
    })
    await test.step('a new organization has no field for a slug', async () => {
      await trigger.click()
      await popover.getByRole('button', { name: 'Create organization' }).click()
      await expect(page.getByLabel('Name')).toBeVisible()
      await expect(page.getByLabel('Slug')).toHaveCount(0)
    })
  })

  test('the list offers the personal account and every organization', async ({ site, page, openAs }) => {
    const person = await site.make.person('Ann')
    const organization = await site.make.client.organizations.createOrganization({ name: 'First', createdBy: person.id })
    await openAs(person, '/list', organization)
    await expect(page.getByRole('button', { name: /Ann Person/ })).toBeVisible()
    await page.getByRole('button', { name: /First/ }).click()
    await expect.poll(() => page.evaluate(() => (window as unknown as { Clerk: { organization?: { name: string } } }).Clerk.organization?.name)).toBe('First')
  })
})
