import type { Context } from '../../../core/context.ts'
import type { Client, SessionActivity, Verification } from '../../../core/entities/index.ts'
import { ClerkError } from '../../../core/errors.ts'
import { finishSignIn } from '../sign-in/sign-ins.ts'
import { finishSignUp } from '../sign-up/sign-ups.ts'
import { settleEmailAddress } from '../users/emails.ts'
import { requireUser } from '../users/users.ts'
import type { LinkToken } from './links.ts'

/** What the app's page learns of an opened link, as `__clerk_status` and `__clerk_created_session`. */
export interface OpenedLink { status: 'verified' | 'expired' | 'failed' | 'client_mismatch', sessionId?: string }

/** Opens a link, in the browser that asked for it or in another one. The session is always of the browser that asked. */
export function openLink(ctx: Context, link: LinkToken, client: Client | undefined, activity: Partial<SessionActivity>): OpenedLink {
  const verification = verificationOf(ctx, link)
  // A newer link replaces an older one, and each counts once.
  if (verification?.link?.nonce !== link.nonce || verification.status === 'verified') return { status: 'failed' }
  if ((verification.expireAt ?? 0) <= ctx.store.now()) return { status: 'expired' }
  const sameClient = client?.id === link.clientId
  if (!sameClient && ctx.settings.signIn.emailLinkSameClient) return { status: 'client_mismatch' }
  verification.status = 'verified'
  if (sameClient) verification.verifiedAtClient = link.clientId
  try {
    return { status: 'verified', sessionId: finish(ctx, link, activity) }
  }
  catch (error) {
    if (!(error instanceof ClerkError)) throw error
    verification.status = 'failed'
    return { status: 'failed' }
  }
}

function verificationOf(ctx: Context, link: LinkToken): Verification | null | undefined {
  if (link.kind === 'sign_in') return ctx.store.signIns.get(link.sourceId)?.firstFactor
  if (link.kind === 'sign_up') return ctx.store.signUps.get(link.sourceId)?.emailVerification
  return ctx.store.users.get(link.userId)?.emailAddresses.find(e => e.id === link.sourceId)?.verification
}

/** What the proven address leads to: a session, or nothing more than the proof. */
function finish(ctx: Context, link: LinkToken, activity: Partial<SessionActivity>): string | undefined {
  if (link.kind === 'email_address') {
    settleEmailAddress(ctx, requireUser(ctx, link.userId ?? ''), link.sourceId)
    return undefined
  }
  const signIn = ctx.store.signIns.get(link.sourceId)
  const signUp = ctx.store.signUps.get(link.sourceId)
  const done = signIn ? finishSignIn(ctx, signIn, requireUser(ctx, signIn.userId ?? ''), { activity }) : signUp && finishSignUp(ctx, signUp, { activity })
  return done?.createdSessionId ?? undefined
}
