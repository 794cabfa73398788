import type { Context } from '../../../core/context.ts'
import type { Verification } from '../../../core/entities.ts'
import { clerkError, paramError } from '../../../core/errors.ts'
import { createCode } from '../../../core/ids.ts'
import { isTestAddress, sendCodeMail } from '../mail.ts'

const lifetime = 10 * 60_000
const attemptsAllowed = 3

/** Starts a verification by code and mails it; test addresses have a fixed one. */
export function startCode(ctx: Context, emailAddress: string, strategy: 'email_code' | 'reset_password_email_code' = 'email_code'): Verification {
  const code = isTestAddress(ctx, emailAddress) ? '424242' : createCode(ctx.store.random)
  sendCodeMail(ctx, emailAddress, code, strategy === 'email_code' ? 'verification_code' : 'reset_password_code')
  return { status: 'unverified', strategy, attempts: 0, expireAt: ctx.store.now() + lifetime, code }
}

/** Checks a code and marks the verification in place; wrong, late and worn-out ones are refused as Clerk words it. */
export function checkCode(ctx: Context, verification: Verification | null, code: string | undefined): void {
  if (!verification?.code) throw clerkError(400, 'verification_missing', 'Verification is missing', 'You need to prepare verification before attempting it.')
  if (verification.status === 'verified') throw clerkError(400, 'verification_already_verified', 'This verification has already been verified.')
  if ((verification.expireAt ?? 0) <= ctx.store.now()) {
    verification.status = 'expired'
    throw clerkError(400, 'verification_expired', 'This verification has expired. You must create a new one.')
  }
  if ((verification.attempts ?? 0) >= attemptsAllowed) {
    verification.status = 'failed'
    throw clerkError(400, 'verification_failed', 'Too many failed attempts. You have to try again with the same or another method.')
  }
  if (!code) throw paramError('code', 'form_param_nil', 'Enter code.')
  verification.attempts = (verification.attempts ?? 0) + 1
  if (code !== verification.code) throw paramError('code', 'form_code_incorrect', 'is incorrect', 'Incorrect code')
  verification.status = 'verified'
}
