import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { UserFactorAnswers, userFactorOperations } from '../../contract/backend/people/user-factors.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { clerkError, notFound, paramError } from '../../core/errors.ts'
import { endSessions } from '../../domain/people/sessions/sessions.ts'
import { passwordMatches, setPassword, setPasswordCompromised } from '../../domain/people/users/passwords.ts'
import { requireUser } from '../../domain/people/users/users.ts'
import { userJson } from '../../formatters/people/user.ts'
import { queryFlag, readBody } from '../request.ts'

const passwordBody = z.strictObject({ password: z.string() })
const removeBody = z.strictObject({ sign_out_of_other_sessions: z.boolean().nullish() })
const compromisedBody = z.strictObject({ revoke_all_sessions: z.boolean().nullish() })
const codeBody = z.strictObject({ code: z.string() })

/** What users prove themselves by: a password. Of everything else they have none. */
export const userFactorHandlers = (ctx: Context): Handlers<Call, typeof userFactorOperations, UserFactorAnswers> => {
  const lacks = (what: string) => (_: Call, { user_id }: { user_id: string }): never => {
    requireUser(ctx, user_id)
    throw notFound(`User ${user_id} has no ${what}.`)
  }
  return {
    async VerifyPassword(c, { user_id }) {
      const user = requireUser(ctx, user_id)
      const { password } = await readBody(c, passwordBody)
      if (!user.passwordDigest) throw clerkError(400, 'no_password_set', 'no password set', 'This user does not have a password set.')
      if (!passwordMatches(user, password)) throw paramError('password', 'incorrect_password', 'Incorrect password', 'Incorrect password. Please try again.')
      return { verified: true }
    },

    async RemoveUserPassword(c, { user_id }) {
      const { sign_out_of_other_sessions } = await readBody(c, removeBody)
      const user = setPassword(ctx, user_id, null)
      if (sign_out_of_other_sessions) endSessions(ctx, user.id)
      return userJson(ctx, user)
    },

    async SetUserPasswordCompromised(c, { user_id }) {
      const { revoke_all_sessions } = await readBody(c, compromisedBody)
      if (!requireUser(ctx, user_id).passwordDigest) throw clerkError(400, 'no_password_set', 'no password set', 'This user does not have a password set.')
      const user = setPasswordCompromised(ctx, user_id, true)
      if (revoke_all_sessions) endSessions(ctx, user.id)
      return userJson(ctx, user)
    },

    UnsetUserPasswordCompromised: (_, { user_id }) => userJson(ctx, setPasswordCompromised(ctx, user_id, false)),

    async VerifyTOTP(c, { user_id }) {
      requireUser(ctx, user_id)
      await readBody(c, codeBody)
      throw clerkError(400, 'totp_not_configured', 'TOTP not configured', 'This user does not have TOTP configured for their account.')
    },

    DisableMFA: (_, { user_id }) => ({ user_id: requireUser(ctx, user_id).id }),

    DeleteBackupCode: lacks('backup codes'),
    DeleteTOTP: lacks('authenticator app'),
    UserPasskeyDelete: lacks('such passkey'),
    UserWeb3WalletDelete: lacks('such wallet'),
    DeleteExternalAccount: lacks('such external account'),
    RevokeUserTrustedDevice: lacks('such device'),

    GetOAuthAccessToken(c, { user_id }) {
      requireUser(ctx, user_id)
      return queryFlag(c, 'paginated') ? { data: [], total_count: 0 } : []
    },

    ListUserTrustedDevices(_, { user_id }) {
      requireUser(ctx, user_id)
      return { data: [], total_count: 0 }
    },
  }
}
