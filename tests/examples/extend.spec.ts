import Client from 'better-sqlite3'
import type { TestApp } from '../support/app/app.ts'
import { openAs } from '../support/page/people.ts'
import { expect, test } from './fixtures.ts'

/** An organization on a plan, its admin Ann and its member Max. */
async function organizationOn(app: TestApp, plan: 'free' | 'business', name: string) {
  const [ann, max] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member')]
  const organization = await app.make.organization(ann, name)
  await app.make.member(organization, max)
  if (plan !== 'free') app.make.plan(organization, plan)
  await app.mirrored()
  return { ann, max, organization, api: `/api/orgs/${organization.slug}/reports`, path: `/orgs/${organization.slug}` }
}

test('a page, a handler and a table of its own: written by who may, read by all members, seen by no one else', async ({ app, page, newPersonPage }) => {
  const { ann, max, api, path } = await organizationOn(app, 'business', 'Reporting')
  await openAs(app, page, ann, path)
  await page.getByRole('link', { name: 'Reports' }).click()
  const list = page.getByRole('list', { name: 'Reports' })
  // Written by a webhook listener.
  await expect(list).toHaveText(/Welcome to Reporting/)
  await page.getByRole('textbox', { name: 'Title of the report' }).fill('What the moon is made of')
  await page.getByRole('button', { name: 'Add report' }).click()
  await expect(list).toContainText('What the moon is made of')
  await page.reload()
  await expect(list).toContainText('What the moon is made of')
  // The texts are its own, and so is the colour.
  await expect(page).toHaveTitle('Reports · Reporter')
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ui-color-primary-500'))).toMatch(/^oklch\(60\.6% 0?\.25 292\.717\)$/)

  const other = await newPersonPage()
  await openAs(app, other, max, `${path}/reports`)
  await expect(other.getByRole('list', { name: 'Reports' })).toContainText('What the moon is made of')
  await expect(other.getByRole('button', { name: 'Add report' })).toHaveCount(0)
  const refused = await app.fetchAs(max, api, { json: { title: 'Mine' } })
  expect([refused.status, (await refused.json()).data.code]).toEqual([403, 'permission_missing'])

  const elsewhere = await organizationOn(app, 'business', 'Elsewhere')
  expect((await app.fetchAs(elsewhere.ann, api)).status).toBe(404)
  await expect.poll(async () => (await (await app.fetchAs(elsewhere.ann, elsewhere.api)).json()).map(({ title }: { title: string }) => title)).toEqual(['Welcome to Elsewhere'])
})

test('a feature of its own: the plan that has it opens the page', async ({ app, page }) => {
  const { ann, api, path } = await organizationOn(app, 'free', 'Small')
  const refused = await app.fetchAs(ann, api)
  expect([refused.status, (await refused.json()).data]).toMatchObject([402, { code: 'feature_missing', required: { feature: ['reports'] }, help: { plans: ['business'] } }])
  await openAs(app, page, ann, `${path}/reports`)
  await expect(page).toHaveURL(new RegExp(`${path}/plan`))
  await expect(page.getByRole('link', { name: /Reports/ })).toContainText('needs a higher plan')
})

test('its rows go with the organization', async ({ app }) => {
  const { ann, organization, api } = await organizationOn(app, 'business', 'Leaving')
  await expect.poll(async () => (await (await app.fetchAs(ann, api)).json()).length).toBe(1)
  const file = new Client(app.databaseFile, { readonly: true })
  const count = () => file.prepare<[string], number>('select count(*) from reports where organization_id = ?').pluck().get(organization.id)
  expect(count()).toBe(1)
  await app.make.client.organizations.deleteOrganization(organization.id)
  await app.mirrored()
  expect(count()).toBe(0)
  file.close()
})

test('what is the base\'s own works on', async ({ app, page }) => {
  const { ann, path } = await organizationOn(app, 'free', 'Usual')
  await openAs(app, page, ann, `${path}/members`)
  await expect(page.getByRole('table', { name: 'Members' }).getByRole('row', { name: 'Max Member' })).toBeVisible()
})

test('the words of a refusal are its own', async ({ app, page, guard }) => {
  const { ann, max, path } = await organizationOn(app, 'free', 'Words')
  guard.expectStatus(`/api${path}/invitations`, 409)
  await openAs(app, page, ann, `${path}/invitations`)
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await page.getByLabel('E-mail address').fill(max.email)
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await expect(page.getByText('This colleague reports already.')).toBeVisible()
})
