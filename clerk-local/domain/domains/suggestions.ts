import type { Context } from '../../core/context.ts'
import type { OrganizationSuggestion } from '../../core/entities/index.ts'
import { clerkError, notFound } from '../../core/errors.ts'
import { requireNoMembership } from '../organizations/memberships.ts'
import { createMembershipRequest } from './membership-requests.ts'

/** Suggestions for a user, newest first. */
export function suggestionsForUser(ctx: Context, userId: string, statuses: string[] = []): OrganizationSuggestion[] {
  return ctx.store.suggestions.by('userId', userId).filter(s => !statuses.length || statuses.includes(s.status)).reverse()
}

/** Accepting asks the organization's admins to let the user in. */
export function acceptSuggestion(ctx: Context, userId: string, id: string): OrganizationSuggestion {
  const suggestion = ctx.store.suggestions.get(id)
  if (!suggestion || suggestion.userId !== userId) throw notFound('Organization suggestion not found.')
  if (suggestion.status !== 'pending') throw clerkError(400, 'organization_suggestion_already_accepted', 'suggestion has already been accepted', 'This organization suggestion has already been accepted.')
  requireNoMembership(ctx, suggestion.organizationId, userId)
  ctx.store.suggestions.update(id, { status: 'accepted', updatedAt: ctx.store.now() })
  createMembershipRequest(ctx, suggestion.organizationId, userId)
  return suggestion
}
