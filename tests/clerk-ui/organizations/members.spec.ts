import { expect, test } from '../fixtures.ts'

test.use({ clerkOptions: { settings: { organizations: { domainsEnabled: true } } } })

test('members are listed by page, found by name, given another role and removed', async ({ site, page, openAs }) => {
  const admin = await site.make.person('Ann', 'Admin')
  const organization = await site.make.organization(admin, 'Acme', { seats: 20 })
  for (let n = 1; n <= 11; n++) await site.make.member(organization, await site.make.person(`Person${n}`, n % 2 ? 'Odd' : 'Even'))
  await openAs(admin, '/org#/organization-members', organization)
  const rows = page.getByRole('row').filter({ has: page.getByRole('cell') })

  await test.step('pages', async () => {
    await expect(rows).toHaveCount(10)
    await expect(page.getByRole('tab', { name: 'Members 12' })).toBeVisible()
    await page.getByRole('button', { name: 'Next' }).click()
    await expect(rows).toHaveCount(2)
    await expect(rows.filter({ hasText: 'Ann Admin' })).toContainText('You')
    await page.getByRole('button', { name: 'Previous' }).click()
    await expect(rows).toHaveCount(10)
  })
  await test.step('search', async () => {
    await page.getByRole('searchbox').pressSequentially('person7')
    await expect(rows).toHaveCount(1)
    await expect(rows).toContainText('Person7 Odd')
  })
  await test.step('role', async () => {
    await rows.getByRole('button', { name: 'Member' }).click()
    await page.getByRole('option', { name: 'Admin' }).click()
    await expect(rows.getByRole('button', { name: 'Admin' })).toBeVisible()
    const { data } = await site.make.client.organizations.getOrganizationMembershipList({ organizationId: organization.id, role: ['org:admin'] })
    expect(data.map(m => m.publicUserData?.firstName).sort()).toEqual(['Ann', 'Person7'])
  })
  await test.step('removal', async () => {
    await rows.getByRole('button', { name: 'Open menu' }).click()
    await page.getByRole('menuitem', { name: 'Remove member' }).click()
    await expect(page.getByText('No members to display')).toBeVisible()
    await page.getByRole('button', { name: 'Clear search' }).click()
    await expect(page.getByRole('tab', { name: 'Members 11' })).toBeVisible()
  })
})

test('several people are invited at once, one invitation is revoked', async ({ site, page, openAs, guard }) => {
  const admin = await site.make.person('Ann', 'Admin')
  const organization = await site.make.organization(admin, 'Acme')
  await openAs(admin, '/org#/organization-members', organization)
  await page.getByRole('button', { name: 'Invite' }).click()
  const addresses = page.getByRole('textbox').first()

  await test.step('a member is refused', async () => {
    guard.expectStatus(`/__clerk/v1/organizations/${organization.id}/invitations/bulk`, 400)
    await addresses.fill(`${admin.email},`)
    await page.getByRole('button', { name: 'Send invitations' }).click()
    await expect(page.getByText(/already (a member|members) of the organization/)).toBeVisible()
  })
  await test.step('two are invited', async () => {
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Invite' }).click()
    await addresses.pressSequentially('gus@example.com,gail@example.com,')
    await page.getByRole('button', { name: 'Role: Member' }).click()
    await page.getByRole('option', { name: 'Admin' }).click()
    await page.getByRole('button', { name: 'Send invitations' }).click()
    await expect(page.getByText('Invitations successfully sent')).toBeVisible()
    await page.getByRole('tab', { name: 'Invitations 2' }).click()
    await expect(page.getByRole('row', { name: /gus@example\.com/ })).toContainText('Admin')
  })
  await test.step('one is revoked', async () => {
    await page.getByRole('row', { name: /gus@example\.com/ }).getByRole('button', { name: 'Open menu' }).click()
    await page.getByRole('menuitem', { name: 'Revoke invitation' }).click()
    await expect(page.getByRole('row', { name: /gus@example\.com/ })).toHaveCount(0)
    await expect(page.getByRole('tab', { name: 'Invitations 1' })).toBeVisible()
  })
})

test('a member without the permission sees the members and changes nothing', async ({ site, page, openAs }) => {
  const [admin, member] = [await site.make.person('Ann', 'Admin'), await site.make.person('Max')]
  const organization = await site.make.organization(admin, 'Acme')
  await site.make.member(organization, member)
  await openAs(member, '/org#/organization-members', organization)
  await expect(page.getByRole('row', { name: /Ann Admin/ })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Invite' })).toHaveCount(0)
  await expect(page.getByRole('tab', { name: /Invitations/ })).toHaveCount(0)
  await expect(page.getByRole('row', { name: /Ann Admin/ }).getByRole('button', { name: 'Open menu' })).toHaveCount(0)
})
