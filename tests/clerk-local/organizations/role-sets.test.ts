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
beforeEach(async () => {
  local.reset()
  for (const key of ['org:viewer', 'org:analyst']) await clerk.organizationRoles.createOrganizationRole({ key, name: key })
})
afterAll(() => local.close())

const refusal = (status: number, code: string) => ({ status, errors: [{ code }] })
const organization = (slug: string) => local.store.organizations.by('slug', slug)[0]!
const user = (name: string) => local.store.userByEmail(`${name}+clerk_test@example.com`)!.id
const large = { name: 'Large', roles: ['org:admin', 'org:viewer', 'org:analyst'], creatorRoleKey: 'org:admin', defaultRoleKey: 'org:viewer' }
const roleOf = (slug: string, name: string) => local.store.memberships.by('organizationId', organization(slug).id).find(m => m.userId === user(name))?.role

describe('role sets, with the SDK', () => {
  it('begin with one, and more are made', async () => {
    const { data } = await clerk.roleSets.getRoleSetList()
    expect(data).toMatchObject([{ key: 'role_set:default', type: 'initial', creatorRole: { key: 'org:admin', membersCount: 2, hasMembers: true }, defaultRole: { key: 'org:member' } }])
    const created = await clerk.roleSets.createRoleSet(large)
    expect(created).toMatchObject({ key: 'role_set:large', type: 'custom', description: null, defaultRole: { key: 'org:viewer', membersCount: 0, hasMembers: false } })
    expect(created.roles.map(role => role.key)).toEqual(large.roles)
    expect((await clerk.roleSets.createRoleSet(large)).key).toBe('role_set:large_2')
    expect((await clerk.roleSets.getRoleSetList({ query: 'large', orderBy: '+key' })).data.map(set => set.key)).toEqual(['role_set:large', 'role_set:large_2'])
    expect((await clerk.roleSets.getRoleSet(created.id)).id).toBe((await clerk.roleSets.getRoleSet('role_set:large')).id)
  })

  it('refuse what can\'t be', async () => {
    const create = (patch: object) => clerk.roleSets.createRoleSet({ ...large, ...patch })
    await expect(create({ roles: [] })).rejects.toMatchObject(refusal(422, 'form_param_value_invalid'))
    await expect(create({ roles: ['org:king'] })).rejects.toMatchObject(refusal(404, 'resource_not_found'))
    await expect(create({ roles: Array.from({ length: 11 }, (_, n) => `org:r${n}`) })).rejects.toMatchObject(refusal(422, 'form_param_array_size_exceeded'))
    await expect(create({ defaultRoleKey: 'org:member' })).rejects.toMatchObject(refusal(422, 'form_param_value_invalid'))
    await expect(create({ creatorRoleKey: 'org:viewer' })).rejects.toMatchObject(refusal(422, 'organization_missing_creator_role_permissions'))
    await expect(create({ key: 'large' })).rejects.toMatchObject(refusal(422, 'form_param_format_invalid'))
    await expect(create({ key: 'role_set:default' })).rejects.toMatchObject(refusal(422, 'form_identifier_exists'))
    await expect(clerk.roleSets.getRoleSet('role_set:none')).rejects.toMatchObject(refusal(404, 'resource_not_found'))
    expect(local.store.roleSets.size).toBe(1)
  })

  it('decide which roles an organization lists and gives', async () => {
    await clerk.roleSets.createRoleSet(large)
    const { id } = await clerk.organizations.createOrganization({ name: 'Big', createdBy: user('ada'), ...{ roleSetKey: 'role_set:large' } })
    const ada = await TestBrowser.open(local)
    await ada.signIn('ada+clerk_test@example.com')
    const { response } = (await ada.call('GET', `/v1/organizations/${id}/roles`)).body
    expect(response).toMatchObject({ total_count: 3, has_role_set_migration: false })
    expect(code(await ada.call('POST', `/v1/organizations/${id}/invitations`, { email_address: 'x@example.com', role: 'org:member' }))).toBe('resource_not_found')
    await expect(clerk.organizations.createOrganizationMembership({ organizationId: id, userId: user('bob'), role: 'org:member' })).rejects.toMatchObject({ status: 404, errors: [{ meta: { paramName: 'role' } }] })
    await clerk.organizations.createOrganizationMembership({ organizationId: id, userId: user('bob'), role: 'org:analyst' })
  })

  it('give new organizations the initial one and its creator role', async () => {
    await clerk.organizationRoles.createOrganizationRole({ key: 'org:owner', name: 'Owner', permissions: local.store.permissions.all().map(p => p.id) })
    await clerk.roleSets.createRoleSet({ name: 'New', roles: ['org:owner', 'org:viewer'], creatorRoleKey: 'org:owner', defaultRoleKey: 'org:viewer', type: 'initial' })
    expect((await clerk.roleSets.getRoleSetList()).data.map(set => [set.key, set.type])).toEqual([['role_set:new', 'initial'], ['role_set:default', 'custom']])
    expect(await clerk.instance.getOrganizationSettings()).toMatchObject({ creatorRole: 'org:owner', domainsDefaultRole: 'org:viewer' })
    const { id } = await clerk.organizations.createOrganization({ name: 'Next', createdBy: user('dan') })
    expect(local.store.organizations.get(id)?.roleSetKey).toBe('role_set:new')
    expect(local.store.memberships.by('organizationId', id)).toMatchObject([{ role: 'org:owner' }])
  })

  it('take roles, and a removed role hands its members on', async () => {
    const added = await clerk.roleSets.addRolesToRoleSet({ roleSetKeyOrId: 'role_set:default', roleKeys: ['org:viewer'], defaultRoleKey: 'org:viewer' })
    expect([added.roles.length, added.defaultRole?.key]).toEqual([3, 'org:viewer'])
    const before = local.store.changes.all().length
    const replaced = await clerk.roleSets.replaceRoleInRoleSet({ roleSetKeyOrId: 'role_set:default', roleKey: 'org:member', toRoleKey: 'org:viewer' })
    expect(replaced.roles.map(role => [role.key, role.membersCount])).toEqual([['org:admin', 2], ['org:viewer', 2]])
    expect([roleOf('acme', 'bob'), roleOf('beta', 'ada')]).toEqual(['org:viewer', 'org:viewer'])
    expect(local.store.changes.all().slice(before).map(change => change.type)).toEqual(['organizationMembership.updated', 'organizationMembership.updated'])
    await expect(clerk.roleSets.replaceRoleInRoleSet({ roleSetKeyOrId: 'role_set:default', roleKey: 'org:admin', toRoleKey: 'org:viewer' })).rejects.toMatchObject(refusal(422, 'organization_missing_creator_role_permissions'))
  })

  it('are replaced, and members move by the mapping', async () => {
    await clerk.roleSets.createRoleSet(large)
    const replace = (reassignmentMappings?: Record<string, string>) => clerk.roleSets.replaceRoleSet({ roleSetKeyOrId: 'role_set:default', destRoleSetKey: 'role_set:large', reassignmentMappings })
    await expect(replace()).rejects.toMatchObject(refusal(422, 'form_param_value_invalid'))
    await expect(replace({ 'org:member': 'org:none' })).rejects.toMatchObject(refusal(422, 'form_param_value_invalid'))
    expect(await replace({ 'org:member': 'org:analyst' })).toMatchObject({ object: 'role_set', deleted: true })
    expect([roleOf('acme', 'ada'), roleOf('acme', 'bob'), organization('acme').roleSetKey]).toEqual(['org:admin', 'org:analyst', 'role_set:large'])
    expect((await clerk.roleSets.getRoleSet('role_set:large')).type).toBe('initial')
    expect(local.store.roleSets.size).toBe(1)
  })

  it('change for one organization only if its members fit', async () => {
    await clerk.roleSets.createRoleSet(large)
    const move = () => clerk.organizations.updateOrganization(organization('acme').id, { name: 'Acme', ...{ roleSetKey: 'role_set:large' } })
    await expect(move()).rejects.toMatchObject({ status: 422, errors: [{ meta: { paramName: 'role_set_key' } }] })
    await clerk.organizations.deleteOrganizationMembership({ organizationId: organization('acme').id, userId: user('bob') })
    await expect(clerk.organizations.updateOrganization(organization('acme').id, { slug: 'beta', ...{ roleSetKey: 'role_set:large' } })).rejects.toMatchObject(refusal(422, 'form_identifier_exists'))
    expect(organization('acme').roleSetKey).toBe('role_set:default')
    await move()
    expect([organization('acme').roleSetKey, organization('beta').roleSetKey]).toEqual(['role_set:large', 'role_set:default'])
  })
})
