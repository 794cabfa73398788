import { afterAll, beforeAll, expect, it } from 'vitest'
import { startApp, type TestApp } from '../../support/app/app.ts'

let app: TestApp
beforeAll(async () => { app = await startApp({ clerk: { settings: { organizations: { membershipRequired: false } } } }) })
afterAll(() => app.close())

it('answers 403 no_organization to somebody who works in their personal account', async () => {
  const person = await app.make.person()
  const organization = await app.make.organization(await app.make.person())
  const response = await app.fetchAs(person, `/api/orgs/${organization.slug}`)
  expect([response.status, (await response.json() as { data: { code: string } }).data.code]).toEqual([403, 'no_organization'])
})
