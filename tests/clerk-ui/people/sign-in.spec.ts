import type { Page } from '@playwright/test'
import { testPassword } from '../../support/app/session.ts'
import { waitFor } from '../../support/app/wait.ts'
import { expect, feedback, test } from '../fixtures.ts'

const next = (page: Page) => page.getByRole('button', { name: 'Continue', exact: true }).click()

async function identify(page: Page, email: string, path = '/sign-in') {
  await page.goto(path)
  await page.getByLabel('Email address').fill(email)
  await next(page)
}

test('password: an unknown address and a wrong password are said, the right one signs in', async ({ site, page, guard }) => {
  const person = await site.make.person('Ann')
  await site.make.organization(person)
  guard.expectStatus(/\/client\/sign_ins/, 422)
  await identify(page, 'nobody@example.com')
  await expect(feedback(page)).toContainText('Couldn\'t find your account.')
  await page.getByLabel('Email address').fill(person.email)
  await next(page)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await next(page)
  await expect(feedback(page)).toContainText('Password is incorrect. Try again, or use another method.')
  await page.getByLabel('Password', { exact: true }).fill(testPassword)
  await next(page)
  await expect(page).toHaveURL(/\/done$/)
})

test('code by e-mail: a wrong one is said, a new one is sent, the right one signs in', async ({ site, page, guard }) => {
  const email = 'cody@example.com'
  const user = await site.make.client.users.createUser({ emailAddress: [email], skipPasswordRequirement: true })
  await site.make.organization({ ...await site.make.person(), id: user.id })
  guard.expectStatus(/\/attempt_first_factor$/, 422)
  await identify(page, email)
  await page.getByLabel('Enter verification code').pressSequentially('000000')
  await expect(feedback(page)).toContainText('Incorrect code')
  const mail = await waitFor('the mail', () => site.clerk.store.mails.find(({ to, code }) => to === email && code !== null))
  // Clerk UI clears a wrong code itself, a moment later.
  await expect(page.getByLabel('Enter verification code')).toHaveValue('')
  await page.getByLabel('Enter verification code').pressSequentially(mail.code ?? '')
  await expect(page).toHaveURL(/\/done$/)
})

test('a forgotten password is set anew after a code', async ({ site, page }) => {
  const person = await site.make.person('Fay')
  await site.make.organization(person)
  await identify(page, person.email)
  await page.getByRole('link', { name: 'Forgot password?' }).click()
  await page.getByRole('button', { name: 'Reset your password' }).click()
  await page.getByLabel('Enter verification code').pressSequentially('424242')
  await page.getByLabel('New password').fill(`${testPassword}-anew`)
  await page.getByLabel('Confirm password').fill(`${testPassword}-anew`)
  await page.getByRole('button', { name: 'Reset Password' }).click()
  await expect(page).toHaveURL(/\/done$/)
})

test('several people in one browser: adding, switching, leaving one by one and all at once', async ({ site, page, openAs }) => {
  const [ann, bea] = [await site.make.person('Ann'), await site.make.person('Bea')]
  const organization = await site.make.organization(ann)
  await site.make.member(organization, bea)
  const menu = page.getByRole('button', { name: 'Open user menu' })
  const popover = page.getByRole('dialog')

  await test.step('add', async () => {
    await openAs(ann, '/user-button', organization)
    await menu.click()
    await popover.getByRole('button', { name: 'Add account' }).click()
    await expect(page).toHaveURL(/\/sign-in/)
    await page.getByLabel('Email address').fill(bea.email)
    await next(page)
    await page.getByLabel('Password', { exact: true }).fill(testPassword)
    await next(page)
    await expect(page).toHaveURL(/\/done$/)
  })
  await test.step('switch', async () => {
    await page.goto('/user-button')
    await menu.click()
    await expect(popover.getByText(bea.email)).toBeVisible()
    await popover.getByText(ann.email).click()
    await expect(page).toHaveURL(`${site.url}/`)
    await page.goto('/user-button')
    await menu.click()
    await expect(popover.getByRole('button', { name: 'Manage account' })).toBeVisible()
    await expect(popover.getByText(ann.email)).toBeVisible()
  })
  await test.step('sign out of one', async () => {
    await popover.getByRole('button', { name: 'Sign out', exact: true }).first().click()
    await expect(page).toHaveURL(/\/sign-in/)
    await page.goto('/user-button')
    await menu.click()
    await expect(popover.getByText(bea.email)).toBeVisible()
    await expect(popover.getByText(ann.email)).toHaveCount(0)
  })
  await test.step('sign out of all', async () => {
    await popover.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(/\/signed-out$/)
    expect(site.clerk.store.sessions.filter(session => session.status === 'active')).toEqual([])
  })
})
