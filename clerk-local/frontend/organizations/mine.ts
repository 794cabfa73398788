import { Hono } from 'hono'
import type { Context } from '../../core/context.ts'
import type { InvitationStatus } from '../../core/entities.ts'
import { notFound } from '../../core/errors.ts'
import { acceptInvitation, invitationsForUser } from '../../domain/organizations/invitations.ts'
import { requireMembership, removeMember } from '../../domain/organizations/memberships.ts'
import { acceptSuggestion, suggestionsForUser } from '../../domain/organizations/suggestions.ts'
import { suggestionJson, userInvitationJson } from '../../formatters/invitation.ts'
import { membershipJson } from '../../formatters/membership.ts'
import { deletedJson } from '../../formatters/organization.ts'
import { answer, type FrontendEnv, page, requireLiveSession } from '../request.ts'

/** The signed-in person's organizations, invitations and suggestions. */
export function mineRoutes(ctx: Context): Hono<FrontendEnv> {
  const app = new Hono<FrontendEnv>().basePath('/me')

  app.get('/organization_memberships', (c) => {
    const { user } = requireLiveSession(ctx, c)
    const rows = ctx.store.memberships.by('userId', user.id).reverse()
    if (c.get('params').boolean('paginated')) return page(c, rows, m => membershipJson(ctx, m, 'frontend'))
    return c.json({ response: rows.map(m => membershipJson(ctx, m, 'frontend')), client: null })
  })

  app.delete('/organization_memberships/:organization_id', (c) => {
    const { client, user } = requireLiveSession(ctx, c)
    const membership = requireMembership(ctx, c.req.param('organization_id'), user.id)
    removeMember(ctx, membership.organizationId, user.id)
    return answer(ctx, c, client, deletedJson('organization_membership', membership))
  })

  app.get('/organization_invitations', (c) => {
    const { user } = requireLiveSession(ctx, c)
    const statuses = c.get('params').list('status') as InvitationStatus[]
    return page(c, invitationsForUser(ctx, user.id, statuses.length ? statuses : undefined), i => userInvitationJson(ctx, i, 'frontend'))
  })

  app.post('/organization_invitations/:id/accept', (c) => {
    const { client, user } = requireLiveSession(ctx, c)
    const invitation = invitationsForUser(ctx, user.id, ['pending', 'accepted', 'revoked', 'expired']).find(i => i.id === c.req.param('id'))
    if (!invitation) throw notFound('Organization invitation not found.')
    acceptInvitation(ctx, invitation, user.id)
    return answer(ctx, c, client, userInvitationJson(ctx, invitation, 'frontend'))
  })

  app.get('/organization_suggestions', (c) => {
    const { user } = requireLiveSession(ctx, c)
    return page(c, suggestionsForUser(ctx, user.id, c.get('params').list('status')), s => suggestionJson(ctx, s))
  })

  app.post('/organization_suggestions/:id/accept', (c) => {
    const { client, user } = requireLiveSession(ctx, c)
    return answer(ctx, c, client, suggestionJson(ctx, acceptSuggestion(ctx, user.id, c.req.param('id'))))
  })

  // Off in the environment (organization_creation_defaults), but the UI may ask.
  app.get('/organization_creation_defaults', (c) => {
    requireLiveSession(ctx, c)
    return c.json({ response: { advisory: null, form: { name: '', slug: '', logo: null, blur_hash: null } }, client: null })
  })

  return app
}
