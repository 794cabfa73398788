import { unique } from '../../support/app/builders.ts'
import { testPassword } from '../../support/app/session.ts'
import { expect, test } from '../fixtures.ts'

test('a new person signs up, creates an organization in the task, and lands on its overview', async ({ page }) => {
  const email = `${unique('nora')}+clerk_test@example.com`
  const slug = unique('northwind')
  await page.goto('/')
  await page.getByRole('link', { name: 'Create an account' }).first().click()
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(`${testPassword}-of-nora`)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByLabel('Enter verification code').pressSequentially('424242')

  await expect(page).toHaveURL(/\/session-tasks\/choose-organization/)
  await page.getByLabel('Name').fill('Northwind')
  await page.getByLabel('Slug').fill(slug)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()

  await expect(page).toHaveURL(new RegExp(`/orgs/${slug}$`))
  await expect(page.getByRole('heading', { name: 'Northwind' })).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: 'Admin' })).toBeVisible()
  await expect(page.getByText('1 of 5 used')).toBeVisible()
})
