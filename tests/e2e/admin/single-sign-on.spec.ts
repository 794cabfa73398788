import { unique } from '../../support/app/builders.ts'
import { comeThroughConnection } from '../../support/app/enterprise.ts'
import { openAs } from '../../support/page/people.ts'
import { setInSight } from '../../support/page/sight.ts'
import { expect, test } from '../fixtures.ts'

test('an admin sees connections with who came through them, marked members, and the domain that can\'t let anybody join', async ({ app, page }) => {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Connected', { seats: 50 })
  app.make.plan(organization, 'business')
  const domain = `${unique('company')}.test`
  await app.make.client.organizations.createOrganizationDomain({ organizationId: organization.id, name: domain, enrollmentMode: 'manual_invitation', verified: false })
  const { user, connection } = await comeThroughConnection(app, organization, { name: 'Company Login', domain })
  await app.clerk.webhooks.settled()

  await openAs(app, page, admin, `/orgs/${organization.slug}/single-sign-on`)
  const row = page.getByRole('listitem').filter({ hasText: 'Company Login' })
  await expect(row.getByText('1 member')).toBeVisible()
  await expect(row.getByText('Okta, SAML')).toBeVisible()
  await expect(row.getByText('Active')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Set up single sign-on' })).toBeVisible()

  await page.getByRole('link', { name: 'Domains', exact: true }).first().click()
  await expect(page.getByText('People of this domain sign in through “Company Login”.')).toBeVisible()

  await page.getByRole('link', { name: 'Members' }).click()
  await expect(page.getByRole('img', { name: 'Comes with the single sign-on “Company Login”' })).toBeVisible()
  const remove = page.getByRole('button', { name: 'Remove Fay Wong' })
  await expect(remove).toHaveAccessibleDescription(/End it at the identity provider/)
  await page.getByRole('link', { name: 'Fay Wong' }).click()
  await expect(page).toHaveURL(new RegExp(`member=${user.id}`))
  const drawer = page.getByRole('dialog', { name: 'About Fay Wong' })
  await expect(drawer.getByText('Through the single sign-on “Company Login”')).toBeVisible()
  await page.reload()
  await expect(drawer.getByText('Fay Wong joined')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page).not.toHaveURL(/member=/)

  await page.getByRole('link', { name: 'Single sign-on' }).click()
  await expect(row.getByText('Active')).toBeVisible()
  await app.make.client.enterpriseConnections.deleteEnterpriseConnection(connection.id)
  // Clerk sends no event: the page asks when the person comes back to it, and the server asks Clerk when it last did 10 s ago.
  await expect(async () => {
    for (const inSight of [false, true]) await setInSight(page, inSight)
    await expect(row.getByText('Deleted')).toBeVisible({ timeout: 1000 })
  }).toPass()
})
