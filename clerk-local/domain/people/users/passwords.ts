import type { Context } from '../../../core/context.ts'
import type { PasswordHasher, User } from '../../../core/entities/index.ts'
import { paramError } from '../../../core/errors.ts'
import { changed } from '../../changes.ts'
import { digestMatches, digestPassword, importableHashers, isDigest } from './digests.ts'
import { requireUser } from './users.ts'

/** A password as it is kept. */
export interface KeptPassword { digest: string, hasher: PasswordHasher }

/** What a caller may give as a password: itself, or a digest made elsewhere. */
export interface PasswordInput { password?: string | null, digest?: string | null, hasher?: string | null, skipChecks?: boolean | null, param?: string }

/** Clerk's default password rule: at least 8 characters, at most 72. */
export function checkPassword(password: string, param = 'password'): string {
  if (password.length < 8) throw paramError(param, 'form_password_length_too_short', 'Passwords must be 8 characters or more.')
  if (password.length > 72) throw paramError(param, 'form_password_length_too_long', 'Passwords must be 72 characters or less.')
  return password
}

/** The password to keep, checked; undefined when none was given. */
export function passwordToKeep(input: PasswordInput): KeptPassword | undefined {
  if (input.digest) {
    const hasher = importableHashers.find(name => name === input.hasher)
    if (!input.hasher) throw paramError('password_hasher', 'form_param_missing', 'is missing', 'password_hasher must be included with password_digest.')
    if (!hasher) throw paramError('password_hasher', 'form_param_value_invalid', 'is invalid', `${input.hasher} digests can't be checked here. Use one of ${importableHashers.join(', ')}.`)
    if (!isDigest(hasher, input.digest)) throw paramError('password_digest', 'form_password_digest_invalid', 'Password digest is invalid', `The provided password digest is not a valid ${hasher} digest.`)
    return { digest: input.digest, hasher }
  }
  if (!input.password) return undefined
  return { digest: digestPassword(input.skipChecks ? input.password : checkPassword(input.password, input.param)), hasher: 'local' }
}

/** Whether this is the user's password. */
export function passwordMatches(user: User, password: string): boolean {
  return user.passwordDigest !== null && digestMatches(user.passwordHasher, user.passwordDigest, password)
}

/** 422 unless this is the user's password. */
export function requirePassword(user: User, password: string | undefined, param = 'password'): void {
  if (!passwordMatches(user, password ?? '')) throw paramError(param, 'form_password_incorrect', 'Password is incorrect. Try again, or use another method.')
}

/** Sets a new password, which nobody knows to be compromised; null takes it away. */
export function setPassword(ctx: Context, id: string, password: string | null, param = 'password'): User {
  return keepPassword(ctx, id, password === null ? null : passwordToKeep({ password, param }) ?? null)
}

/** Keeps a checked password. */
export function keepPassword(ctx: Context, id: string, kept: KeptPassword | null): User {
  const user = requireUser(ctx, id)
  const now = ctx.store.now()
  ctx.store.users.update(id, { passwordDigest: kept?.digest ?? null, passwordHasher: kept?.hasher ?? 'local', passwordUpdatedAt: now, passwordCompromised: false, updatedAt: now })
  changed.user(ctx, 'updated', user)
  return user
}

/** Marks the password as known to others, or not any more. */
export function setPasswordCompromised(ctx: Context, id: string, compromised: boolean): User {
  const user = requireUser(ctx, id)
  ctx.store.users.update(id, { passwordCompromised: compromised, updatedAt: ctx.store.now() })
  changed.user(ctx, 'updated', user)
  return user
}
