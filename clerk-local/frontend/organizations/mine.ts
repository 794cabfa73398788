import type { MineAnswers, mineOperations } from '../../contract/frontend/mine.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { acceptInvitation, invitationNotFound, invitationsForUser, invitationStatuses } from '../../domain/organizations/invitations.ts'
import { requireMembership, removeMember } from '../../domain/organizations/memberships.ts'
import { acceptSuggestion, suggestionsForUser } from '../../domain/domains/suggestions.ts'
import { suggestionJson, userInvitationJson } from '../../formatters/organizations/invitation.ts'
import { membershipJson } from '../../formatters/organizations/membership.ts'
import { deletedJson } from '../../formatters/organizations/organization.ts'
import { type FrontendContext, listed, mutated, pageOrAll, requireLiveSession, single } from '../request.ts'

/** The signed-in person's organizations, invitations and suggestions. */
export const mineHandlers = (ctx: Context): Handlers<FrontendContext, typeof mineOperations, MineAnswers> => ({
  getOrganizationMemberships(c) {
    const { user } = requireLiveSession(ctx, c)
    const rows = ctx.store.memberships.by('userId', user.id).reverse()
    return pageOrAll(c, rows, m => membershipJson(ctx, m, 'frontend'))
  },

  deleteOrganizationMemberships(c, { organization_id }) {
    const { client, user } = requireLiveSession(ctx, c)
    const membership = requireMembership(ctx, organization_id, user.id)
    removeMember(ctx, membership.organizationId, user.id)
    return mutated(ctx, c, client, deletedJson('organization_membership', membership))
  },

  getUsersOrganizationInvitations(c) {
    const { user } = requireLiveSession(ctx, c)
    const statuses = c.get('params').words('status', invitationStatuses)
    return listed(c, invitationsForUser(ctx, user.id, statuses.length ? statuses : undefined), i => userInvitationJson(ctx, i, 'frontend'))
  },

  acceptOrganizationInvitation(c, { invitation_id }) {
    const { client, user } = requireLiveSession(ctx, c)
    const invitation = invitationsForUser(ctx, user.id, invitationStatuses).find(i => i.id === invitation_id)
    if (!invitation) throw invitationNotFound(invitation_id)
    acceptInvitation(ctx, invitation, user.id)
    return mutated(ctx, c, client, userInvitationJson(ctx, invitation, 'frontend'))
  },

  getOrganizationSuggestions(c) {
    const { user } = requireLiveSession(ctx, c)
    return listed(c, suggestionsForUser(ctx, user.id, c.get('params').words('status', ['pending', 'accepted', 'completed'])), s => suggestionJson(ctx, s))
  },

  acceptOrganizationSuggestion(c, { suggestion_id }) {
    const { client, user } = requireLiveSession(ctx, c)
    return mutated(ctx, c, client, suggestionJson(ctx, acceptSuggestion(ctx, user.id, suggestion_id)))
  },

  // Off in the environment (organization_creation_defaults), but the UI may ask.
  getOrganizationCreationDefaults(c) {
    requireLiveSession(ctx, c)
    return single({ advisory: null, form: { name: '', slug: '', logo: null, blur_hash: null } })
  },
})
