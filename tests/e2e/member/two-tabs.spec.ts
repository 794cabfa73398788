import type { Page } from '@playwright/test'
import type { TestApp } from '../../support/app/app.ts'
import { openAs, switchTo } from '../../support/page/people.ts'
import { expect, test } from '../fixtures.ts'

/** An organization with a member whom nobody in the other one may see. */
async function organizationWith(app: TestApp, person: Awaited<ReturnType<TestApp['make']['person']>>, name: string, other: string) {
  const organization = await app.make.organization(person, name)
  const secret = await app.make.person(other, 'Secret')
  await app.make.member(organization, secret)
  return { ...organization, id: organization.id, slug: organization.slug, name, secret: secret.email }
}
type Tabbed = Awaited<ReturnType<typeof organizationWith>>

/** Reads every answer of the API that a tab gets: whose it is, and what stands in it. */
function listen(page: Page) {
  const answers: Promise<{ path: string, organization: string | undefined, text: string }>[] = []
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (!pathname.startsWith('/api/orgs/') || pathname.endsWith('/events')) return
    answers.push(response.text().catch(() => '').then(text => ({ path: pathname, organization: response.headers()['x-organization-id'], text })))
  })
  return answers
}

async function expectMembers(page: Page, own: Tabbed, other: Tabbed) {
  await expect(page).toHaveURL(new RegExp(`/orgs/${own.slug}/members`))
  const table = page.getByRole('table', { name: 'Members' })
  await expect(table.getByText(own.secret)).toBeVisible()
  await expect(page.getByText(other.secret)).toHaveCount(0)
}

test('two tabs work in two organizations, and neither sees the other\'s data', async ({ app, page, context, guard }) => {
  const person = await app.make.person('Ada')
  const alpha = await organizationWith(app, person, 'Alpha', 'Alma')
  const gamma = await organizationWith(app, person, 'Gamma', 'Gus')
  await openAs(app, page, person, `/orgs/${alpha.slug}/members`)
  await expectMembers(page, alpha, gamma)
  const second = await context.newPage()
  guard.watch(second)
  const answers = { alpha: listen(page), gamma: listen(second) }
  await second.goto(`/orgs/${gamma.slug}/members`)
  await expectMembers(second, gamma, alpha)

  await test.step('the first goes on while the cookie is the second\'s', async () => {
    await page.getByLabel('Search members').fill('secret')
    await expect(page.getByText('1 person')).toBeVisible()
    await expectMembers(page, alpha, gamma)
    await page.getByRole('link', { name: 'Overview' }).first().click()
    await expect(page.getByRole('heading', { name: 'Alpha' })).toBeVisible()
    await page.getByRole('link', { name: 'Members' }).first().click()
    await expectMembers(page, alpha, gamma)
  })
  await test.step('reloads, one after the other and at the same time', async () => {
    for (const tab of [page, second, page]) await tab.reload()
    await expectMembers(page, alpha, gamma)
    await expectMembers(second, gamma, alpha)
    await Promise.all([page.reload(), second.reload()])
    await expectMembers(page, alpha, gamma)
    await expectMembers(second, gamma, alpha)
  })
  await test.step('acts reach the organization of their tab', async () => {
    for (const [tab, address] of [[page, 'from-alpha@example.com'], [second, 'from-gamma@example.com']] as const) {
      await tab.getByRole('button', { name: 'Invite', exact: true }).click()
      await tab.getByLabel('E-mail address').fill(address)
      await tab.getByRole('button', { name: 'Send invitation' }).click()
      await expect(tab.getByText(`Invitation sent to ${address}`).first()).toBeVisible()
    }
    const invited = async (organizationId: string) => (await app.make.client.organizations.getOrganizationInvitationList({ organizationId })).data.map(({ emailAddress }) => emailAddress)
    expect([await invited(alpha.id), await invited(gamma.id)]).toEqual([['from-alpha@example.com'], ['from-gamma@example.com']])
  })
  for (const [own, other, list] of [[alpha, gamma, answers.alpha], [gamma, alpha, answers.gamma]] as const) {
    const all = await Promise.all(list)
    expect(all.length, 'the tab asked the API').toBeGreaterThan(3)
    expect(all.filter(({ organization }) => organization !== own.id), `answers in the tab of ${own.name}`).toEqual([])
    expect(all.filter(({ text }) => text.includes(other.secret) || text.includes(other.id))).toEqual([])
  }
  await test.step('one switches, the other stays', async () => {
    // After two loads at the same moment clerk-js in one tab may have begun with the other's organization: its switcher names
    // that one until the next load. The data is the page's own all the same, as the steps before show.
    await second.reload()
    await switchTo(second, 'Gamma', 'Alpha')
    await expect(second).toHaveURL(new RegExp(`/orgs/${alpha.slug}$`))
    await page.getByRole('link', { name: 'Overview' }).first().click()
    await expect(page.getByRole('heading', { name: 'Alpha' })).toBeVisible()
    await page.reload()
    await switchTo(page, 'Alpha', 'Gamma')
    await expect(page.getByRole('heading', { name: 'Gamma' })).toBeVisible()
    await second.getByRole('link', { name: 'Members' }).first().click()
    await expectMembers(second, alpha, gamma)
  })
})

test('of quick clicks on several organizations the last one wins', async ({ app, page }) => {
  const person = await app.make.person('Ada')
  const [alpha, beta, gamma] = [await app.make.organization(person, 'Alpha'), await app.make.organization(person, 'Beta'), await app.make.organization(person, 'Gamma')]
  await openAs(app, page, person, `/orgs/${alpha.slug}`)
  await expect(page.getByRole('heading', { name: 'Alpha' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Open organization switcher' })).toContainText('Alpha')
  const visited: string[] = []
  page.on('framenavigated', frame => visited.push(new URL(frame.url()).pathname))
  // Faster than a hand: three navigations in one turn.
  await page.evaluate((slugs) => {
    const { $router } = (window as unknown as { useNuxtApp: () => { $router: { push: (path: string) => Promise<unknown> } } }).useNuxtApp()
    for (const slug of slugs) void $router.push(`/orgs/${slug}`)
  }, [beta.slug, alpha.slug, gamma.slug])
  await expect(page).toHaveURL(new RegExp(`/orgs/${gamma.slug}$`))
  await expect(page.getByRole('heading', { name: 'Gamma' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Open organization switcher' })).toContainText('Gamma')
  expect(visited.filter(path => path === '/orgs' || path.startsWith('/sign-in'))).toEqual([])
})
