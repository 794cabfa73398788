import { isClerkAPIResponseError } from '@clerk/backend/errors'
import { AppError, type ErrorCode } from '../../shared/errors'

/** Clerk's error codes that people can cause, and ours for them. Source: Clerk's Backend API error reference. */
const known: Record<string, [ErrorCode, string]> = {
  organization_membership_quota_exceeded: ['seat_limit_reached', 'Every seat of this organization is taken, pending invitations included.'],
  already_a_member_in_organization: ['already_a_member', 'This person is already a member of the organization.'],
  organization_invitation_not_unique: ['already_invited', 'There is already a pending invitation for this address.'],
  duplicate_record: ['already_invited', 'There is already a pending invitation for this address.'],
  organization_invitation_not_pending: ['invitation_not_pending', 'This invitation is no longer pending.'],
  organization_invitation_already_accepted: ['invitation_not_pending', 'This invitation was already accepted.'],
  organization_invitation_revoked_code: ['invitation_not_pending', 'This invitation was already revoked.'],
  organization_membership_enterprise_connection_cannot_remove: ['member_provisioned', 'This membership comes from a single sign-on connection.'],
  organization_minimum_permissions_needed: ['last_admin', 'Somebody in the organization must keep the right to manage it.'],
}

/** Clerk's parameter names are snake_case; the API's field names are camelCase. */
const camelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/**
 * Turns what a Backend API call threw into a refusal that can be shown. Anything that did not come from the SDK passes
 * unchanged.
 *
 * Clerk's own words pass only for input errors; statuses 401 and 5xx and refused connections are `clerk_unavailable`, so
 * that nothing about our credentials reaches a client.
 */
export function fromClerkError(error: unknown): unknown {
  if (!isClerkAPIResponseError(error)) return error
  const first = error.errors[0]
  const match = first && known[first.code]
  if (match) return new AppError(...match)
  if (error.status === 429)
    return new AppError('rate_limited', 'Too many requests to Clerk. Wait a moment and try again.', { retryAfter: error.retryAfter ?? 10 })
  // A 404 that names a parameter is about the input, such as a role that the organization's role set lacks.
  const inputError = error.status === 400 || error.status === 422 || (error.status === 404 && first?.meta?.paramName)
  if (error.status === 404 && !inputError) return new AppError('not_found', 'This does not exist, or is not yours to see.')
  if (inputError) {
    const issues = error.errors.map(issue => ({ path: camelCase(issue.meta?.paramName ?? ''), message: issue.longMessage ?? issue.message }))
    return new AppError('invalid_input', issues[0]?.message ?? 'Clerk refused the input.', { issues })
  }
  return new AppError('clerk_unavailable', 'Clerk could not do this right now. Try again in a moment.')
}
