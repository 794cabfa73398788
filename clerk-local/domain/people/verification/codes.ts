import type { Context } from '../../../core/context.ts'
import type { Verification } from '../../../core/entities/index.ts'
import { clerkError, paramError } from '../../../core/errors.ts'
import { createCode } from '../../../core/ids.ts'
import { isTestAddress, isTestPhone, sendCodeMail } from '../mail.ts'

const lifetime = 10 * 60_000
const attemptsAllowed = 3

/** Starts a verification by code and sends it, to an address or a phone number; test ones have a fixed code. */
export function startCode(ctx: Context, to: string, strategy: 'email_code' | 'phone_code' | 'reset_password_email_code' = 'email_code', userId?: string): Verification {
  const code = isTestAddress(ctx, to) || isTestPhone(ctx, to) ? '424242' : createCode(ctx.store.random)
  sendCodeMail(ctx, to, code, strategy === 'reset_password_email_code' ? 'reset_password_code' : 'verification_code', userId)
  return { id: ctx.store.id('ver'), status: 'unverified', strategy, attempts: 0, expireAt: ctx.store.now() + lifetime, code }
}

/** 400 for what is proven already. */
export function requireUnverified(proof: Verification | null): void {
  if (proof?.status === 'verified') throw clerkError(400, 'verification_already_verified', 'This verification has already been verified.')
}

/** Checks a code and marks the verification in place; wrong, late and worn-out ones are refused as Clerk words it. */
export function checkCode(ctx: Context, verification: Verification | null, code: string | undefined): void {
  if (!verification?.code) throw clerkError(400, 'verification_missing', 'Verification is missing', 'You need to prepare verification before attempting it.')
  requireUnverified(verification)
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
