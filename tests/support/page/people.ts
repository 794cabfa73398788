import type { Page } from '@playwright/test'
import type { TestApp } from '../app/app.ts'
import { signIn, testPassword } from '../app/session.ts'

/** Signs a person in through Clerk's own component; ends wherever Clerk leads. `path` is where they were going. */
export async function signInOnPage(page: Page, person: { email: string }, path = '/orgs'): Promise<void> {
  await page.goto(path)
  await page.getByLabel('Email address').fill(person.email)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByLabel('Password', { exact: true }).fill(testPassword)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
}

/**
 * Opens a page as a person who signed in a moment ago, in a browser that Clerk knows: the first answer is Clerk's
 * handshake, which brings the session. For tests that aren't about signing in; it takes seconds less.
 */
export async function openAs(app: Pick<TestApp, 'clerk' | 'url'>, page: Page, person: { email: string }, path = '/orgs'): Promise<void> {
  const { devBrowser } = await signIn(app.clerk, app.url, person.email)
  const cookies = { __clerk_db_jwt: devBrowser, __client_uat: String(Math.floor(Date.now() / 1000)) }
  await page.context().addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: app.url })))
  await page.goto(path)
}

/** Chooses an organization in Clerk's switcher, once it shows the present one. */
export async function switchTo(page: Page, from: string, to: string): Promise<void> {
  const switcher = page.getByRole('button', { name: 'Open organization switcher' })
  await switcher.filter({ hasText: from }).click()
  await page.getByRole('dialog').getByRole('button', { name: new RegExp(to) }).click()
}
