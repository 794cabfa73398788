import { expect, type Page } from '@playwright/test'
import { testPassword } from './session.ts'

/** Signs a person in through Clerk's own component; ends wherever Clerk leads. `path` is where they were going. */
export async function signInOnPage(page: Page, person: { email: string }, path = '/orgs'): Promise<void> {
  await page.goto(path)
  await page.getByLabel('Email address').fill(person.email)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByLabel('Password', { exact: true }).fill(testPassword)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
}

/** Chooses an organization in Clerk's switcher, once it shows the present one. */
export async function switchTo(page: Page, from: string, to: string): Promise<void> {
  const switcher = page.getByRole('button', { name: 'Open organization switcher' })
  await expect(switcher).toContainText(from)
  await switcher.click()
  await page.getByRole('dialog').getByRole('button', { name: new RegExp(to) }).click()
}

/** The page shows this organization and no other. */
export async function expectOverview(page: Page, organization: { slug: string, name: string }): Promise<void> {
  await expect(page).toHaveURL(new RegExp(`/orgs/${organization.slug}$`))
  await expect(page.getByRole('heading', { name: organization.name })).toBeVisible()
}
