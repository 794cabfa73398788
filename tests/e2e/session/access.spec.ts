import type { Page } from '@playwright/test'
import { changePlan } from '../../../clerk-local/domain/billing/subscriptions.ts'
import { createRole } from '../../../clerk-local/domain/roles/roles.ts'
import { unique } from '../../support/app/builders.ts'
import { signInOnPage } from '../../support/page/people.ts'
import { expect, expectOverview, test } from '../fixtures.ts'

// A sample of docs/access-matrix.md in a browser: each cell by a document load and by a navigation within the app.

/** Goes to a page that nothing on this one links to, without loading a document. */
async function goInApp(page: Page, path: string) {
  await page.evaluate(async (to) => {
    const root = document.querySelector('#__nuxt') as unknown as { __vue_app__: { config: { globalProperties: { $router: { push: (to: string) => Promise<void> } } } } }
    await root.__vue_app__.config.globalProperties.$router.push(to)
  }, path)
}

/** Runs a step and makes sure that no document was loaded by it. */
async function withinApp(page: Page, step: () => Promise<void>) {
  await page.evaluate(() => Object.assign(window, { sameDocument: true }))
  await step()
  expect(await page.evaluate(() => 'sameDocument' in window), 'the document is the same').toBe(true)
}

const notice = (page: Page, title: string) => page.getByRole('status').filter({ hasText: title })
const navigation = (page: Page) => page.getByRole('navigation', { name: 'Pages of this organization' })

test('what the plan lacks leads to the plan and says so; with the plan that has it, it opens', async ({ app, page }) => {
  const admin = await app.make.person('Ann', 'Admin')
  const [free, paying] = [await app.make.organization(admin, 'Thrifty'), await app.make.organization(admin, 'Paying')]
  changePlan(app.clerk.ctx, 'org', paying.id, 'business')
  await signInOnPage(page, admin, `/orgs/${free.slug}`)
  await expectOverview(page, free)

  const expectPlan = async () => {
    await expect(page).toHaveURL(`${app.url}/orgs/${free.slug}/plan?denied=/single-sign-on`)
    await expect(notice(page, 'You can’t open Single sign-on')).toContainText('Single sign-on isn’t part of the Free plan. It comes with Business. Ann Admin can change the plan.')
  }
  await withinApp(page, async () => {
    await navigation(page).getByRole('link', { name: 'Single sign-on (needs a higher plan)' }).click()
    await expectPlan()
  })
  await page.goto(`/orgs/${free.slug}/single-sign-on`)
  await expectPlan()

  const expectConnections = async () => {
    await expect(page).toHaveURL(`${app.url}/orgs/${paying.slug}/single-sign-on`)
    await expect(page.getByRole('heading', { name: 'No connection yet' })).toBeVisible()
    await expect(notice(page, 'You can’t open')).toHaveCount(0)
  }
  await page.goto(`/orgs/${paying.slug}/single-sign-on`)
  await expectConnections()
  await withinApp(page, async () => {
    await navigation(page).getByRole('link', { name: 'Overview' }).click()
    await expectOverview(page, paying)
    await navigation(page).getByRole('link', { name: 'Single sign-on', exact: true }).click()
    await expectConnections()
  })
})

test('what the role lacks leads to the overview and says so', async ({ app, page }) => {
  const key = `org:guest_${unique('role').slice(-8)}`
  createRole(app.clerk.ctx, { key, name: 'Guest', permissionKeys: [], inInitialRoleSet: true })
  const [admin, guest] = [await app.make.person('Ann', 'Admin'), await app.make.person('Gail')]
  const organization = await app.make.organization(admin, 'Reserved')
  await app.make.member(organization, guest, key)
  await signInOnPage(page, guest, `/orgs/${organization.slug}`)
  await expectOverview(page, organization)

  const expectRefused = async (path: string, title: string) => {
    await expect(page).toHaveURL(`${app.url}/orgs/${organization.slug}?denied=${path}`)
    await expect(notice(page, title)).toContainText('Ann Admin can give you another role.')
    await expect(page.getByText(admin.email)).toHaveCount(0)
  }
  await withinApp(page, async () => {
    await page.getByRole('main').getByRole('link', { name: 'Members' }).click()
    await expectRefused('/members', 'You can’t open Members')
    await goInApp(page, `/orgs/${organization.slug}/single-sign-on`)
    await expectRefused('/single-sign-on', 'You can’t open Single sign-on')
  })
  await page.goto(`/orgs/${organization.slug}/members`)
  await expectRefused('/members', 'You can’t open Members')
})

test('signed out leads to sign-in and back; a foreign organization leads to one\'s own', async ({ app, page }) => {
  const [person, stranger] = [await app.make.person('Ida'), await app.make.person('Sam')]
  const [own, foreign] = [await app.make.organization(person, 'Own'), await app.make.organization(stranger, 'Foreign')]
  const members = `/orgs/${own.slug}/members`

  await page.goto('/')
  await withinApp(page, async () => {
    await goInApp(page, members)
    await expect(page).toHaveURL(`${app.url}/sign-in?redirect_url=${members}`)
  })
  await signInOnPage(page, person, members)
  await expect(page).toHaveURL(app.url + members)
  await expect(page.getByText(person.email)).toBeVisible()

  const expectOwn = async () => {
    await expect(page).toHaveURL(`${app.url}/orgs?notice=not_found`)
    await expect(notice(page, 'That organization isn’t here')).toBeVisible()
    await expect(page.getByText('Foreign')).toHaveCount(0)
  }
  await withinApp(page, async () => {
    await goInApp(page, `/orgs/${foreign.slug}/members`)
    await expectOwn()
  })
  await page.goto(`/orgs/${foreign.slug}/members`)
  await expectOwn()
})

test('a person who has yet to choose an organization is led to the task', async ({ app, page }) => {
  const person = await app.make.person('Tess')
  const organization = await app.make.organization(await app.make.person('Ann'), 'Awaiting')
  await signInOnPage(page, person)
  await expect(page).toHaveURL(/\/session-tasks\/choose-organization/)
  await page.goto('/')
  await withinApp(page, async () => {
    await page.getByRole('link', { name: 'Go to your organizations' }).click()
    await expect(page).toHaveURL(/\/session-tasks\/choose-organization\?redirect_url=\/orgs/)
  })
  await page.goto(`/orgs/${organization.slug}/members`)
  await expect(page).toHaveURL(new RegExp(`/session-tasks/choose-organization\\?redirect_url=/orgs/${organization.slug}/members`))
  await expect(page.getByText('Awaiting')).toHaveCount(0)
})
