import type { Context } from '../../../core/context.ts'
import type { Client, Metadata, SignIn, User } from '../../../core/entities/index.ts'
import { nilParam, notFound, paramError } from '../../../core/errors.ts'
import { acceptInvitation, requireUsableInvitation } from '../../organizations/invitations.ts'
import { requireUser } from '../users/users.ts'
import { acceptActorToken, requireUsableActorToken } from './actor-tokens.ts'
import { liveSessions, requireNotSignedIn, requireUnblocked } from './guards.ts'
import { acceptSignInToken, requireUsableSignInToken } from './sign-in-tokens.ts'
import { invalidTicket, readTicket } from './tickets.ts'

/** Whom a ticket signs in, and what an impersonator's session is bound to. */
export interface TicketHolder { user: User, actor?: Metadata, sessionSeconds?: number }

/** Takes a ticket for a sign-in: it stands for the first factor, and is used up. Nothing has changed when it is refused. */
export function takeTicket(ctx: Context, signIn: SignIn, client: Client, text: string | undefined): TicketHolder {
  if (!text) throw nilParam('ticket')
  const { kind, sourceId } = readTicket(ctx, text)
  // An invitation to the application is for people who have no account.
  if (kind === 'invitation') throw invalidTicket()
  const holder = kind === 'organization_invitation' ? byInvitation(ctx, client, sourceId) : kind === 'sign_in_token' ? bySignInToken(ctx, client, sourceId) : byActorToken(ctx, sourceId)
  signIn.identifier = holder.identifier
  signIn.firstFactor = { status: 'verified', strategy: 'ticket', attempts: null, expireAt: null }
  return holder
}

function byInvitation(ctx: Context, client: Client, id: string) {
  const invitation = ctx.store.invitations.get(id)
  if (!invitation) throw notFound('Organization invitation not found.')
  const user = ctx.store.userByEmail(invitation.emailAddress)
  if (user) {
    requireUnblocked(user)
    // A signed-in person's invitation is accepted on the spot, or was by its link: Clerk UI then goes on with the session they have.
    const signedIn = liveSessions(ctx, client).some(session => session.userId === user.id)
    if (signedIn && invitation.acceptedUserId !== user.id) acceptInvitation(ctx, invitation, user.id)
    requireNotSignedIn(ctx, client, user)
  }
  requireUsableInvitation(ctx, invitation)
  if (!user) throw paramError('identifier', 'form_identifier_not_found', 'Couldn\'t find your account.')
  acceptInvitation(ctx, invitation, user.id)
  return { user, identifier: invitation.emailAddress }
}

function bySignInToken(ctx: Context, client: Client, id: string) {
  const token = requireUsableSignInToken(ctx, id)
  const user = requireUser(ctx, token.userId)
  requireUnblocked(user)
  requireNotSignedIn(ctx, client, user)
  acceptSignInToken(ctx, token)
  return { user, identifier: user.emailAddresses[0]?.emailAddress ?? null }
}

/** Impersonation goes on beside whatever sessions there are. */
function byActorToken(ctx: Context, id: string) {
  const token = requireUsableActorToken(ctx, id)
  const user = requireUser(ctx, token.userId)
  requireUnblocked(user)
  acceptActorToken(ctx, token)
  return { user, identifier: user.emailAddresses[0]?.emailAddress ?? null, actor: token.actor, sessionSeconds: token.sessionSeconds }
}
