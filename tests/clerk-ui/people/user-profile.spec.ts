import { unique } from '../../support/app/builders.ts'
import { pixel } from '../../support/page/pixel.ts'
import { testPassword } from '../../support/app/session.ts'
import { waitFor } from '../../support/app/wait.ts'
import { expect, feedback, test } from '../fixtures.ts'

test('profile: the name, the picture, and e-mail addresses', async ({ site, page, openAs, guard }) => {
  const person = await site.make.person('Ann', 'Old')
  const stored = () => site.clerk.store.users.get(person.id)
  const second = `${unique('second')}@example.com`
  await openAs(person, '/user', await site.make.organization(person))

  await test.step('name', async () => {
    await page.getByRole('button', { name: 'Update profile' }).click()
    await page.getByLabel('Last name').fill('New')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Ann New')).toBeVisible()
    expect(stored()?.lastName).toBe('New')
  })
  await test.step('picture', async () => {
    const picture = page.getByRole('img', { name: 'Ann New\'s logo' })
    await page.getByRole('button', { name: 'Update profile' }).click()
    await expect(page.getByRole('button', { name: 'Remove' })).toHaveCount(0)
    await page.locator('input[type=file]').setInputFiles(pixel)
    await expect(picture).toHaveJSProperty('naturalWidth', 1)
    await page.getByRole('button', { name: 'Update profile' }).click()
    await page.getByRole('button', { name: 'Remove' }).click()
    await expect(picture).not.toHaveJSProperty('naturalWidth', 1)
    expect(stored()?.image).toBeNull()
  })
  await test.step('another address, proven by code', async () => {
    guard.expectStatus(/\/attempt_verification$/, 422)
    await page.getByRole('button', { name: 'Add email address' }).click()
    await page.getByLabel('Email address').fill(second)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByLabel('Enter verification code').pressSequentially('000000')
    await expect(feedback(page)).toContainText('Incorrect code')
    const mail = await waitFor('the mail', () => site.clerk.store.mails.find(({ to }) => to === second))
    // Clerk UI clears a wrong code itself, a moment later.
    await expect(page.getByLabel('Enter verification code')).toHaveValue('')
    await page.getByLabel('Enter verification code').pressSequentially(mail.code ?? '')
    await expect(page.getByLabel('Enter verification code')).toHaveCount(0)
    expect(site.clerk.store.userByEmail(second)?.id).toBe(person.id)
  })
  await test.step('the primary address', async () => {
    await page.getByRole('button', { name: 'Open menu' }).nth(1).click()
    await page.getByRole('menuitem', { name: 'Set as primary' }).click()
    await expect.poll(() => stored()?.emailAddresses.find(e => e.id === stored()?.primaryEmailAddressId)?.emailAddress).toBe(second)
  })
  await test.step('one address less', async () => {
    await page.getByRole('button', { name: 'Open menu' }).nth(1).click()
    await page.getByRole('menuitem', { name: 'Remove email' }).click()
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await expect(page.getByText(person.email)).toHaveCount(0)
    expect(stored()?.emailAddresses).toHaveLength(1)
  })
})

test('security: the password, another device, and the account\'s end', async ({ site, page, openAs, newPersonPage, guard }) => {
  const person = await site.make.person('Ann', 'Old')
  const organization = await site.make.organization(person)
  await openAs(person, '/user', organization, await newPersonPage())
  await openAs(person, '/user#/security', organization)

  await test.step('another device', async () => {
    await page.getByRole('button', { name: 'Open menu' }).click()
    await page.getByRole('menuitem', { name: 'Sign out of device' }).click()
    await expect.poll(() => site.clerk.store.sessions.by('userId', person.id).filter(session => session.status === 'active').length).toBe(1)
    await page.getByRole('button', { name: 'Profile' }).click()
    await page.getByRole('button', { name: 'Security' }).click()
    await expect(page.getByText('This device')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Open menu' })).toHaveCount(0)
  })
  await test.step('password', async () => {
    guard.expectStatus('/__clerk/v1/me/change_password', 422)
    await page.getByRole('button', { name: 'Update password' }).click()
    await page.getByLabel('Current password').fill('not the password')
    await page.getByLabel('New password').fill(`${testPassword}-anew`)
    await page.getByLabel('Confirm password').fill(`${testPassword}-anew`)
    await page.keyboard.press('Tab')
    // What it says moves the button.
    await expect(page.getByText('Passwords match.').first()).toBeVisible()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(feedback(page)).toContainText(/incorrect/i)
    await page.getByLabel('Current password').fill(testPassword)
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByLabel('Current password')).toHaveCount(0)
    expect((await site.make.client.users.verifyPassword({ userId: person.id, password: `${testPassword}-anew` })).verified).toBe(true)
  })
  await test.step('deletion', async () => {
    await page.getByRole('button', { name: 'Delete account' }).click()
    await page.getByRole('textbox').fill('Delete account')
    await page.getByRole('button', { name: 'Delete account' }).click()
    await expect(page).toHaveURL(/\/signed-out|\/$/)
    expect(site.clerk.store.users.get(person.id)).toBeUndefined()
  })
})
