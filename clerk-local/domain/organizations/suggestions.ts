import type { Context } from '../../core/context.ts'
import type { OrganizationSuggestion } from '../../core/entities.ts'
import { notFound } from '../../core/errors.ts'

/** Suggestions for a user, newest first. */
export function suggestionsForUser(ctx: Context, userId: string, statuses: string[] = []): OrganizationSuggestion[] {
  return ctx.store.suggestions.by('userId', userId).filter(s => !statuses.length || statuses.includes(s.status)).reverse()
}

/** Accepting asks the organization's admins to let the user in. */
export function acceptSuggestion(ctx: Context, userId: string, id: string): OrganizationSuggestion {
  const suggestion = ctx.store.suggestions.get(id)
  if (!suggestion || suggestion.userId !== userId) throw notFound('Organization suggestion not found.')
  const now = ctx.store.now()
  if (suggestion.status === 'pending') {
    ctx.store.suggestions.update(id, { status: 'accepted', updatedAt: now })
    ctx.store.membershipRequests.insert({ id: ctx.store.id('orgmemreq'), organizationId: suggestion.organizationId, userId, status: 'pending', createdAt: now, updatedAt: now })
  }
  return suggestion
}
