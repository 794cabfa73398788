import type { ActorTokenObject, ApplicationInvitationObject, JwtTemplateObject, SignInTokenObject, WaitlistEntryObject } from '../../contract/objects/people/tokens.ts'
import type { Context } from '../../core/context.ts'
import type { ActorToken, ApplicationInvitation, JwtTemplate, SignInToken, WaitlistEntry } from '../../core/entities/index.ts'
import { applicationInvitationLink, ticketLink } from '../../domain/people/sign-in/tickets.ts'
import { applicationInvitationStatus } from '../../domain/people/sign-up/application-invitations.ts'

/** A sign-in token; the ticket itself is told only when it is made. */
export function signInTokenJson(ctx: Context, token: SignInToken, ticket?: string): SignInTokenObject {
  return {
    object: 'sign_in_token',
    id: token.id,
    status: token.status,
    user_id: token.userId,
    ...(ticket && { token: ticket }),
    url: ticket ? ticketLink(ctx, ticket) : null,
    created_at: token.createdAt,
    updated_at: token.updatedAt,
  }
}

/** An actor token; the ticket itself is told only when it is made. */
export function actorTokenJson(ctx: Context, token: ActorToken, ticket?: string): ActorTokenObject {
  return {
    object: 'actor_token',
    id: token.id,
    status: token.status,
    user_id: token.userId,
    actor: token.actor,
    ...(ticket && { token: ticket, url: ticketLink(ctx, ticket) }),
    created_at: token.createdAt,
    updated_at: token.updatedAt,
  }
}

/** An invitation to the application; its link as long as it is good. */
export function applicationInvitationJson(ctx: Context, invitation: ApplicationInvitation): ApplicationInvitationObject {
  const status = applicationInvitationStatus(ctx, invitation)
  return {
    object: 'invitation',
    id: invitation.id,
    email_address: invitation.emailAddress,
    public_metadata: invitation.publicMetadata,
    ...(status === 'revoked' && { revoked: true }),
    status,
    ...(status === 'pending' && { url: applicationInvitationLink(ctx, invitation) }),
    expires_at: invitation.expiresAt,
    created_at: invitation.createdAt,
    updated_at: invitation.updatedAt,
  }
}

/** Somebody who waits, with the invitation they got. No batch ever works on an entry here, so that none is locked. */
export function waitlistEntryJson(ctx: Context, entry: WaitlistEntry): WaitlistEntryObject {
  const invitation = ctx.store.applicationInvitations.get(entry.invitationId ?? '')
  return {
    object: 'waitlist_entry',
    id: entry.id,
    email_address: entry.emailAddress,
    status: entry.status,
    is_locked: false,
    invitation: invitation ? applicationInvitationJson(ctx, invitation) : null,
    created_at: entry.createdAt,
    updated_at: entry.updatedAt,
  }
}

/** A recipe for tokens; its key is never told. */
export function jwtTemplateJson(template: JwtTemplate): JwtTemplateObject {
  return {
    object: 'jwt_template',
    id: template.id,
    name: template.name,
    claims: template.claims,
    lifetime: template.lifetimeSeconds,
    allowed_clock_skew: template.clockSkewSeconds,
    custom_signing_key: template.signingKey !== null,
    signing_algorithm: template.signingAlgorithm,
    created_at: template.createdAt,
    updated_at: template.updatedAt,
  }
}
