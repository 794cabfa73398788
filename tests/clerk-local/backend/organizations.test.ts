import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'

let local: ClerkLocal
let clerk: ReturnType<typeof createClerkClient>

beforeAll(async () => {
  local = await createClerkLocal()
  clerk = createClerkClient({ telemetry: { disabled: true }, secretKey: local.secretKey, apiUrl: local.backendApiUrl })
})
beforeEach(() => local.reset())
afterAll(() => local.close())

const refusal = (status: number, code: string) => ({ status, errors: [{ code }] })
const ada = () => local.store.userByEmail('ada+clerk_test@example.com')!.id

describe('organizations, with the SDK', () => {
  it('gets by id and by slug, with counts only when asked', async () => {
    const acme = await clerk.organizations.getOrganization({ slug: 'acme', includeMembersCount: true })
    expect(acme).toMatchObject({ name: 'Acme', slug: 'acme', membersCount: 2, maxAllowedMemberships: 20, adminDeleteEnabled: true, createdBy: ada() })
    const again = await clerk.organizations.getOrganization({ organizationId: acme.id })
    expect(again.id).toBe(acme.id)
    expect(again.membersCount).toBeUndefined()
  })

  it('lists newest first, searches, filters by member and sorts', async () => {
    const all = await clerk.organizations.getOrganizationList()
    expect(all.totalCount).toBe(2)
    expect(all.data.map(o => o.slug)).toEqual(['acme', 'beta'])
    expect((await clerk.organizations.getOrganizationList({ orderBy: '+name' })).data.map(o => o.slug)).toEqual(['acme', 'beta'])
    expect((await clerk.organizations.getOrganizationList({ orderBy: '-name' })).data.map(o => o.slug)).toEqual(['beta', 'acme'])
    expect((await clerk.organizations.getOrganizationList({ query: 'BET' })).data.map(o => o.slug)).toEqual(['beta'])
    const bob = local.store.userByEmail('bob+clerk_test@example.com')!.id
    // In Clerk's API description, not in the SDK's types.
    const ofUser = (userId: string) => clerk.organizations.getOrganizationList({ limit: 10, ...{ userId: [userId] } })
    expect((await ofUser(bob)).data.map(o => o.slug)).toEqual(['acme'])
    expect((await ofUser(`-${bob}`)).data.map(o => o.slug)).toEqual(['beta'])
    const page = await clerk.organizations.getOrganizationList({ limit: 1, offset: 1 })
    expect(page).toMatchObject({ totalCount: 2, data: [{ slug: 'beta' }] })
  })

  it('creates with the creator as admin', async () => {
    const made = await clerk.organizations.createOrganization({ name: ' New Co ', slug: 'new-co', createdBy: ada(), publicMetadata: { tier: 1 }, maxAllowedMemberships: 7 })
    expect(made).toMatchObject({ name: 'New Co', slug: 'new-co', publicMetadata: { tier: 1 } })
    const { data } = await clerk.organizations.getOrganizationMembershipList({ organizationId: made.id })
    expect(data).toMatchObject([{ role: 'org:admin', publicUserData: { userId: ada() } }])
    expect(data[0]?.permissions).toContain('org:sys_memberships:manage')
  })

  it('refuses what Clerk refuses', async () => {
    const { createOrganization, getOrganization } = clerk.organizations
    await expect(createOrganization.call(clerk.organizations, { name: 'X', createdBy: 'user_none' })).rejects.toMatchObject(refusal(400, 'organization_creator_not_found'))
    await expect(createOrganization.call(clerk.organizations, { name: '' })).rejects.toMatchObject(refusal(422, 'form_param_nil'))
    await expect(createOrganization.call(clerk.organizations, { name: 'X', slug: 'acme' })).rejects.toMatchObject(refusal(422, 'form_identifier_exists'))
    await expect(createOrganization.call(clerk.organizations, { name: 'X', slug: 'Not OK' })).rejects.toMatchObject(refusal(422, 'form_param_format_invalid'))
    await expect(getOrganization.call(clerk.organizations, { slug: 'none' })).rejects.toMatchObject(refusal(404, 'resource_not_found'))
  })

  it('updates, merges and replaces metadata, deletes', async () => {
    const { id } = await clerk.organizations.getOrganization({ slug: 'acme' })
    expect(await clerk.organizations.updateOrganization(id, { name: 'Acme 2', slug: 'acme-2' })).toMatchObject({ name: 'Acme 2', slug: 'acme-2' })
    await clerk.organizations.updateOrganizationMetadata(id, { publicMetadata: { a: { b: 1, c: 2 }, d: 1 }, privateMetadata: { secret: true } })
    const merged = await clerk.organizations.updateOrganizationMetadata(id, { publicMetadata: { a: { b: null, e: 3 } } })
    expect(merged).toMatchObject({ publicMetadata: { a: { c: 2, e: 3 }, d: 1 }, privateMetadata: { secret: true } })
    expect(merged.publicMetadata?.a).not.toHaveProperty('b')
    expect((await clerk.organizations.replaceOrganizationMetadata(id, { publicMetadata: { only: 1 } })).publicMetadata).toEqual({ only: 1 })
    expect(await clerk.organizations.deleteOrganization(id)).toMatchObject({ id, slug: 'acme-2', deleted: true })
    await expect(clerk.organizations.getOrganization({ organizationId: id })).rejects.toMatchObject({ status: 404 })
  })

  it('takes a logo and serves it', async () => {
    const { id } = await clerk.organizations.getOrganization({ slug: 'acme' })
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=', 'base64')
    const withLogo = await clerk.organizations.updateOrganizationLogo(id, { file: new File([png], 'logo.png', { type: 'image/png' }), uploaderUserId: ada() })
    expect(withLogo.hasImage).toBe(true)
    expect((await clerk.organizations.deleteOrganizationLogo(id)).hasImage).toBe(false)
  })
})

describe('the instance, with the SDK', () => {
  it('tells and changes organization settings', async () => {
    expect(await clerk.instance.getOrganizationSettings()).toMatchObject({ enabled: true, slugDisabled: false, maxAllowedMemberships: 5, creatorRole: 'org:admin' })
    expect(await clerk.instance.updateOrganizationSettings({ maxAllowedMemberships: 9, ...{ slugDisabled: true } })).toMatchObject({ maxAllowedMemberships: 9, slugDisabled: true })
    await expect(clerk.organizations.createOrganization({ name: 'X', slug: 'given' })).rejects.toMatchObject(refusal(422, 'form_param_unknown'))
  })

  it('lists roles, permissions and plans, and the subscription of an organization', async () => {
    const roles = await clerk.organizationRoles.getOrganizationRoleList({ orderBy: '+name' })
    expect(roles.data.map(r => r.key)).toEqual(['org:admin', 'org:member'])
    expect(await clerk.organizationRoles.getOrganizationRole(roles.data[0]!.id)).toMatchObject({ key: 'org:admin', isCreatorEligible: true })
    const permissions = await clerk.organizationPermissions.getOrganizationPermissionList({ query: 'projects' })
    expect(permissions.data.map(p => p.key).sort()).toEqual(['org:projects:create', 'org:projects:manage'])
    expect((await clerk.billing.getPlanList({ payerType: 'org' })).data.map(p => p.slug)).toEqual(['business', 'team', 'free_org'])
    const { id } = await clerk.organizations.getOrganization({ slug: 'acme' })
    const subscription = await clerk.billing.getOrganizationBillingSubscription(id)
    expect(subscription).toMatchObject({ status: 'active', subscriptionItems: [{ plan: { slug: 'team' } }] })
  })
})
