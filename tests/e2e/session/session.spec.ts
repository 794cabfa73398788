import { createRole } from '../../../clerk-local/domain/roles/roles.ts'
import { unique } from '../../support/app/builders.ts'
import { openAs, signInOnPage } from '../../support/page/people.ts'
import { expect, expectOverview, test } from '../fixtures.ts'

test('sign-in by e-mail code', async ({ app, page }) => {
  const person = await app.make.person('Cody')
  const organization = await app.make.organization(person, 'Coded')
  await page.goto(`/orgs/${organization.slug}`)
  await page.getByLabel('Email address').fill(person.email)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByRole('link', { name: 'Use another method' }).click()
  await page.getByRole('button', { name: /Email code to/ }).click()
  await page.getByLabel('Enter verification code').pressSequentially('424242')
  await expectOverview(page, organization)
})

test('sign-out ends the session and leads to the start page', async ({ app, page }) => {
  const person = await app.make.person('Olga')
  const organization = await app.make.organization(person, 'Leaving')
  await signInOnPage(page, person, `/orgs/${organization.slug}`)
  await expectOverview(page, organization)
  await page.getByRole('button', { name: 'Open user menu' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/$/)
  await page.goto(`/orgs/${organization.slug}`)
  await expect(page).toHaveURL(/\/sign-in\?redirect_url=/)
})

test('a person without an organization is led through the task and back to where they were going', async ({ app, page }) => {
  const person = await app.make.person('Tess')
  await signInOnPage(page, person, '/orgs?from=mail')
  await expect(page).toHaveURL(/\/session-tasks\/choose-organization/)
  await page.getByLabel('Name').fill('Tess and friends')
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect(page).toHaveURL(/\/orgs\?from=mail$/)
})

test('a return path of another origin is not followed', async ({ app, page, guard }) => {
  guard.expectMessage(/^Clerk: Redirect URL https:\/\/evil\.test\/ is not on one of the allowedRedirectOrigins/)
  const person = await app.make.person('Phil')
  const organization = await app.make.organization(person, 'Safe')
  await signInOnPage(page, person, '/sign-in?redirect_url=https://evil.test/')
  await expect(page).toHaveURL(`${app.url}/orgs`)
  await page.goto(`/orgs/${organization.slug}`)
  await expectOverview(page, organization)
})

test('Clerk\'s organization profile opens at a deep link and moves between its tabs', async ({ app, page }) => {
  const person = await app.make.person('Pat')
  const organization = await app.make.organization(person, 'Profiled')
  await signInOnPage(page, person, `/orgs/${organization.slug}/settings/profile`)
  await expect(page.getByRole('heading', { name: 'General' })).toBeVisible()
  await page.getByRole('button', { name: 'Members' }).click()
  await expect(page).toHaveURL(new RegExp(`/orgs/${organization.slug}/settings/profile/organization-members$`))
  await page.reload()
  await expect(page.getByRole('cell', { name: new RegExp(person.email.replace('+', '\\+')) })).toBeVisible()
})

test('a new slug given in Clerk\'s profile is followed, in the address and on the next page', async ({ app, page, guard }) => {
  const person = await app.make.person('Rena')
  const organization = await app.make.organization(person, 'Renaming')
  // What was on its way while the slug changed.
  guard.expectStatus(new RegExp(`^/api/orgs/${organization.slug}(?!-)`), 404)
  await signInOnPage(page, person, `/orgs/${organization.slug}/settings/profile`)
  await page.getByRole('button', { name: 'Update profile' }).click()
  await page.getByLabel('Slug').fill(`${organization.slug}-anew`)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page).toHaveURL(new RegExp(`/orgs/${organization.slug}-anew/settings/profile`))
  await page.getByRole('link', { name: 'Overview' }).first().click()
  await expectOverview(page, { slug: `${organization.slug}-anew`, name: 'Renaming' })
})

test('a tab that was told nothing of a new slug follows it at the next page', async ({ app, page, guard }) => {
  const person = await app.make.person('Ria')
  const organization = await app.make.organization(person, 'Moving')
  guard.expectStatus(new RegExp(`^/api/orgs/${organization.slug}`), 404)
  // Out of sight it has no event stream.
  await page.addInitScript(() => Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' }))
  await openAs(app, page, person, `/orgs/${organization.slug}`)
  await expectOverview(page, organization)
  const slug = unique('moved')
  await app.make.client.organizations.updateOrganization(organization.id, { slug })
  await app.clerk.webhooks.settled()
  await page.getByRole('link', { name: 'Members' }).first().click()
  await expect(page).toHaveURL(new RegExp(`/orgs/${slug}/members$`))
  await expect(page.getByRole('table').getByText(person.email)).toBeVisible()
})

test('a member who is removed is led out at the next page', async ({ app, page, guard }) => {
  const [admin, member] = [await app.make.person('Ann'), await app.make.person('Max')]
  const organization = await app.make.organization(admin, 'Leaving')
  await app.make.member(organization, member)
  guard.expectStatus(new RegExp(`^/api/orgs/${organization.slug}`), 404)
  guard.expectStatus(/\/__clerk\/v1\//, 404)
  // A tab that is told nothing of it: out of sight it has no event stream.
  await page.addInitScript(() => Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' }))
  await signInOnPage(page, member, `/orgs/${organization.slug}`)
  await expectOverview(page, organization)
  await app.make.client.organizations.deleteOrganizationMembership({ organizationId: organization.id, userId: member.id })
  await app.clerk.webhooks.settled()
  const out = /\/(orgs\?notice=not_found|session-tasks\/choose-organization.*)$/
  // clerk-js may learn of it by itself, and lead them out before the click.
  await Promise.race([page.getByRole('link', { name: 'Members' }).first().click(), page.waitForURL(out)])
  await expect(page).toHaveURL(out)
  await expect(page.getByText(admin.email)).toHaveCount(0)
})

test('a page that asks for more than the role has says so, and stays out of the navigation', async ({ app, page }) => {
  const key = `org:guest_${unique('role').slice(-8)}`
  createRole(app.clerk.ctx, { key, name: 'Guest', permissionKeys: [], inInitialRoleSet: true })
  const guest = await app.make.person('Gail')
  const organization = await app.make.organization(await app.make.person('Ann'), 'Guarded')
  await app.make.member(organization, guest, key)
  const members = `/orgs/${organization.slug}/members`
  await signInOnPage(page, guest, `/orgs/${organization.slug}`)
  await expectOverview(page, organization)
  await expect(page.getByRole('link', { name: 'Settings' })).toBeVisible()
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Members' })).toHaveCount(0)
  await page.goto(members)
  await expect(page).toHaveURL(new RegExp(`/orgs/${organization.slug}\\?denied=/members$`))
  await expect(page.getByRole('status').getByText('Your role doesn’t allow you to see who is a member. Ann Person can give you another role.')).toBeVisible()
})
