import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createInvitation, revokeInvitation } from '../../../clerk-local/domain/organizations/invitations.ts'
import { updateOrganization } from '../../../clerk-local/domain/organizations/organizations.ts'
import { invitationLink } from '../../../clerk-local/domain/people/sign-in/tickets.ts'
import { updateUser } from '../../../clerk-local/domain/people/users/users.ts'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { appOrigin, code, TestBrowser } from '../browser.ts'

let clerk: ClerkLocal
let browser: TestBrowser
beforeAll(async () => {
  clerk = await createClerkLocal()
})
afterAll(() => clerk.close())
beforeEach(async () => {
  clerk.reset()
  browser = await TestBrowser.open(clerk)
})

const acme = () => clerk.store.organizations.by('slug', 'acme')[0]!.id
const invite = (emailAddress: string, redirectUrl?: string) => createInvitation(clerk.ctx, acme(), { emailAddress, role: 'org:member', redirectUrl })
const ticketOf = (invitation: ReturnType<typeof invite>) => new URL(invitationLink(clerk.ctx, invitation)).searchParams.get('ticket') ?? ''
const signUp = (fields: Record<string, string>) => browser.call('POST', '/v1/client/sign_ups', fields)

describe('signing up by invitation', () => {
  it('is for the invited address', async () => {
    const ticket = ticketOf(invite('eve@example.com'))
    const other = await signUp({ ticket, email_address: 'mallory@example.com' })
    expect([other.status, other.body.errors[0].meta.param_name]).toEqual([422, 'email_address'])
    const { body: { response } } = await signUp({ ticket, email_address: ' Eve@example.com' })
    expect(response).toMatchObject({ email_address: 'eve@example.com', unverified_fields: [] })
    const changed = await browser.call('PATCH', `/v1/client/sign_ups/${response.id}`, { email_address: 'mallory@example.com', password: 'orbit-lantern-42' })
    expect(changed.status).toBe(422)
    expect((await browser.call('PATCH', `/v1/client/sign_ups/${response.id}`, { password: 'orbit-lantern-42' })).body.response.status).toBe('complete')
  })

  it('makes no user when the invitation can\'t be accepted any more', async () => {
    const invitation = invite('eve@example.com')
    const { body: { response: { id } } } = await signUp({ ticket: ticketOf(invitation) })
    const finish = () => browser.call('PATCH', `/v1/client/sign_ups/${id}`, { password: 'orbit-lantern-42' })
    updateOrganization(clerk.ctx, acme(), { maxAllowedMemberships: 2 })
    expect(code(await finish())).toBe('organization_membership_quota_exceeded')
    // The invitation's own seat is enough.
    updateOrganization(clerk.ctx, acme(), { maxAllowedMemberships: 3 })
    revokeInvitation(clerk.ctx, acme(), invitation.id)
    expect(code(await finish())).toBe('organization_invitation_revoked_code')
    clerk.store.invitations.delete(invitation.id)
    expect((await finish()).status).toBe(404)
    expect(clerk.store.userByEmail('eve@example.com')).toBeUndefined()
  })

  it('takes the last seat', async () => {
    const ticket = ticketOf(invite('eve@example.com'))
    updateOrganization(clerk.ctx, acme(), { maxAllowedMemberships: 3 })
    expect((await signUp({ ticket, password: 'orbit-lantern-42' })).body.response.status).toBe('complete')
  })
})

describe('signing in by invitation', () => {
  it('changes nothing for the banned and the locked', async () => {
    const invitation = invite('dan+clerk_test@example.com')
    const dan = clerk.store.userByEmail('dan+clerk_test@example.com')!
    for (const [patch, expected] of [[{ banned: true }, 'user_banned'], [{ banned: false, locked: true }, 'user_locked']] as const) {
      updateUser(clerk.ctx, dan.id, patch)
      const answer = await browser.call('POST', '/v1/client/sign_ins', { strategy: 'ticket', ticket: ticketOf(invitation) })
      expect([answer.status, code(answer)]).toEqual([403, expected])
    }
    expect([invitation.status, clerk.store.memberships.by('userId', dan.id)]).toEqual(['pending', []])
  })
})

describe('the invitation\'s link', () => {
  const create = async (fields: Record<string, string>, headers: Record<string, string> = { origin: appOrigin }) => {
    const response = await fetch(`${clerk.frontendApiUrl}/v1/organizations/${acme()}/invitations?__clerk_db_jwt=${browser.devBrowser}`, {
      method: 'POST', headers, body: new URLSearchParams({ role: 'org:member', ...fields }),
    })
    return { status: response.status, body: await response.json() as { errors: { meta: { param_name: string } }[] } }
  }

  it('leads to the app only: its ticket signs the invited person in', async () => {
    await browser.signIn('ada+clerk_test@example.com')
    for (const redirect_url of ['javascript:alert(1)', '/home', 'nonsense', 'https://elsewhere.test/join']) {
      const answer = await create({ email_address: 'a@example.com', redirect_url })
      expect([answer.status, answer.body.errors[0]?.meta.param_name]).toEqual([422, 'redirect_url'])
    }
    await create({ email_address: 'a@example.com', redirect_url: `${appOrigin}/join` })
    await create({ email_address: 'b@example.com', redirect_url: '' })
    await create({ email_address: 'c@example.com' }, { origin: 'null' })
    await create({ email_address: 'd@example.com' }, {})
    await create({ email_address: 'e@example.com' }, { origin: 'https://elsewhere.test' })
    expect(clerk.store.invitations.all().map(i => i.redirectUrl)).toEqual([`${appOrigin}/join`, `${appOrigin}/sign-in`, null, null, null])
  })

  it('falls back to the app\'s sign-in page, and to the overview without an app', async () => {
    const follow = async (redirectUrl?: string, headers: Record<string, string> = {}) => {
      const invitation = invite('eve@example.com', redirectUrl)
      const response = await fetch(`${clerk.frontendApiUrl}/v1/tickets/accept?ticket=${ticketOf(invitation)}`, { headers, redirect: 'manual' })
      revokeInvitation(clerk.ctx, acme(), invitation.id)
      return (response.headers.get('location') ?? '').split('?')[0]
    }
    const proxied = { 'clerk-proxy-url': `${appOrigin}/__clerk` }
    clerk.ctx.appOrigin = undefined
    expect(await follow()).toBe(`${clerk.url}/`)
    expect(await follow('not a url', proxied)).toBe(`${appOrigin}/sign-in`)
    clerk.ctx.settings.paths.signIn = '/login'
    expect(await follow(undefined, proxied)).toBe(`${appOrigin}/login`)
    expect(await follow()).toBe(`${appOrigin}/login`)
    clerk.ctx.settings.paths.signIn = 'https://app.test/login'
    expect(await follow()).toBe('https://app.test/login')
  })
})
