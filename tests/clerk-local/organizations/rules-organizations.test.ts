import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { readJwt } from '../../../clerk-local/core/keys/jwt.ts'
import { code, TestBrowser } from '../browser.ts'

let local: ClerkLocal
let clerk: ReturnType<typeof createClerkClient>
let ada: TestBrowser
beforeAll(async () => {
  local = await createClerkLocal()
  clerk = createClerkClient({ telemetry: { disabled: true }, secretKey: local.secretKey, apiUrl: local.backendApiUrl })
})
beforeEach(async () => {
  local.reset()
  ada = await TestBrowser.open(local)
  await ada.signIn('ada+clerk_test@example.com')
})
afterAll(() => local.close())

const refusal = (status: number, code: string) => ({ status, errors: [{ code }] })
const acme = () => local.store.organizations.by('slug', 'acme')[0]!
const user = (name: string) => local.store.userByEmail(`${name}+clerk_test@example.com`)!
const create = (fields: Record<string, string> = {}) => ada.call('POST', '/v1/organizations', { name: 'New', ...fields })
const rows = () => [local.store.organizations.size, local.store.memberships.size, local.store.subscriptions.size]

describe('making organizations', () => {
  it('is for people who may, up to their limit or the instance\'s', async () => {
    local.ctx.settings.organizations.createOrganizationsLimit = 2
    expect((await create()).status).toBe(200)
    expect([(await create()).status, code(await create())]).toEqual([403, 'organization_quota_exceeded'])
    await clerk.users.updateUser(user('ada').id, { createOrganizationsLimit: 3 })
    expect((await create()).status).toBe(200)
    expect(code(await create())).toBe('organization_quota_exceeded')
    await clerk.users.updateUser(user('ada').id, { createOrganizationEnabled: false })
    expect(code(await create())).toBe('user_create_organization_not_enabled')
    await clerk.organizations.createOrganization({ name: 'By the key', createdBy: user('ada').id })
  })

  it('leaves nothing behind when it is refused', async () => {
    const before = rows()
    const changes = local.store.changes.all().length
    for (const [fields, expected] of [[{ name: '<b>New</b>' }, 'form_param_value_invalid'], [{ name: 'see https://evil.test' }, 'form_param_value_invalid'], [{ name: 'x'.repeat(257) }, 'form_param_max_length_exceeded'], [{ slug: 'with_underscore' }, 'form_param_format_invalid'], [{ slug: 'acme' }, 'form_identifier_exists']] as const) {
      expect([expected, code(await create(fields))]).toEqual([expected, expected])
    }
    await expect(clerk.organizations.createOrganization({ name: 'X', createdBy: user('ada').id, ...{ roleSetKey: 'role_set:none' } })).rejects.toMatchObject(refusal(422, 'form_resource_not_found'))
    expect([rows(), local.store.changes.all().length]).toEqual([before, changes])
  })

  it('takes no slug where slugs are off, and tokens carry none', async () => {
    await clerk.instance.updateOrganizationSettings({ enabled: true, ...{ slugDisabled: true } })
    const refused = await create({ slug: 'new' })
    expect([refused.status, code(refused), refused.body.errors[0].meta.param_name]).toEqual([422, 'form_param_unknown', 'slug'])
    const created = (await create()).body.response
    expect(created.slug).toMatch(/^new-\d+$/)
    const session = local.store.sessions.by('userId', user('ada').id)[0]!
    const { body } = await ada.call('POST', `/v1/client/sessions/${session.id}/tokens`, { organization_id: created.id })
    expect(readJwt(local.ctx.keys, body.jwt)?.o).toMatchObject({ id: created.id, rol: 'admin' })
    expect(readJwt(local.ctx.keys, body.jwt)?.o).not.toHaveProperty('slg')
  })

  it('and everything about organizations is refused where they are off', async () => {
    await clerk.instance.updateOrganizationSettings({ enabled: false })
    expect(code(await create())).toBe('organization_not_enabled_in_instance')
    expect(code(await ada.call('GET', `/v1/organizations/${acme().id}`))).toBe('organization_not_enabled_in_instance')
    await expect(clerk.organizations.getOrganizationList()).rejects.toMatchObject(refusal(403, 'organization_not_enabled_in_instance'))
    await expect(clerk.organizations.getOrganizationMembershipList({ organizationId: acme().id })).rejects.toMatchObject(refusal(403, 'organization_not_enabled_in_instance'))
    const client = (await ada.call('GET', '/v1/client')).body.response
    expect(client.sessions[0]).toMatchObject({ status: 'active' })
  })
})

describe('ending organizations', () => {
  it('by their admins only while that is allowed', async () => {
    const changed = await clerk.organizations.updateOrganization(acme().id, { adminDeleteEnabled: false })
    expect(changed.adminDeleteEnabled).toBe(false)
    expect(code(await ada.call('DELETE', `/v1/organizations/${acme().id}`))).toBe('organization_admin_delete_not_enabled')
    await clerk.organizations.deleteOrganization(acme().id)
  })

  it('takes members, invitations and the active organization along, each with its webhook', async () => {
    const { id } = acme()
    await clerk.organizations.createOrganizationInvitation({ organizationId: id, emailAddress: 'x@example.com', role: 'org:member' })
    const session = local.store.sessions.by('userId', user('ada').id)[0]!
    expect(session.lastActiveOrganizationId).toBe(id)
    const before = local.store.changes.all().length
    expect((await ada.call('DELETE', `/v1/organizations/${id}`)).body.response).toMatchObject({ object: 'organization', id, deleted: true })
    const types = local.store.changes.all().slice(before).map(change => change.type)
    expect(types.filter(type => type.startsWith('organization'))).toEqual(['organizationMembership.deleted', 'organizationMembership.deleted', 'organization.deleted'])
    expect([session.lastActiveOrganizationId, local.store.invitations.by('organizationId', id), local.store.memberships.by('organizationId', id)]).toEqual([null, [], []])
    expect(code(await ada.call('GET', `/v1/organizations/${id}`))).toBe('organization_not_found_or_unauthorized')
  })

  it('outlasts its people: a deleted user leaves it without a manager', async () => {
    await clerk.users.deleteUser(user('ada').id)
    const { missingMemberWithElevatedPermissions } = await clerk.organizations.getOrganization({ organizationId: acme().id, ...{ includeMissingMemberWithElevatedPermissions: true } }) as { missingMemberWithElevatedPermissions?: boolean }
    expect(local.store.memberships.by('organizationId', acme().id)).toHaveLength(1)
    expect(missingMemberWithElevatedPermissions ?? true).toBe(true)
  })
})
