import { testPassword } from '../../support/app/session.ts'
import { expect, test } from '../fixtures.ts'

test.use({ clerkOptions: { settings: { live: true } } })

test('a live instance signs in, knows the browser after a reload, and signs out', async ({ site, page, context }) => {
  const person = await site.make.person('Ann')
  await site.make.organization(person)
  await page.goto('/sign-in')
  await page.getByLabel('Email address').fill(person.email)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByLabel('Password', { exact: true }).fill(testPassword)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect(page).toHaveURL(/\/done$/)
  const cookies = await context.cookies()
  expect(cookies.find(cookie => cookie.name === '__client')).toMatchObject({ httpOnly: true })
  expect(cookies.map(cookie => cookie.name)).not.toContain('__clerk_db_jwt')
  await page.goto('/user-button')
  await page.getByRole('button', { name: 'Open user menu' }).click()
  await page.getByText('Sign out', { exact: true }).click()
  await expect(page).toHaveURL(/\/signed-out$/)
})
