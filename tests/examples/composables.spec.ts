import { acceptSuggestion } from '../../clerk-local/domain/domains/suggestions.ts'
import type { TestApp } from '../support/app/app.ts'
import { unique } from '../support/app/builders.ts'
import { openAs } from '../support/page/people.ts'
import { testPassword } from '../support/app/session.ts'
import { expect, test } from './fixtures.ts'

test.use({ clerkOptions: { settings: { session: { reverification: true } } } })

/** Ann's organization, with Max in it, a project, a domain and somebody who asks to join. */
async function scene(app: TestApp) {
  const [ann, max] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member')]
  const organization = await app.make.organization(ann, 'Examples')
  await app.make.member(organization, max)
  const domain = `${unique('domain')}.test`
  await app.make.client.organizations.createOrganizationDomain({ organizationId: organization.id, name: domain, enrollmentMode: 'automatic_suggestion', verified: true })
  await app.make.client.users.createUser({ emailAddress: [`kim@${domain}`], skipPasswordRequirement: true })
  const [suggestion] = app.clerk.store.suggestions.by('organizationId', organization.id)
  acceptSuggestion(app.clerk.ctx, suggestion!.userId, suggestion!.id)
  await app.fetchAs(ann, `/api/orgs/${organization.slug}/projects`, { json: { name: 'Moon' } })
  await app.mirrored()
  return { ann, max, domain, organization, path: `/orgs/${organization.slug}/examples` }
}

test('the examples of docs/composables say what is so', async ({ app, page }) => {
  const { ann, domain, organization, path } = await scene(app)
  await openAs(app, page, ann, `${path}/useOrg`)
  const example = page.getByRole('region', { name: 'Example' })
  await expect(example).toContainText('Admin of Examples')
  const says: Record<string, string | RegExp> = {
    useOrg: 'Admin of Examples',
    useOrgRole: 'You are Admin (org:admin).',
    useOrgPlan: 'Plan Free: projects',
    useOrgSeats: '2 of 5 seats used, 0 promised',
    useOrgCan: 'You may invite people',
    useOrgMembers: /Max is Member.*Ann is Admin/s,
    useOrgRequests: '1 people ask to join',
    useOrgDomains: `1 domains: ${domain}`,
    useOrgActivity: /project_created: Moon/,
    useOrgEvents: '1 projects, and this follows what others do',
    useOrganizationList: 'Examples',
    usePlans: /Free.*Team: 29\.00 a month/s,
    useSubscription: 'active: Free',
  }
  for (const [name, words] of Object.entries(says)) {
    await page.goto(`${path}/${name}`)
    await expect(example, name).toContainText(words)
  }

  await page.goto(`${path}/useOrgFetch`)
  await example.getByRole('button', { name: `Ask about ${organization.slug}` }).click()
  await expect(example).toContainText('1 projects')

  await page.goto(`${path}/useOrgMembers`)
  await example.getByRole('searchbox').fill('max')
  await expect(example.getByRole('listitem')).toHaveText(['Max is Member'])

  await page.goto(`${path}/useOrgInvitations`)
  await example.getByRole('button', { name: 'Invite' }).click()
  await expect(example).toContainText('new@example.com is pending')
  await example.getByRole('button', { name: 'Revoke' }).click()
  await expect(example).not.toContainText('new@example.com')
})

test('the example of useOrgEvents follows what others do', async ({ app, page }) => {
  const { ann, max, organization, path } = await scene(app)
  await openAs(app, page, max, `${path}/useOrgEvents`)
  const example = page.getByRole('region', { name: 'Example' })
  await expect(example).toContainText('1 projects')
  await app.fetchAs(ann, `/api/orgs/${organization.slug}/projects`, { json: { name: 'Mars' } })
  await expect(example).toContainText('2 projects')
})

test('the example of useReverification asks who it is, and goes on; a closed question adds nothing', async ({ app, page, guard }) => {
  const { ann, path } = await scene(app)
  guard.expectStatus(/\/me\/email_addresses\/?$/, 403)
  await openAs(app, page, ann, `${path}/useReverification`)
  const example = page.getByRole('region', { name: 'Example' })
  await expect(example).toBeVisible()
  // Eleven minutes go by for the factor alone, once there is a session; moving the clock would end the tokens too.
  for (const session of app.clerk.store.sessions.by('userId', ann.id)) session.firstFactorAt -= 11 * 60_000
  await example.getByRole('button', { name: 'Add an address' }).click()
  await expect(page.getByRole('heading', { name: 'Verification required' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(example.getByRole('status')).toHaveText('Nothing was added')
  await example.getByRole('button', { name: 'Add an address' }).click()
  await page.getByLabel('Password', { exact: true }).fill(testPassword)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect(example.getByRole('status')).toContainText('Added second-')
})

test('the example of useCheckout changes the plan', async ({ app, page }) => {
  const { ann, path } = await scene(app)
  await openAs(app, page, ann, `${path}/useCheckout`)
  const example = page.getByRole('region', { name: 'Example' })
  await example.getByRole('button', { name: 'Subscribe to Team' }).click()
  await expect(example).toContainText('29.00 is due now; needs_confirmation')
  await example.getByRole('button', { name: 'Pay with a test card' }).click()
  await expect(example).toContainText('completed')
  await page.goto(`${path}/useOrgPlan`)
  await expect(example).toContainText('Plan Team')
})

test('a member is told what they may not see', async ({ app, page, guard }) => {
  const { max, path } = await scene(app)
  guard.expectStatus(/billing\/subscription/, 403)
  await openAs(app, page, max, `${path}/useOrgCan`)
  const example = page.getByRole('region', { name: 'Example' })
  await expect(example).toContainText('You may not: permission_missing')
  await page.goto(`${path}/useOrgRequests`)
  await expect(example).toContainText('0 people ask to join')
})
