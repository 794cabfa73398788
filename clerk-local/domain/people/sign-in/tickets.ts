import type { Context } from '../../../core/context.ts'
import type { OrganizationInvitation, User } from '../../../core/entities.ts'
import { clerkError } from '../../../core/errors.ts'
import { readJwt, signJwt } from '../../../core/jwt.ts'
import { issuer } from '../../../core/keys.ts'

/** What a ticket is for: an organization invitation, or a sign-in token of the Backend API. */
export type Ticket = { kind: 'organization_invitation', sourceId: string } | { kind: 'sign_in_token', sourceId: string, userId: string }

/** The ticket of an invitation; it lives as long as the invitation. */
export function invitationTicket(ctx: Context, invitation: OrganizationInvitation): string {
  return signJwt(ctx.keys, {
    eml: invitation.emailAddress,
    exp: Math.floor(invitation.expiresAt / 1000),
    iss: issuer,
    oid: invitation.organizationId,
    rurl: invitation.redirectUrl ?? '',
    sid: invitation.id,
    st: 'organization_invitation',
  })
}

/** The link in the invitation's mail: it goes to the Frontend API, which sends the browser on (Clerk does the same). */
export function invitationLink(ctx: Context, invitation: OrganizationInvitation): string {
  return `${ctx.url}/frontend/v1/tickets/accept?ticket=${invitationTicket(ctx, invitation)}`
}

/** A ticket that signs one user in without a factor. */
export function signInTicket(ctx: Context, user: User, sourceId: string, expiresInSeconds: number): string {
  return signJwt(ctx.keys, { exp: Math.floor(ctx.store.now() / 1000) + expiresInSeconds, iss: issuer, sid: sourceId, st: 'sign_in_token', sub: user.id })
}

/** Reads a ticket, or 400 in Clerk's words. */
export function readTicket(ctx: Context, token: string): Ticket {
  const claims = readJwt(ctx.keys, token)
  if (!claims || typeof claims.sid !== 'string') throw clerkError(400, 'ticket_invalid_code', 'Ticket is invalid', 'The ticket is invalid. Ask for a new one.', { param_name: 'ticket' })
  if (typeof claims.exp === 'number' && claims.exp * 1000 <= ctx.store.now()) throw clerkError(400, 'ticket_expired_code', 'Ticket is expired', 'The ticket is expired. Ask for a new one.', { param_name: 'ticket' })
  return claims.st === 'sign_in_token'
    ? { kind: 'sign_in_token', sourceId: claims.sid, userId: String(claims.sub) }
    : { kind: 'organization_invitation', sourceId: claims.sid }
}
