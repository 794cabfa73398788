import type { Context } from '../../../core/context.ts'
import type { Session } from '../../../core/entities/index.ts'
import { clerkError, invalidParam, nilParam } from '../../../core/errors.ts'
import { isVerified } from '../../../core/store/store.ts'
import { reverificationFactors, strategyInvalid } from '../sign-in/factors.ts'
import { requirePassword } from '../users/passwords.ts'
import { requireUser } from '../users/users.ts'
import { checkCode, startCode } from '../verification/codes.ts'

/** How old a proven factor may be for a sensitive change: ten minutes (clerk.com/docs/guides/secure/reverification). */
const freshness = 10 * 60_000

const levels = ['first_factor', 'second_factor', 'multi_factor']

/** 403 when the person has to prove a factor anew first; the changes that ask are those of the same page of Clerk's docs. */
export function requireReverified(ctx: Context, session: Session): void {
  if (!ctx.settings.session.reverification || ctx.store.now() - session.firstFactorAt < freshness) return
  // Nobody has a second factor here, so the strongest level is the first one. Who has no factor at all can't be asked.
  if (!reverificationFactors(ctx, requireUser(ctx, session.userId)).length) return
  throw clerkError(403, 'session_reverification_required', 'Reverification required', 'Additional verification is required to perform this action.', {
    clerk_error: { type: 'forbidden', reason: 'reverification-error', metadata: { reverification: { level: 'first_factor', afterMinutes: 10 } } },
  })
}

/** Starts proving anew. Levels with a second factor come down to the first, as nobody has another. */
export function startReverification(ctx: Context, session: Session, level: string): Session {
  if (!levels.includes(level)) throw invalidParam('level', `level must be one of ${levels.join(', ')}.`)
  return ctx.store.sessions.update(session.id, { reverification: null })
}

/** Mails the code. */
export function prepareReverification(ctx: Context, session: Session, strategy: string, emailAddressId?: string): Session {
  const user = requireUser(ctx, session.userId)
  const factor = reverificationFactors(ctx, user).find(f => f.strategy === strategy && f.email_address_id)
  const email = user.emailAddresses.find(e => e.id === (emailAddressId || factor?.email_address_id) && isVerified(e))
  if (!factor || !email) throw strategyInvalid(strategy)
  return ctx.store.sessions.update(session.id, { reverification: startCode(ctx, email.emailAddress) })
}

/** Proves the first factor anew: its age starts over. */
export function attemptReverification(ctx: Context, session: Session, step: { strategy: string, password?: string, code?: string }): Session {
  const user = requireUser(ctx, session.userId)
  if (!reverificationFactors(ctx, user).some(f => f.strategy === step.strategy)) throw strategyInvalid(step.strategy)
  if (step.strategy === 'email_code') checkCode(ctx, session.reverification, step.code)
  else if (!step.password) throw nilParam('password')
  else requirePassword(user, step.password)
  const byPassword = { status: 'verified' as const, strategy: 'password', attempts: 1, expireAt: null }
  return ctx.store.sessions.update(session.id, {
    firstFactorAt: ctx.store.now(),
    reverification: step.strategy === 'password' ? byPassword : session.reverification,
  })
}
