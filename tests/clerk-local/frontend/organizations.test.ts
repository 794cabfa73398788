import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { code, type Json, TestBrowser } from '../browser.ts'

let clerk: ClerkLocal
let ada: TestBrowser
let bob: TestBrowser
let acme: string
beforeAll(async () => {
  clerk = await createClerkLocal()
})
afterAll(() => clerk.close())
beforeEach(async () => {
  clerk.reset()
  ada = await TestBrowser.open(clerk)
  await ada.signIn('ada+clerk_test@example.com')
  bob = await TestBrowser.open(clerk)
  await bob.signIn('bob+clerk_test@example.com')
  acme = clerk.store.organizations.by('slug', 'acme')[0]?.id ?? ''
})

const idOf = (email: string) => clerk.store.userByEmail(email)?.id ?? ''
const events = (n: number) => clerk.store.changes.all().slice(-n).map(c => c.type)

describe('organizations', () => {
  it('are created with the creator as admin and the free plan', async () => {
    const { body } = await bob.call('POST', '/v1/organizations', { name: 'Bob Works' })
    expect(body.response).toMatchObject({ object: 'organization', name: 'Bob Works', members_count: 1, pending_invitations_count: 0, max_allowed_memberships: 5, has_image: false })
    expect(body.response.slug).toMatch(/^bob-works-\d+$/)
    expect(body.response).not.toHaveProperty('private_metadata')
    expect(body.client.sessions[0].user.organization_memberships).toHaveLength(2)
    expect(events(3)).toEqual(['subscription.created', 'organization.created', 'organizationMembership.created'])
  })

  it('keep slugs unique and well-formed', async () => {
    for (const [slug, expected] of [['acme', 'form_identifier_exists'], ['Not A Slug', 'form_param_format_invalid']] as const) {
      const answer = await bob.call('POST', '/v1/organizations', { name: 'X', slug })
      expect([answer.status, code(answer), answer.body.errors[0].meta.param_name]).toEqual([422, expected, 'slug'])
    }
    clerk.ctx.settings.organizations.slugsEnabled = false
    expect(code(await bob.call('POST', '/v1/organizations', { name: 'X', slug: 'x' }))).toBe('form_param_unknown')
  })

  it('are changed by those who may, and hidden from strangers', async () => {
    expect((await ada.call('PATCH', `/v1/organizations/${acme}`, { name: 'Acme Inc', slug: 'acme-inc' })).body.response).toMatchObject({ name: 'Acme Inc', slug: 'acme-inc' })
    const member = await bob.call('PATCH', `/v1/organizations/${acme}`, { name: 'No' })
    expect([member.status, code(member)]).toEqual([403, 'missing_organization_permission'])
    const beta = clerk.store.organizations.by('slug', 'beta')[0]?.id
    const stranger = await bob.call('GET', `/v1/organizations/${beta}`)
    expect([stranger.status, code(stranger)]).toEqual([404, 'organization_not_found_or_unauthorized'])
    expect((await bob.call('GET', '/v1/organizations/org_nothing')).body.errors[0].long_message).toBe(stranger.body.errors[0].long_message)
  })

  it('go with everything in them', async () => {
    const { body } = await ada.call('DELETE', `/v1/organizations/${acme}`)
    expect(body.response).toEqual({ object: 'organization', id: acme, slug: 'acme', deleted: true })
    expect(body.client.sessions[0].last_active_organization_id).toBeNull()
    expect(events(3)).toEqual(['organizationMembership.deleted', 'organizationMembership.deleted', 'organization.deleted'])
    expect((await bob.call('GET', '/v1/me/organization_memberships', { paginated: 'true' })).body.response.total_count).toBe(0)
  })

  it('show an uploaded logo', async () => {
    const form = new FormData()
    form.append('file', new File([Buffer.from('pretend')], 'logo.png', { type: 'image/png' }))
    const response = await fetch(`${clerk.frontendApiUrl}/v1/organizations/${acme}/logo?_method=PUT&__clerk_db_jwt=${ada.devBrowser}`, { method: 'POST', body: form })
    const { response: organization } = await response.json() as Json
    expect(organization.has_image).toBe(true)
    expect(await (await fetch(organization.image_url)).text()).toBe('pretend')
    const { body } = await ada.call('DELETE', `/v1/organizations/${acme}/logo`)
    const removed = (await ada.call('GET', `/v1/organizations/${acme}`)).body.response
    expect([body.response.deleted, removed.has_image]).toEqual([true, false])
    expect((await fetch(removed.image_url)).headers.get('content-type')).toBe('image/svg+xml')
  })
})

describe('members', () => {
  it('are listed, searched, filtered and paged', async () => {
    const list = async (fields: Record<string, string | string[]>) => (await bob.call('GET', `/v1/organizations/${acme}/memberships`, { paginated: 'true', ...fields })).body.response
    expect((await list({})).total_count).toBe(2)
    expect((await list({ query: 'lovelace' })).data.map((m: Json) => m.public_user_data.identifier)).toEqual(['ada+clerk_test@example.com'])
    expect((await list({ 'role[]': ['org:admin'] })).total_count).toBe(1)
    expect(await list({ limit: '1', offset: '1' })).toMatchObject({ total_count: 2, data: [{ public_user_data: { first_name: 'Ada' } }] })
    const bad = await bob.call('GET', `/v1/organizations/${acme}/memberships`, { paginated: 'true', limit: '0' })
    expect([bad.status, code(bad)]).toEqual([422, 'form_param_format_invalid'])
  })

  it('change role and leave, but the last manager stays', async () => {
    const demote = await ada.call('PATCH', `/v1/organizations/${acme}/memberships/${idOf('ada+clerk_test@example.com')}`, { role: 'org:member' })
    expect([demote.status, code(demote)]).toEqual([400, 'organization_minimum_permissions_needed'])
    const leave = await ada.call('DELETE', `/v1/me/organization_memberships/${acme}`)
    expect([leave.status, code(leave)]).toEqual([400, 'organization_minimum_permissions_needed'])
    const { body } = await ada.call('PATCH', `/v1/organizations/${acme}/memberships/${idOf('bob+clerk_test@example.com')}`, { role: 'org:admin' })
    expect(body.response).toMatchObject({ role: 'org:admin', role_name: 'Admin' })
    const left = await ada.call('DELETE', `/v1/me/organization_memberships/${acme}`)
    expect(left.status).toBe(200)
    expect(left.body.client.sessions[0]).toMatchObject({ status: 'pending', last_active_organization_id: null })
    expect(clerk.store.changes.all().at(-1)).toMatchObject({ type: 'organizationMembership.deleted', data: { object: 'organization_membership', organization: { slug: 'acme' } } })
  })

  it('are removed by managers only', async () => {
    const path = (email: string) => `/v1/organizations/${acme}/memberships/${idOf(email)}`
    expect((await bob.call('DELETE', path('ada+clerk_test@example.com'))).status).toBe(403)
    expect((await ada.call('DELETE', path('bob+clerk_test@example.com'))).body.response.public_user_data.first_name).toBe('Bob')
    expect((await ada.call('DELETE', path('bob+clerk_test@example.com'))).status).toBe(404)
    expect((await bob.call('GET', `/v1/organizations/${acme}`)).status).toBe(404)
  })

  it('know their roles with permissions', async () => {
    const { body } = await ada.call('GET', `/v1/organizations/${acme}/roles`)
    expect(body.response.data.map((r: Json) => r.key)).toEqual(['org:admin', 'org:member'])
    expect(body.response.data[1].permissions.map((p: Json) => p.key)).toEqual(['org:sys_memberships:read', 'org:sys_billing:read', 'org:projects:create'])
  })
})

describe('invitations', () => {
  const invite = (browser: TestBrowser, ...emails: string[]) => browser.call('POST', `/v1/organizations/${acme}/invitations/bulk`, { email_address: emails, role: 'org:member' })

  it('are sent, listed by status and revoked', async () => {
    const { body } = await invite(ada, 'Eve@example.com', 'fay@example.com')
    expect(body.response.map((i: Json) => [i.email_address, i.status])).toEqual([['eve@example.com', 'pending'], ['fay@example.com', 'pending']])
    expect(body.response[0].expires_at - body.response[0].created_at).toBe(30 * 24 * 3600_000)
    expect(body.client.sessions[0].user.organization_memberships.find((m: Json) => m.organization.id === acme).organization.pending_invitations_count).toBe(2)
    expect(clerk.store.mails.all().map(m => m.subject)).toEqual(['Ada Lovelace invited you to join Acme', 'Ada Lovelace invited you to join Acme'])
    await ada.call('POST', `/v1/organizations/${acme}/invitations/${body.response[0].id}/revoke`)
    const list = async (status: string) => (await ada.call('GET', `/v1/organizations/${acme}/invitations`, { status })).body.response.data.map((i: Json) => i.email_address)
    expect([await list('pending'), await list('revoked')]).toEqual([['fay@example.com'], ['eve@example.com']])
    const again = await ada.call('POST', `/v1/organizations/${acme}/invitations/${body.response[0].id}/revoke`)
    expect(again.status).toBe(404)
  })

  it('are refused for members, duplicates, wrong addresses, full organizations and those who may not', async () => {
    expect(code(await invite(ada, 'bob+clerk_test@example.com'))).toBe('already_a_member_in_organization')
    await invite(ada, 'eve@example.com')
    const twice = await invite(ada, 'eve@example.com')
    expect([twice.status, code(twice)]).toEqual([400, 'organization_invitation_not_unique'])
    expect(code(await invite(ada, 'not an address'))).toBe('form_param_format_invalid')
    expect(code(await invite(bob, 'gus@example.com'))).toBe('missing_organization_permission')
    expect(code(await invite(ada, ...Array.from({ length: 11 }, (_, i) => `p${i}@example.com`)))).toBe('bulk_size_exceeded')
    await invite(ada, ...Array.from({ length: 10 }, (_, i) => `p${i}@example.com`))
    const full = await invite(ada, ...Array.from({ length: 8 }, (_, i) => `q${i}@example.com`))
    expect([full.status, code(full)]).toEqual([403, 'organization_membership_quota_exceeded'])
    expect((await invite(ada, ...Array.from({ length: 7 }, (_, i) => `r${i}@example.com`))).status).toBe(200)
  })

  it('let a newcomer in: link, sign-up by ticket, no code asked', async () => {
    await invite(ada, 'eve@example.com')
    const link = clerk.store.mails.all().at(-1)?.link ?? ''
    const eve = await TestBrowser.open(clerk)
    const target = await eve.follow(link)
    expect([target.origin + target.pathname, target.searchParams.get('__clerk_status')]).toEqual(['http://localhost:3000/sign-in', 'sign_up'])
    const ticket = target.searchParams.get('__clerk_ticket') ?? ''
    const { body: { response } } = await eve.call('POST', '/v1/client/sign_ups', { strategy: 'ticket', ticket })
    expect(response).toMatchObject({ status: 'missing_requirements', email_address: 'eve@example.com', missing_fields: ['password'], unverified_fields: [] })
    const { body } = await eve.call('PATCH', `/v1/client/sign_ups/${response.id}`, { password: 'orbit-lantern-42', first_name: 'Eve' })
    expect(body.response.status).toBe('complete')
    expect(body.client.sessions[0]).toMatchObject({ status: 'active', last_active_organization_id: acme })
    expect(events(4)).toEqual(['user.created', 'organizationMembership.created', 'organizationInvitation.accepted', 'session.created'])
    expect(code(await eve.call('GET', '/v1/tickets/accept', { ticket }))).toBe('organization_invitation_already_accepted')
  })

  it('let a known person in: by ticket when signed out, at once when signed in', async () => {
    await invite(ada, 'dan+clerk_test@example.com', 'cleo+clerk_test@example.com')
    const linkTo = (name: string) => clerk.store.mails.all().find(m => m.to.startsWith(name))?.link ?? ''
    const dan = await TestBrowser.open(clerk)
    const target = await dan.follow(linkTo('dan'))
    expect(target.searchParams.get('__clerk_status')).toBe('sign_in')
    const { body } = await dan.call('POST', '/v1/client/sign_ins', { strategy: 'ticket', ticket: target.searchParams.get('__clerk_ticket') ?? '' })
    expect(body.client.sessions[0]).toMatchObject({ status: 'active', last_active_organization_id: acme })
    const cleo = await TestBrowser.open(clerk)
    await cleo.signIn('cleo+clerk_test@example.com')
    expect((await cleo.follow(linkTo('cleo'))).searchParams.get('__clerk_status')).toBe('complete')
    expect((await cleo.call('GET', `/v1/organizations/${acme}`)).body.response.members_count).toBe(4)
  })

  it('are opened on the app\'s own host, where the browser\'s cookies are', async () => {
    await invite(ada, 'dan+clerk_test@example.com')
    const link = clerk.store.mails.all().at(-1)?.link ?? ''
    await fetch(`${clerk.frontendApiUrl}/v1/environment`, { headers: { 'clerk-proxy-url': 'http://localhost:3000/__clerk' } })
    const hop = (await fetch(link, { redirect: 'manual' })).headers.get('location') ?? ''
    expect(hop).toMatch(/^http:\/\/localhost:3000\/__clerk\/v1\/tickets\/accept\?ticket=/)
    const proxied = await fetch(link, { redirect: 'manual', headers: { 'clerk-proxy-url': 'http://localhost:3000/__clerk' } })
    expect(proxied.headers.get('location')).toMatch(/^http:\/\/localhost:3000\/sign-in\?.*__clerk_status=sign_in/)
  })

  it('are accepted from the list, and expire after 30 days', async () => {
    await invite(ada, 'dan+clerk_test@example.com', 'eve@example.com')
    const dan = await TestBrowser.open(clerk)
    await dan.signIn('dan+clerk_test@example.com')
    const { body: { response } } = await dan.call('GET', '/v1/me/organization_invitations', { status: 'pending' })
    expect(response.data[0]).toMatchObject({ public_organization_data: { slug: 'acme' }, role: 'org:member' })
    expect((await bob.call('POST', `/v1/me/organization_invitations/${response.data[0].id}/accept`)).status).toBe(404)
    expect((await dan.call('POST', `/v1/me/organization_invitations/${response.data[0].id}/accept`)).body.response.status).toBe('accepted')
    const link = clerk.store.mails.all().find(m => m.to.startsWith('eve'))?.link ?? ''
    clerk.store.clockOffset = 31 * 24 * 3600_000
    // As it comes through the app's proxy, where the link leads first.
    const late = await fetch(link, { redirect: 'manual', headers: { 'clerk-proxy-url': 'http://localhost:3000/__clerk' } })
    expect(code({ body: await late.json() })).toBe('ticket_expired_code')
  })
})

describe('billing', () => {
  it('reads plans and the subscription', async () => {
    expect((await ada.call('GET', '/v1/billing/plans', { payer_type: 'org' })).body).toMatchObject({ total_count: 3, data: [{ slug: 'free_org', is_default: true }, { slug: 'team', fee: { amount: 2900, amount_formatted: '29.00' } }, { slug: 'business' }] })
    const { body } = await ada.call('GET', `/v1/organizations/${acme}/billing/subscription`)
    expect(body.response).toMatchObject({ status: 'active', subscription_items: [{ status: 'active', plan: { slug: 'team', features: [{ slug: 'projects' }, { slug: 'api_keys' }] } }] })
    for (const list of ['statements', 'payment_methods', 'credits']) expect((await ada.call('GET', `/v1/organizations/${acme}/billing/${list}`)).status).toBe(200)
  })
})
