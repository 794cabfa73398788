import type { InvitationAnswers, invitationOperations } from '../../contract/frontend/invitations.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { clerkError, invalidParam, missingParam } from '../../core/errors.ts'
import { createInvitation, createInvitations, invitationStatuses, listInvitations, revokeInvitation } from '../../domain/organizations/invitations.ts'
import { isAppUrl } from '../../domain/people/app-url.ts'
import { invitationJson } from '../../formatters/organizations/invitation.ts'
import { type FrontendContext, listed, mutated, single } from '../request.ts'
import { member } from './organizations.ts'

/** At most this many at once (facts §H). */
const bulkLimit = 10

/** Invitations an organization sends. */
export const invitationHandlers = (ctx: Context): Handlers<FrontendContext, typeof invitationOperations, InvitationAnswers> => ({
  getOrganizationInvitations(c) {
    const { organization } = member(ctx, c, 'org:sys_memberships:manage')
    const params = c.get('params')
    const rows = listInvitations(ctx, organization.id, { statuses: params.words('status', invitationStatuses), query: params.string('query') })
    return listed(c, rows, i => invitationJson(ctx, i, 'frontend'))
  },

  getAllPendingOrganizationInvitations(c) {
    const { organization } = member(ctx, c, 'org:sys_memberships:manage')
    return single(listInvitations(ctx, organization.id, { statuses: ['pending'] }).map(i => invitationJson(ctx, i, 'frontend')))
  },

  createOrganizationInvitations(c) {
    const { client, organization, user } = member(ctx, c, 'org:sys_memberships:manage')
    const params = c.get('params')
    const invitation = createInvitation(ctx, organization.id, {
      emailAddress: params.required('email_address'), role: params.required('role'), inviterUserId: user.id, redirectUrl: redirectUrl(ctx, c),
    })
    return mutated(ctx, c, client, invitationJson(ctx, invitation, 'frontend'))
  },

  bulkCreateOrganizationInvitations(c) {
    const { client, organization, user } = member(ctx, c, 'org:sys_memberships:manage')
    const params = c.get('params')
    const addresses = params.list('email_address')
    const role = params.required('role')
    if (!addresses.length) throw missingParam('email_address')
    if (addresses.length > bulkLimit) throw clerkError(400, 'bulk_size_exceeded', 'bulk size exceeded', `You can't send more than ${bulkLimit} invitations at once.`)
    const invitations = createInvitations(ctx, organization.id, addresses.map(emailAddress => ({
      emailAddress, role, inviterUserId: user.id, redirectUrl: redirectUrl(ctx, c),
    })))
    return mutated(ctx, c, client, invitations.map(i => invitationJson(ctx, i, 'frontend')))
  },

  revokePendingOrganizationInvitation(c, { invitation_id }) {
    const { client, organization } = member(ctx, c, 'org:sys_memberships:manage')
    return mutated(ctx, c, client, invitationJson(ctx, revokeInvitation(ctx, organization.id, invitation_id), 'frontend'))
  },
})

/** clerk-js sends none; then the link ends at the sign-in page of the app that invites, which sends newcomers on to sign up. */
function redirectUrl(ctx: Context, c: FrontendContext): string | null {
  const given = c.get('params').string('redirect_url')
  if (given && !isAppUrl(ctx, given)) throw invalidParam('redirect_url', 'redirect_url must be an http(s) url of this machine, or of the app in the settings.')
  const origin = c.req.header('origin') ?? ''
  return given || (isAppUrl(ctx, origin) ? `${origin}/sign-in` : null)
}
