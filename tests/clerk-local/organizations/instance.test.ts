import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { TestBrowser } from '../browser.ts'

let local: ClerkLocal
let clerk: ReturnType<typeof createClerkClient>
beforeAll(async () => {
  local = await createClerkLocal()
  clerk = createClerkClient({ telemetry: { disabled: true }, secretKey: local.secretKey, apiUrl: local.backendApiUrl })
})
beforeEach(() => local.reset())
afterAll(() => local.close())

const environment = async () => (await (await TestBrowser.open(local)).call('GET', '/v1/environment')).body
const refusal = (status: number, code: string) => ({ status, errors: [{ code }] })

describe('the instance, with the SDK', () => {
  it('shows every changed setting in the environment at once', async () => {
    await clerk.instance.update({ testMode: false, hibp: true, supportEmail: 'help@example.com', clerkJsVersion: '6.1.0', urlBasedSessionSyncing: false, preferredSignInStrategyWhenPasswordRequired: 'otp', allowedOrigins: ['chrome-extension://abc'] })
    expect(await environment()).toMatchObject({
      auth_config: { test_mode: false, url_based_session_syncing: false },
      display_config: { support_email: 'help@example.com', clerk_js_version: '6.1.0', preferred_sign_in_strategy: 'otp' },
      user_settings: { password_settings: { disable_hibp: false } },
    })
    expect(await clerk.instance.get()).toMatchObject({ environmentType: 'development', allowedOrigins: ['chrome-extension://abc'] })
    await clerk.instance.update({ supportEmail: null })
    expect((await environment()).display_config.support_email).toBe('help@example.com')
  })

  it('shows every changed setting of organizations in the environment at once', async () => {
    await clerk.organizationRoles.createOrganizationRole({ key: 'org:owner', name: 'Owner', permissions: local.store.permissions.all().map(p => p.id), includeInInitialRoleSet: true })
    const owner = local.store.roles.by('key', 'org:owner')[0]!
    const changed = await clerk.instance.updateOrganizationSettings({ maxAllowedMemberships: 7, adminDeleteEnabled: false, domainsEnabled: true, domainsEnrollmentModes: ['automatic_invitation'], creatorRoleId: owner.id, domainsDefaultRoleId: owner.id, ...{ slugDisabled: true } })
    expect(changed).toMatchObject({ enabled: true, maxAllowedMemberships: 7, maxAllowedRoles: 10, creatorRole: 'org:owner', adminDeleteEnabled: false, domainsEnabled: true, slugDisabled: true, domainsEnrollmentModes: ['automatic_invitation'], domainsDefaultRole: 'org:owner' })
    expect((await environment()).organization_settings).toMatchObject({
      max_allowed_memberships: 7,
      actions: { admin_delete: false },
      domains: { enabled: true, enrollment_modes: ['automatic_invitation'], default_role: 'org:owner' },
      slug: { disabled: true },
      creator_role: 'org:owner',
    })
    await clerk.instance.updateOrganizationSettings({ enabled: false })
    expect((await environment()).organization_settings).toMatchObject({ enabled: false, force_organization_selection: false })
  })

  it('refuses roles that can\'t be the creator\'s or aren\'t of the initial role set', async () => {
    const member = local.store.roles.by('key', 'org:member')[0]!
    await expect(clerk.instance.updateOrganizationSettings({ creatorRoleId: member.id })).rejects.toMatchObject(refusal(422, 'organization_missing_creator_role_permissions'))
    await expect(clerk.instance.updateOrganizationSettings({ creatorRoleId: 'role_none' })).rejects.toMatchObject(refusal(404, 'resource_not_found'))
    const outside = await clerk.organizationRoles.createOrganizationRole({ key: 'org:outside', name: 'Outside' })
    await expect(clerk.instance.updateOrganizationSettings({ domainsDefaultRoleId: outside.id })).rejects.toMatchObject({ status: 422 })
  })

  it('has one Svix app, and sends no webhook without', async () => {
    expect((await clerk.webhooks.generateSvixAuthURL()).svix_url).toBe(`${local.url}/webhooks`)
    await expect(clerk.webhooks.createSvixApp()).rejects.toMatchObject(refusal(400, 'svix_app_exists'))
    local.webhooks.setEndpoints([{ url: 'http://127.0.0.1:1/' }])
    await clerk.webhooks.deleteSvixApp()
    await clerk.organizations.createOrganization({ name: 'Unheard' })
    expect(local.webhooks.deliveries()).toEqual([])
    await expect(clerk.webhooks.generateSvixAuthURL()).rejects.toMatchObject({ status: 400 })
    expect((await clerk.webhooks.createSvixApp()).svix_url).toBe(`${local.url}/webhooks`)
    await clerk.organizations.createOrganization({ name: 'Heard' })
    expect(local.webhooks.deliveries().map(delivery => delivery.type)).toContain('organization.created')
    local.webhooks.setEndpoints([])
  })
})
