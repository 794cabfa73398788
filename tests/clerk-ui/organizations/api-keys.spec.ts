import { expect, test } from '../fixtures.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'], clerkOptions: { settings: { apiKeys: { organizationEnabled: true, userEnabled: true } } } })

test('a key of the organization is made, copied, found and revoked in the profile\'s tab', async ({ site, page, openAs }) => {
  const admin = await site.make.person('Ann')
  const organization = await site.make.organization(admin, 'Acme')
  await openAs(admin, '/org#/organization-api-keys', organization)

  await test.step('make and copy', async () => {
    await page.getByRole('button', { name: 'Add new key' }).click()
    await page.getByLabel('Secret key name').fill('Deploy')
    await page.getByRole('button', { name: 'Create key' }).click()
    await page.getByRole('button', { name: /^Copy/ }).click()
    const secret = await page.evaluate(() => navigator.clipboard.readText())
    expect(await site.make.client.apiKeys.verify(secret)).toMatchObject({ name: 'Deploy', subject: organization.id, createdBy: admin.id })
    await expect(page.getByRole('row', { name: /Deploy/ })).toContainText('Never')
  })
  await test.step('find', async () => {
    await page.getByRole('searchbox').pressSequentially('nothing')
    await expect(page.getByRole('row', { name: /Deploy/ })).toHaveCount(0)
    await page.getByRole('button', { name: 'Clear search' }).click()
    await expect(page.getByRole('row', { name: /Deploy/ })).toBeVisible()
  })
  await test.step('revoke', async () => {
    await page.getByRole('row', { name: /Deploy/ }).getByRole('button', { name: 'Open menu' }).click()
    await page.getByRole('menuitem', { name: 'Revoke key' }).click()
    await page.getByRole('textbox').last().fill('Revoke')
    await page.getByRole('button', { name: 'Revoke key' }).click()
    await expect(page.getByRole('row', { name: /Deploy/ })).toHaveCount(0)
    expect((await site.make.client.apiKeys.list({ subject: organization.id })).totalCount).toBe(0)
  })
})

test('a key of one\'s own is made in the component', async ({ site, page, openAs }) => {
  const person = await site.make.person('Ann')
  await openAs(person, '/user#/api-keys', await site.make.organization(person))
  await page.getByRole('button', { name: 'Add new key' }).click()
  await page.getByLabel('Secret key name').fill('Laptop')
  await page.getByRole('button', { name: 'Create key' }).click()
  await expect(page.getByRole('button', { name: /^Copy/ })).toBeVisible()
  expect((await site.make.client.apiKeys.list({ subject: person.id })).data.map(key => key.name)).toEqual(['Laptop'])
})
