import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ErrorData } from '../../../shared/errors'
import { startApp, type TestApp } from '../../support/app/app.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())

async function team() {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Annotated')
  await app.clerk.webhooks.settled()
  const path = `/api/orgs/${organization.slug}/metadata`
  const patch = async (body: unknown) => {
    const response = await app.fetchAs(admin, path, { method: 'PATCH', json: body })
    return { status: response.status, body: await response.json() as { publicMetadata?: unknown, data?: ErrorData } }
  }
  const stored = async () => (await app.make.client.organizations.getOrganization({ organizationId: organization.id })).publicMetadata
  return { admin, organization, path, patch, stored }
}

it('metadata is merged: what is not named stays, null removes', async () => {
  const { admin, organization, path, patch, stored } = await team()
  await app.make.client.organizations.updateOrganizationMetadata(organization.id, { publicMetadata: { theme: { colour: 'red', size: 1 }, old: true, kept: ['a'] }, privateMetadata: { secret: 'hidden' } })
  const text = await (await app.fetchAs(admin, path)).text()
  expect(text).not.toContain('hidden')
  expect((await patch({ publicMetadata: { theme: { colour: 'green' }, old: null } })).body).toEqual({ publicMetadata: { theme: { colour: 'green', size: 1 }, kept: ['a'] } })
  expect(await stored()).toEqual({ theme: { colour: 'green', size: 1 }, kept: ['a'] })
  expect((await app.make.client.organizations.getOrganization({ organizationId: organization.id })).privateMetadata).toEqual({ secret: 'hidden' })
})

it.each([
  ['no object', { publicMetadata: ['a'] }],
  ['private metadata', { publicMetadata: {}, privateMetadata: { plan: 'free' } }],
  ['too much', { publicMetadata: { text: 'x'.repeat(9000) } }],
])('%s is refused', async (_, body) => {
  const { patch, stored } = await team()
  const { status, body: answer } = await patch(body)
  expect([status, answer.data?.code]).toEqual([422, 'invalid_input'])
  expect(await stored()).toEqual({})
})

it('what is nested too deep is refused', async () => {
  const { admin, path } = await team()
  const body = `{"publicMetadata":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`
  const response = await app.fetchAs(admin, path, { method: 'PATCH', body, headers: { 'content-type': 'application/json' } })
  expect([response.status, (await response.json() as { data: ErrorData }).data.code]).toEqual([422, 'invalid_input'])
})

it('what is too large together is refused as Clerk refuses it', async () => {
  const { patch } = await team()
  expect((await patch({ publicMetadata: { a: 'x'.repeat(5000) } })).status).toBe(200)
  const { status, body } = await patch({ publicMetadata: { b: 'x'.repeat(5000) } })
  expect([status, body.data?.code]).toEqual([422, 'invalid_input'])
})
