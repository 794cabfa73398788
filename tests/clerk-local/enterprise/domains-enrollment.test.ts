import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createInvitation } from '../../../clerk-local/domain/organizations/invitations.ts'
import { addMember } from '../../../clerk-local/domain/organizations/memberships.ts'
import { updateOrganization } from '../../../clerk-local/domain/organizations/organizations.ts'
import { createUser } from '../../../clerk-local/domain/people/users/users.ts'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { code, type Json, TestBrowser } from '../browser.ts'

let clerk: ClerkLocal
let sdk: ReturnType<typeof createClerkClient>
let ada: TestBrowser
let acme: string
beforeAll(async () => {
  clerk = await createClerkLocal()
  sdk = createClerkClient({ telemetry: { disabled: true }, secretKey: clerk.secretKey, apiUrl: clerk.backendApiUrl })
})
afterAll(() => clerk.close())
beforeEach(async () => {
  clerk.reset()
  acme = clerk.store.organizations.by('slug', 'acme')[0]!.id
  updateOrganization(clerk.ctx, acme, { maxAllowedMemberships: 20 })
  ada = await TestBrowser.open(clerk)
  await ada.signIn('ada+clerk_test@example.com')
})

const person = (name: string, domain = 'acme.test') => createUser(clerk.ctx, { emailAddresses: [`${name}+clerk_test@${domain}`], password: 'orbit-lantern-42' })
const verified = (enrollmentMode: 'automatic_invitation' | 'automatic_suggestion' | 'manual_invitation') =>
  sdk.organizations.createOrganizationDomain({ organizationId: acme, name: 'acme.test', enrollmentMode })
const setMode = (id: string, fields: Record<string, string>) => ada.call('POST', `/v1/organizations/${acme}/domains/${id}/update_enrollment_mode`, fields)
const invited = () => clerk.store.invitations.by('organizationId', acme).filter(i => i.status === 'pending').map(i => i.emailAddress).sort()
const requests = (path = '', method = 'GET') => ada.call(method, `/v1/organizations/${acme}/membership_requests${path}`)
const types = () => clerk.store.changes.all().filter(c => !c.seeded).map(c => c.type)

async function browserOf(name: string): Promise<TestBrowser> {
  const browser = await TestBrowser.open(clerk)
  await browser.signIn(`${name}+clerk_test@acme.test`)
  return browser
}

describe('automatic invitation', () => {
  it('invites everybody of the domain who isn\'t a member, with the default role and without mail', async () => {
    person('fay')
    person('gus')
    person('hal', 'other.test')
    const domain = await verified('manual_invitation')
    expect(invited()).toEqual([])
    const { response } = (await setMode(domain.id, { enrollment_mode: 'automatic_invitation' })).body
    expect(response).toMatchObject({ enrollment_mode: 'automatic_invitation', total_pending_invitations: 2, total_pending_suggestions: 0 })
    expect(invited()).toEqual(['fay+clerk_test@acme.test', 'gus+clerk_test@acme.test'])
    expect(clerk.store.invitations.by('organizationId', acme)[0]).toMatchObject({ role: 'org:member', inviterUserId: null, domainId: domain.id })
    expect(clerk.store.mails.size).toBe(0)
    expect(types().filter(t => t === 'organizationInvitation.created')).toHaveLength(2)
    const fay = await browserOf('fay')
    const [mine] = (await fay.call('GET', '/v1/me/organization_invitations', { status: 'pending' })).body.response.data
    expect((await fay.call('POST', `/v1/me/organization_invitations/${mine.id}/accept`)).body.response.status).toBe('accepted')
    expect((await ada.call('GET', `/v1/organizations/${acme}/domains/${domain.id}`)).body.response.total_pending_invitations).toBe(1)
  })

  it('invites people who sign up later or prove an address of the domain', async () => {
    await verified('automatic_invitation')
    const browser = await TestBrowser.open(clerk)
    const { id } = (await browser.call('POST', '/v1/client/sign_ups', { email_address: 'ivy+clerk_test@acme.test', password: 'orbit-lantern-42' })).body.response
    await browser.call('POST', `/v1/client/sign_ups/${id}/prepare_verification`, { strategy: 'email_code' })
    expect(invited()).toEqual([])
    await browser.call('POST', `/v1/client/sign_ups/${id}/attempt_verification`, { strategy: 'email_code', code: '424242' })
    expect(invited()).toEqual(['ivy+clerk_test@acme.test'])
    const dan = await TestBrowser.open(clerk)
    await dan.signIn('dan+clerk_test@example.com')
    const email = (await dan.call('POST', '/v1/me/email_addresses', { email_address: 'dan+clerk_test@acme.test' })).body.response
    await dan.call('POST', `/v1/me/email_addresses/${email.id}/prepare_verification`, { strategy: 'email_code' })
    await dan.call('POST', `/v1/me/email_addresses/${email.id}/attempt_verification`, { code: '424242' })
    expect(invited()).toContain('dan+clerk_test@acme.test')
  })

  it('leaves people alone who have an invitation, and stops where the seats end', async () => {
    person('fay')
    createInvitation(clerk.ctx, acme, { emailAddress: 'fay+clerk_test@acme.test', role: 'org:admin' })
    person('gus')
    person('hal')
    updateOrganization(clerk.ctx, acme, { maxAllowedMemberships: 4 })
    await verified('automatic_invitation')
    expect(invited()).toEqual(['fay+clerk_test@acme.test', 'gus+clerk_test@acme.test'])
    person('ivy')
    expect(invited()).toHaveLength(2)
  })

  it('is withdrawn with delete_pending or the domain, and only what the domain made', async () => {
    person('fay')
    const domain = await verified('automatic_invitation')
    createInvitation(clerk.ctx, acme, { emailAddress: 'zoe@example.com', role: 'org:member' })
    await setMode(domain.id, { enrollment_mode: 'manual_invitation' })
    expect(invited()).toContain('fay+clerk_test@acme.test')
    await setMode(domain.id, { enrollment_mode: 'manual_invitation', delete_pending: 'true' })
    expect(invited()).toEqual(['zoe@example.com'])
    await setMode(domain.id, { enrollment_mode: 'automatic_invitation' })
    expect(invited()).toHaveLength(2)
    await sdk.organizations.deleteOrganizationDomain({ organizationId: acme, domainId: domain.id })
    expect(invited()).toEqual(['zoe@example.com'])
    expect(types().filter(t => t === 'organizationInvitation.revoked')).toHaveLength(2)
  })

  it('may be off for the instance', async () => {
    await verified('automatic_invitation')
    clerk.ctx.settings.organizations.domainsEnabled = false
    person('fay')
    expect(invited()).toEqual([])
  })

  it('may be off as a mode', async () => {
    const domain = await verified('manual_invitation')
    clerk.ctx.settings.organizations.domainEnrollmentModes = ['manual_invitation']
    const answer = await setMode(domain.id, { enrollment_mode: 'automatic_invitation' })
    expect([answer.status, code(answer)]).toEqual([403, 'organization_domain_enrollment_mode_not_enabled'])
    expect(code(await setMode(domain.id, { enrollment_mode: 'constructor' }))).toBe('form_param_value_invalid')
  })
})

describe('automatic suggestion', () => {
  async function suggested() {
    person('fay')
    const domain = await verified('automatic_suggestion')
    const fay = await browserOf('fay')
    const [suggestion] = (await fay.call('GET', '/v1/me/organization_suggestions', { status: ['pending', 'accepted'] })).body.response.data
    return { domain, fay, suggestion, accept: () => fay.call('POST', `/v1/me/organization_suggestions/${suggestion.id}/accept`) }
  }

  it('suggests the organization, and who accepts asks to be let in', async () => {
    const { domain, suggestion, accept } = await suggested()
    expect(suggestion).toMatchObject({ object: 'organization_suggestion', status: 'pending', public_organization_data: { id: acme, name: 'Acme' } })
    expect((await ada.call('GET', `/v1/organizations/${acme}/domains/${domain.id}`)).body.response.total_pending_suggestions).toBe(1)
    expect((await requests()).body.response.total_count).toBe(0)
    expect((await accept()).body.response.status).toBe('accepted')
    expect(code(await accept())).toBe('organization_suggestion_already_accepted')
    expect((await requests()).body.response).toMatchObject({ total_count: 1, data: [{ status: 'pending', public_user_data: { identifier: 'fay+clerk_test@acme.test' } }] })
    expect((await ada.call('GET', `/v1/organizations/${acme}/domains/${domain.id}`)).body.response.total_pending_suggestions).toBe(0)
  })

  it('becomes a membership with the default role when an admin accepts', async () => {
    const { fay, accept } = await suggested()
    await accept()
    const [request] = (await requests()).body.response.data
    expect((await requests(`/${request.id}/accept`, 'POST')).body.response).toMatchObject({ id: request.id, status: 'accepted' })
    const memberships = (await fay.call('GET', '/v1/me/organization_memberships')).body.response
    expect(memberships.map((m: Json) => [m.organization.id, m.role])).toEqual([[acme, 'org:member']])
    expect(types()).toContain('organizationMembership.created')
    expect((await fay.call('GET', '/v1/me/organization_suggestions')).body.response.data).toMatchObject([{ status: 'completed' }])
    expect((await requests(`/${request.id}/accept`, 'POST')).status).toBe(400)
  })

  it('is not for members, who may have come another way', async () => {
    const { accept } = await suggested()
    addMember(clerk.ctx, { organizationId: acme, userId: clerk.store.userByEmail('fay+clerk_test@acme.test')!.id, role: 'org:member' })
    expect(code(await accept())).toBe('already_a_member_in_organization')
    expect((await requests()).body.response.total_count).toBe(0)
  })

  it('takes a seat then, and not before', async () => {
    updateOrganization(clerk.ctx, acme, { maxAllowedMemberships: 2 })
    const { accept } = await suggested()
    await accept()
    const [request] = (await requests()).body.response.data
    expect(code(await requests(`/${request.id}/accept`, 'POST'))).toBe('organization_membership_quota_exceeded')
    expect((await requests('', 'GET')).body.response.data[0].status).toBe('pending')
  })

  it('ends when an admin rejects, and isn\'t made again', async () => {
    const { domain, fay, accept } = await suggested()
    await accept()
    const [request] = (await requests()).body.response.data
    expect((await requests(`/${request.id}/reject`, 'POST')).body.response.status).toBe('rejected')
    expect((await ada.call('GET', `/v1/organizations/${acme}/membership_requests`, { status: 'pending' })).body.response.total_count).toBe(0)
    await setMode(domain.id, { enrollment_mode: 'automatic_suggestion' })
    expect((await fay.call('GET', '/v1/me/organization_suggestions', { status: 'pending' })).body.response.total_count).toBe(0)
  })

  it('is for the suggested person to accept and for managers of members to answer', async () => {
    const { suggestion, accept } = await suggested()
    expect((await ada.call('POST', `/v1/me/organization_suggestions/${suggestion.id}/accept`)).status).toBe(404)
    await accept()
    const [request] = (await requests()).body.response.data
    const bob = await TestBrowser.open(clerk)
    await bob.signIn('bob+clerk_test@example.com')
    expect((await bob.call('POST', `/v1/organizations/${acme}/membership_requests/${request.id}/accept`)).status).toBe(403)
    expect((await requests('/orgmemreq_none/accept', 'POST')).status).toBe(404)
  })

  it('goes with the domain', async () => {
    const { domain, fay } = await suggested()
    await sdk.organizations.deleteOrganizationDomain({ organizationId: acme, domainId: domain.id })
    expect((await fay.call('GET', '/v1/me/organization_suggestions')).body.response.total_count).toBe(0)
  })
})
