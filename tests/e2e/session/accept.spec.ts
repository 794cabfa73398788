import type { Page } from '@playwright/test'
import type { TestApp } from '../../support/app/app.ts'
import { unique } from '../../support/app/builders.ts'
import { openAs } from '../../support/page/people.ts'
import { testPassword } from '../../support/app/session.ts'
import { waitFor } from '../../support/app/wait.ts'
import { expect, expectOverview, test } from '../fixtures.ts'

async function invite(app: TestApp, emailAddress: string) {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Awaiting')
  const { id } = await (await app.fetchAs(admin, `/api/orgs/${organization.slug}/invitations`, { json: { emailAddress, role: 'org:member' } })).json() as { id: string }
  const mail = await waitFor('the mail', () => app.clerk.store.mails.find(({ to, link }) => to === emailAddress && link !== null))
  return { admin, organization, id, link: mail.link! }
}
/** Clerk learns from the app's own calls where its proxy is; Clerk's cloud has it from the dashboard. */
async function open(page: Page, link: string) {
  if (page.url() === 'about:blank') await page.goto('/sign-in').then(() => expect(page.getByLabel('Email address')).toBeVisible())
  await page.goto(link)
}
/** No address that the browser was at may be told to another site or stay in the history with its ticket. */
const withoutTicket = (page: Page) => expect(page).not.toHaveURL(/ticket/)

test('signed out, without an account: signing up leads into the organization', async ({ app, page }) => {
  const email = `${unique('new')}+clerk_test@example.com`
  const { organization, link } = await invite(app, email)
  await open(page, link)
  await expect(page).toHaveURL(/\/sign-up/)
  await withoutTicket(page)
  await page.getByLabel('Password', { exact: true }).fill(`${testPassword}-of-nia`)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expectOverview(page, organization)
  await withoutTicket(page)
})

test('signed out, with an account: the link alone signs in and leads into the organization', async ({ app, page }) => {
  const guest = await app.make.person('Gail', 'Guest')
  const { organization, link } = await invite(app, guest.email)
  await open(page, link)
  await expectOverview(page, organization)
  await withoutTicket(page)
})

test('signed in as the invited person: they are in at once', async ({ app, page }) => {
  const guest = await app.make.person('Gail', 'Guest')
  const own = await app.make.organization(guest, 'Own')
  const { organization, link } = await invite(app, guest.email)
  await openAs(app, page, guest, `/orgs/${own.slug}`)
  await expectOverview(page, own)
  await open(page, link)
  await expectOverview(page, organization)
  await withoutTicket(page)
})

test('signed in as another person: it says so, and goes on after signing out', async ({ app, page }) => {
  const [guest, other] = [await app.make.person('Gail', 'Guest'), await app.make.person('Otto', 'Other')]
  const own = await app.make.organization(other, 'Own')
  const { organization, link } = await invite(app, guest.email)
  await openAs(app, page, other, `/orgs/${own.slug}`)
  await expectOverview(page, own)
  await open(page, link)
  await expect(page.getByText(`You are signed in as ${other.email}.`)).toBeVisible()
  await withoutTicket(page)
  await page.reload()
  await page.getByRole('button', { name: 'Sign out and go on' }).click()
  await expectOverview(page, organization)
})

test('already a member: the used link says so, and leads to the organizations', async ({ app, page }) => {
  const guest = await app.make.person('Gail', 'Guest')
  const { organization, link } = await invite(app, guest.email)
  await open(page, link)
  await expectOverview(page, organization)
  await open(page, link)
  await expect(page.getByText('You have joined already')).toBeVisible()
  await page.getByRole('link', { name: 'Go to your organizations' }).click()
  await expect(page).toHaveURL(/\/orgs$/)
})

test('revoked: it says so, from the mail and from a page that was opened before', async ({ app, page, guard }) => {
  guard.expectStatus('/__clerk/v1/client/sign_ins', 400)
  const guest = await app.make.person('Gail', 'Guest')
  const { admin, organization, id, link } = await invite(app, guest.email)
  const revoke = () => app.fetchAs(admin, `/api/orgs/${organization.slug}/invitations/${id}`, { method: 'DELETE' })
  expect((await revoke()).status).toBe(200)
  await open(page, link)
  await expect(page.getByText('This invitation was taken back')).toBeVisible()
  await withoutTicket(page)
  const ticket = new URL(link).searchParams.get('ticket')
  await open(page, `/invitations/accept?__clerk_status=sign_in&__clerk_ticket=${ticket}`)
  await expect(page.getByText('This invitation was taken back')).toBeVisible()
  await withoutTicket(page)
})

test('expired: it says so', async ({ app, page }) => {
  const guest = await app.make.person('Gail', 'Guest')
  const { id, link } = await invite(app, guest.email)
  app.clerk.store.invitations.update(id, { expiresAt: Date.now() - 1000 })
  await open(page, link)
  await expect(page.getByText('This invitation is too old')).toBeVisible()
  await withoutTicket(page)
})

test('nonsense: it says so', async ({ page, guard }) => {
  guard.expectStatus('/__clerk/v1/client/sign_ins', 400)
  await open(page, '/invitations/accept?__clerk_status=sign_in&__clerk_ticket=nonsense')
  await expect(page.getByText('This link doesn’t open an invitation')).toBeVisible()
  await withoutTicket(page)
})

test('come back after signing in, but signed out meanwhile: it leads to sign-in once more', async ({ page }) => {
  await page.goto('/invitations/accept?__clerk_status=complete')
  await expect(page).toHaveURL(/\/sign-in\?redirect_url=/)
})
