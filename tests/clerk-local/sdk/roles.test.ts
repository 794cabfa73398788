import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { type NotingClient, notingClient } from './client.ts'

let local: ClerkLocal
let sdk: NotingClient

beforeAll(async () => {
  local = await createClerkLocal()
  sdk = notingClient(local)
})
afterAll(() => local.close())

describe('roles, by the SDK', () => {
  it('keeps permissions', async () => {
    const { organizationPermissions } = sdk.clerk
    const made = await organizationPermissions.createOrganizationPermission({ name: 'Read logs', key: 'org:logs:read', description: 'To read logs' })
    expect(made).toMatchObject({ key: 'org:logs:read', name: 'Read logs', description: 'To read logs' })
    expect(await organizationPermissions.getOrganizationPermission(made.id)).toEqual(made)
    expect((await organizationPermissions.getOrganizationPermissionList({ query: 'logs' })).data).toEqual([made])
    expect(await organizationPermissions.updateOrganizationPermission({ permissionId: made.id, name: 'Logs' })).toMatchObject({ name: 'Logs' })
    expect(await organizationPermissions.deleteOrganizationPermission(made.id)).toMatchObject({ id: made.id, deleted: true })
  })

  it('keeps roles', async () => {
    const { organizationRoles, organizationPermissions } = sdk.clerk
    const [read] = (await organizationPermissions.getOrganizationPermissionList({ query: 'org:sys_memberships:read' })).data
    const made = await organizationRoles.createOrganizationRole({ name: 'Auditor', key: 'org:auditor', description: 'Reads' })
    expect(made).toMatchObject({ key: 'org:auditor', name: 'Auditor', permissions: [] })
    expect(await organizationRoles.assignPermissionToOrganizationRole({ organizationRoleId: made.id, permissionId: read!.id })).toMatchObject({ permissions: [{ key: 'org:sys_memberships:read' }] })
    expect(await organizationRoles.getOrganizationRole(made.id)).toMatchObject({ permissions: [{ id: read!.id }] })
    expect(await organizationRoles.removePermissionFromOrganizationRole({ organizationRoleId: made.id, permissionId: read!.id })).toMatchObject({ permissions: [] })
    expect((await organizationRoles.getOrganizationRoleList({ query: 'auditor' })).data).toMatchObject([{ id: made.id }])
    expect(await organizationRoles.updateOrganizationRole({ organizationRoleId: made.id, name: 'Watcher' })).toMatchObject({ name: 'Watcher' })
    expect(await organizationRoles.deleteOrganizationRole(made.id)).toMatchObject({ id: made.id, deleted: true })
  })

  it('keeps role sets', async () => {
    const { organizationRoles, roleSets } = sdk.clerk
    await organizationRoles.createOrganizationRole({ name: 'Guest', key: 'org:guest' })
    await organizationRoles.createOrganizationRole({ name: 'Friend', key: 'org:friend' })
    const made = await roleSets.createRoleSet({ name: 'Partners', key: 'role_set:partners', defaultRoleKey: 'org:member', creatorRoleKey: 'org:admin', roles: ['org:admin', 'org:member'] })
    expect(made).toMatchObject({ key: 'role_set:partners', defaultRole: { key: 'org:member' }, creatorRole: { key: 'org:admin' } })
    expect(await roleSets.getRoleSet(made.id)).toMatchObject({ id: made.id })
    expect((await roleSets.getRoleSetList()).data.map(set => set.key)).toContain('role_set:partners')
    expect(await roleSets.updateRoleSet({ roleSetKeyOrId: made.key, name: 'Allies' })).toMatchObject({ name: 'Allies' })
    expect((await roleSets.addRolesToRoleSet({ roleSetKeyOrId: made.key, roleKeys: ['org:guest'] })).roles.map(role => role.key)).toContain('org:guest')
    expect((await roleSets.replaceRoleInRoleSet({ roleSetKeyOrId: made.key, roleKey: 'org:guest', toRoleKey: 'org:member' })).roles.map(role => role.key)).not.toContain('org:guest')
    const [initial] = (await roleSets.getRoleSetList({ query: 'default' })).data
    expect(await roleSets.replaceRoleSet({ roleSetKeyOrId: made.key, destRoleSetKey: initial!.key })).toMatchObject({ deleted: true })
  })

  it.each(['organizationRoles', 'organizationPermissions', 'roleSets'] as const)('leaves no method of %s out', (api) => {
    expect(sdk.uncalled(api)).toEqual([])
  })
})
