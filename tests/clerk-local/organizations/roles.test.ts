import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { code, TestBrowser } from '../browser.ts'

let local: ClerkLocal
let clerk: ReturnType<typeof createClerkClient>
beforeAll(async () => {
  local = await createClerkLocal()
  clerk = createClerkClient({ telemetry: { disabled: true }, secretKey: local.secretKey, apiUrl: local.backendApiUrl })
})
beforeEach(() => local.reset())
afterAll(() => local.close())

const refusal = (status: number, code: string) => ({ status, errors: [{ code }] })
const role = (key: string) => local.store.roles.by('key', key)[0]!
const permission = (key: string) => local.store.permissions.by('key', key)[0]!
const acme = () => local.store.organizations.by('slug', 'acme')[0]!
const user = (name: string) => local.store.userByEmail(`${name}+clerk_test@example.com`)!.id
const changesSince = (sequence: number) => local.store.changes.all().filter(change => change.sequence > sequence).map(change => change.type)

describe('roles, with the SDK', () => {
  it('are created, changed and deleted, each with its webhook', async () => {
    const before = local.store.changes.all().length
    const created = await clerk.organizationRoles.createOrganizationRole({ key: 'org:viewer', name: 'Viewer', description: 'Only looks', permissions: [permission('org:sys_memberships:read').id] })
    expect(created).toMatchObject({ key: 'org:viewer', name: 'Viewer', description: 'Only looks', isCreatorEligible: false, permissions: [{ key: 'org:sys_memberships:read' }] })
    const changed = await clerk.organizationRoles.updateOrganizationRole({ organizationRoleId: created.id, name: 'Reader', permissions: [] })
    expect(changed).toMatchObject({ key: 'org:viewer', name: 'Reader', description: 'Only looks', permissions: [] })
    expect(await clerk.organizationRoles.deleteOrganizationRole(created.id)).toMatchObject({ id: created.id, object: 'role', deleted: true })
    expect(changesSince(before)).toEqual(['role.created', 'role.updated', 'role.deleted'])
    await expect(clerk.organizationRoles.getOrganizationRole(created.id)).rejects.toMatchObject(refusal(404, 'resource_not_found'))
  })

  it('take permissions and give them back', async () => {
    const organizationRoleId = role('org:member').id
    const permissionId = permission('org:projects:manage').id
    const assigned = await clerk.organizationRoles.assignPermissionToOrganizationRole({ organizationRoleId, permissionId })
    expect(assigned.permissions.map(p => p.key)).toContain('org:projects:manage')
    await expect(clerk.organizationRoles.assignPermissionToOrganizationRole({ organizationRoleId, permissionId })).rejects.toMatchObject(refusal(409, 'organization_role_permission_association_exists'))
    const removed = await clerk.organizationRoles.removePermissionFromOrganizationRole({ organizationRoleId, permissionId })
    expect(removed.permissions.map(p => p.key)).not.toContain('org:projects:manage')
    await expect(clerk.organizationRoles.removePermissionFromOrganizationRole({ organizationRoleId, permissionId })).rejects.toMatchObject(refusal(404, 'organization_role_permission_association_not_found'))
  })

  it('have a key of Clerk\'s form that is theirs alone, and a limit to their number', async () => {
    const create = (key: string, name = 'X') => clerk.organizationRoles.createOrganizationRole({ key, name })
    for (const key of ['viewer', 'org:Viewer', 'org:a:b', 'org:', 'org:a-b']) await expect(create(key), key).rejects.toMatchObject(refusal(422, 'form_param_format_invalid'))
    await expect(create('org:admin')).rejects.toMatchObject(refusal(422, 'form_identifier_exists'))
    await expect(create('org:x', ' ')).rejects.toMatchObject(refusal(422, 'form_param_nil'))
    await expect(clerk.organizationRoles.createOrganizationRole({ key: 'org:x', name: 'X', permissions: ['perm_none'] })).rejects.toMatchObject(refusal(404, 'resource_not_found'))
    for (let n = local.store.roles.size; n < 10; n++) await create(`org:role_${n}`)
    await expect(create('org:one_too_many')).rejects.toMatchObject(refusal(403, 'organization_instance_roles_quota_exceeded'))
    expect(local.store.roles.size).toBe(10)
  })

  it('stay while something uses them', async () => {
    const remove = (key: string) => clerk.organizationRoles.deleteOrganizationRole(role(key).id)
    await expect(remove('org:admin')).rejects.toMatchObject(refusal(422, 'organization_role_default_creator_role'))
    await expect(remove('org:member')).rejects.toMatchObject(refusal(422, 'organization_role_domain_default_role'))
    await clerk.organizationRoles.createOrganizationRole({ key: 'org:viewer', name: 'Viewer', includeInInitialRoleSet: true })
    const invitation = await clerk.organizations.createOrganizationInvitation({ organizationId: acme().id, emailAddress: 'v@example.com', role: 'org:viewer' })
    await expect(remove('org:viewer')).rejects.toMatchObject(refusal(422, 'organization_role_exists_in_invitations'))
    await clerk.organizations.revokeOrganizationInvitation({ organizationId: acme().id, invitationId: invitation.id })
    await clerk.organizations.updateOrganizationMembership({ organizationId: acme().id, userId: user('bob'), role: 'org:viewer' })
    await expect(remove('org:viewer')).rejects.toMatchObject(refusal(422, 'organization_role_assigned_members'))
    await clerk.organizations.updateOrganizationMembership({ organizationId: acme().id, userId: user('bob'), role: 'org:member' })
    await remove('org:viewer')
    expect(local.store.roleSets.all()[0]?.roleKeys).toEqual(['org:admin', 'org:member'])
  })

  it('keep what the creator needs', async () => {
    const admin = role('org:admin')
    const needed = { organizationRoleId: admin.id, permissionId: permission('org:sys_profile:delete').id }
    await expect(clerk.organizationRoles.removePermissionFromOrganizationRole(needed)).rejects.toMatchObject({
      ...refusal(422, 'organization_missing_creator_role_permissions'),
      errors: [{ longMessage: 'The creator role must contain the following permissions: org:sys_memberships:manage, org:sys_memberships:read, org:sys_profile:delete' }],
    })
    await expect(clerk.organizationRoles.updateOrganizationRole({ organizationRoleId: admin.id, permissions: [] })).rejects.toMatchObject({ status: 422 })
    expect(admin.permissionKeys).toContain('org:sys_profile:delete')
  })

  it('rename themselves everywhere', async () => {
    await clerk.organizationRoles.updateOrganizationRole({ organizationRoleId: role('org:admin').id, key: 'org:owner' })
    expect(await clerk.instance.getOrganizationSettings()).toMatchObject({ creatorRole: 'org:owner' })
    const ada = await TestBrowser.open(local)
    await ada.signIn('ada+clerk_test@example.com')
    expect((await ada.call('GET', `/v1/organizations/${acme().id}/memberships?paginated=true&role=org:owner`)).body.response.data[0].role).toBe('org:owner')
    expect(code(await ada.call('POST', `/v1/organizations/${acme().id}/memberships`, { user_id: user('dan'), role: 'org:admin' }))).toBe('resource_not_found')
  })
})

describe('permissions, with the SDK', () => {
  it('are created, changed and deleted, and roles follow', async () => {
    const created = await clerk.organizationPermissions.createOrganizationPermission({ key: 'org:invoices:send', name: 'Send invoices', description: 'By mail' })
    expect(created).toMatchObject({ key: 'org:invoices:send', description: 'By mail' })
    await clerk.organizationRoles.assignPermissionToOrganizationRole({ organizationRoleId: role('org:member').id, permissionId: created.id })
    const before = local.store.changes.all().length
    await clerk.organizationPermissions.updateOrganizationPermission({ permissionId: created.id, key: 'org:invoices:post' })
    expect(role('org:member').permissionKeys).toContain('org:invoices:post')
    await clerk.organizationPermissions.deleteOrganizationPermission(created.id)
    expect(role('org:member').permissionKeys).not.toContain('org:invoices:post')
    expect(changesSince(before)).toEqual(['permission.updated', 'permission.deleted', 'role.updated'])
  })

  it('have a key of three parts, and Clerk\'s own stay as they are', async () => {
    const create = (key: string) => clerk.organizationPermissions.createOrganizationPermission({ key, name: 'X', description: '' })
    for (const key of ['org:invoices', 'invoices:send', 'org:sys_profile:rename', 'org:In:x']) await expect(create(key), key).rejects.toMatchObject(refusal(422, 'form_param_format_invalid'))
    await expect(create('org:projects:create')).rejects.toMatchObject(refusal(422, 'form_identifier_exists'))
    const permissionId = permission('org:sys_profile:manage').id
    await expect(clerk.organizationPermissions.updateOrganizationPermission({ permissionId, name: 'X' })).rejects.toMatchObject(refusal(403, 'organization_system_permission_not_modifiable'))
    await expect(clerk.organizationPermissions.deleteOrganizationPermission(permissionId)).rejects.toMatchObject(refusal(403, 'organization_system_permission_not_modifiable'))
    await expect(clerk.organizationPermissions.deleteOrganizationPermission('perm_none')).rejects.toMatchObject(refusal(404, 'resource_not_found'))
  })
})
