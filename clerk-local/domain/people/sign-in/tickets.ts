import type { Context } from '../../../core/context.ts'
import type { ApplicationInvitation, OrganizationInvitation } from '../../../core/entities/index.ts'
import { clerkError } from '../../../core/errors.ts'
import { readJwt, signJwt } from '../../../core/keys/jwt.ts'
import { issuer } from '../../../core/keys/keys.ts'

const kinds = ['organization_invitation', 'invitation', 'sign_in_token', 'actor_token'] as const

/** What a ticket is for: an invitation to an organization or to the application, or a token of the Backend API. */
export interface Ticket { kind: typeof kinds[number], sourceId: string }

/** A ticket; it ends with what it stands for (`expiresAt` in milliseconds). */
function ticketFor(ctx: Context, ticket: Ticket, expiresAt: number, claims: Record<string, unknown> = {}): string {
  return signJwt(ctx.keys, { ...claims, exp: Math.floor(expiresAt / 1000), iss: issuer, sid: ticket.sourceId, st: ticket.kind })
}

/** Where a ticket is taken: the Frontend API, which sends the browser on (Clerk does the same). */
export function ticketLink(ctx: Context, ticket: string): string {
  return `${ctx.url}/frontend/v1/tickets/accept?ticket=${ticket}`
}

/** The link in an organization invitation's mail; its ticket lives as long as the invitation. */
export function invitationLink(ctx: Context, invitation: OrganizationInvitation): string {
  return ticketLink(ctx, ticketFor(ctx, { kind: 'organization_invitation', sourceId: invitation.id }, invitation.expiresAt, {
    eml: invitation.emailAddress, oid: invitation.organizationId, rurl: invitation.redirectUrl ?? '',
  }))
}

/** The link in the mail that invites to the application. */
export function applicationInvitationLink(ctx: Context, invitation: ApplicationInvitation): string {
  return ticketLink(ctx, ticketFor(ctx, { kind: 'invitation', sourceId: invitation.id }, invitation.expiresAt, {
    eml: invitation.emailAddress, rurl: invitation.redirectUrl ?? '',
  }))
}

/** A ticket that signs one user in without a factor. */
export function tokenTicket(ctx: Context, kind: 'sign_in_token' | 'actor_token', token: { id: string, userId: string }, expiresInSeconds: number): string {
  return ticketFor(ctx, { kind, sourceId: token.id }, ctx.store.now() + expiresInSeconds * 1000, { sub: token.userId })
}

/** Reads a ticket, or 400 in Clerk's words. */
export function readTicket(ctx: Context, token: string): Ticket {
  const claims = readJwt(ctx.keys, token)
  const kind = kinds.find(k => k === claims?.st)
  if (!claims || !kind || typeof claims.sid !== 'string') throw invalidTicket()
  if (typeof claims.exp === 'number' && claims.exp * 1000 <= ctx.store.now()) throw clerkError(400, 'ticket_expired_code', 'Ticket is expired', 'The ticket is expired. Ask for a new one.', { param_name: 'ticket' })
  return { kind, sourceId: claims.sid }
}

/** Where a ticket's link sends the browser in the end; undefined for what is no ticket of this instance. */
export function targetOf(ctx: Context, token: string): string | undefined {
  const target = readJwt(ctx.keys, token)?.rurl
  return typeof target === 'string' ? target : undefined
}

/** 400: not a ticket of this instance, or not one for this purpose. */
export const invalidTicket = () => clerkError(400, 'ticket_invalid_code', 'Ticket is invalid', 'The ticket is invalid. Ask for a new one.', { param_name: 'ticket' })
