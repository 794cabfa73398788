import type { EmailAddressAnswers, emailAddressOperations } from '../../contract/frontend/people/me.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { clerkError } from '../../core/errors.ts'
import { isVerified } from '../../core/store.ts'
import { addEmailAddress, removeEmailAddress, requireEmailAddress, verifyEmailAddress } from '../../domain/people/users/users.ts'
import { startCode } from '../../domain/people/verification/codes.ts'
import { deletedJson } from '../../formatters/organization.ts'
import { emailAddressJson } from '../../formatters/user.ts'
import { type FrontendContext, mutated, requireLiveSession, single } from '../request.ts'

/** The signed-in person's e-mail addresses. */
export const emailAddressHandlers = (ctx: Context): Handlers<FrontendContext, typeof emailAddressOperations, EmailAddressAnswers> => ({
  getEmailAddresses: c => single(requireLiveSession(ctx, c).user.emailAddresses.map(emailAddressJson)),

  createEmailAddresses(c) {
    const { client, user } = requireLiveSession(ctx, c)
    return mutated(ctx, c, client, emailAddressJson(addEmailAddress(ctx, user.id, c.get('params').required('email_address'))))
  },

  getEmailAddress: (c, { email_id }) => single(emailAddressJson(own(ctx, c, email_id).email)),

  sendVerificationEmail(c, { email_id }) {
    const { client, email } = own(ctx, c, email_id)
    if (isVerified(email)) throw clerkError(400, 'verification_already_verified', 'This verification has already been verified.')
    email.verification = startCode(ctx, email.emailAddress)
    return mutated(ctx, c, client, emailAddressJson(email))
  },

  verifyEmailAddress(c, { email_id }) {
    const { client, user, email } = own(ctx, c, email_id)
    return mutated(ctx, c, client, emailAddressJson(verifyEmailAddress(ctx, user, email, c.get('params').string('code'))))
  },

  DeleteEmailAddress(c, { email_id }) {
    const { client, user, email } = own(ctx, c, email_id)
    removeEmailAddress(ctx, user.id, email.id)
    return mutated(ctx, c, client, deletedJson('email_address', email))
  },
})

function own(ctx: Context, c: FrontendContext, id: string) {
  const { client, user } = requireLiveSession(ctx, c)
  return { client, user, email: requireEmailAddress(user, id) }
}
