import { openAs } from '../../support/page/people.ts'
import { expect, test } from '../fixtures.ts'

test('an admin changes the limit within the plan, everybody\'s page follows, and a full organization says so before inviting', async ({ app, page, newPersonPage, guard }) => {
  const [admin, member] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member')]
  const organization = await app.make.organization(admin, 'Seated', { seats: 5 })
  await app.make.member(organization, member)
  await app.clerk.webhooks.settled()
  const path = `/orgs/${organization.slug}`
  guard.expectStatus(`/api${path}/seats`, 402)
  guard.expectStatus(`/api${path}/seats`, 422)
  const other = await newPersonPage()
  await openAs(app, other, member, path)
  await expect(other.getByText('2 of 5 used')).toBeVisible()

  await openAs(app, page, admin, `${path}/plan`)
  await expect(page.getByText('These seats come with the Free plan.')).toBeVisible()
  await page.getByRole('button', { name: 'Change the limit' }).click()
  const field = page.getByRole('dialog').getByRole('spinbutton', { name: 'Seats' })
  const save = page.getByRole('dialog').getByRole('button', { name: 'Save' })
  await field.fill('9')
  await save.click()
  await expect(page.getByText('The plan doesn’t come with so many seats.')).toBeVisible()
  await field.fill('1')
  await save.click()
  const taken = page.getByText('2 seats are taken by members and open invitations.')
  await expect(taken).toBeVisible()
  // The form validates what was typed a moment later: what the server said must outlive that.
  await page.waitForTimeout(500)
  await expect(taken).toBeVisible()
  await field.fill('2')
  await save.click()
  await expect(page.getByText('This limit is set for this organization. The Free plan comes with 5.')).toBeVisible()
  await expect(other.getByText('2 of 2 used')).toBeVisible()

  await page.getByRole('link', { name: 'Members' }).click()
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(page.getByRole('dialog').getByText('All 2 seats are taken.')).toBeVisible()
  await page.getByRole('dialog').getByRole('link', { name: 'See plans' }).click()
  await expect(page).toHaveURL(new RegExp(`${path}/plan$`))

  // More members than seats, as after a downgrade.
  await app.make.client.organizations.updateOrganization(organization.id, { maxAllowedMemberships: 1 })
  await page.getByRole('link', { name: 'Invitations' }).click()
  await expect(page.getByText('2 seats are taken, of 1. Everybody stays')).toBeVisible()

  await other.goto(`${path}/plan`)
  await expect(other.getByText('2 of 1 used')).toBeVisible()
  await expect(other.getByRole('button', { name: 'Change the limit' })).toHaveAttribute('aria-disabled', 'true')
})
