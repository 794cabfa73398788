import type { EmailAddressAnswers, emailAddressOperations } from '../../contract/frontend/people/me.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { invalidParam } from '../../core/errors.ts'
import { requireMoreIdentifications } from '../../domain/enterprise/accounts.ts'
import { prepareEmailSso, ssoStrategy } from '../../domain/enterprise/sso.ts'
import { requireReverified } from '../../domain/people/sessions/reverification.ts'
import { addEmailAddress, prepareEmailAddress, removeEmailAddress, requireEmailAddress, verifyEmailAddress } from '../../domain/people/users/emails.ts'
import { deletedJson } from '../../formatters/organizations/organization.ts'
import { emailAddressJson } from '../../formatters/people/user.ts'
import { type FrontendContext, mutated, requireLiveSession } from '../request.ts'

/** The signed-in person's e-mail addresses. Adding and removing one asks for a fresh factor. */
export const emailAddressHandlers = (ctx: Context): Handlers<FrontendContext, typeof emailAddressOperations, EmailAddressAnswers> => ({
  getEmailAddresses: c => requireLiveSession(ctx, c).user.emailAddresses.map(email => emailAddressJson(ctx, email)),

  createEmailAddresses(c) {
    const { client, session, user } = requireLiveSession(ctx, c)
    requireReverified(ctx, session)
    requireMoreIdentifications(ctx, user.id)
    return mutated(ctx, c, client, emailAddressJson(ctx, addEmailAddress(ctx, user.id, c.get('params').required('email_address'))))
  },

  getEmailAddress(c, { email_id }) {
    const { client, email } = own(ctx, c, email_id)
    return mutated(ctx, c, client, emailAddressJson(ctx, email))
  },

  sendVerificationEmail(c, { email_id }) {
    const { client, user, email } = own(ctx, c, email_id)
    const params = c.get('params')
    const strategy = params.string('strategy') ?? 'email_code'
    if (strategy === ssoStrategy) {
      const step = { redirectUrl: params.string('redirect_url'), actionCompleteRedirectUrl: params.string('action_complete_redirect_url') || undefined }
      return mutated(ctx, c, client, emailAddressJson(ctx, prepareEmailSso(ctx, email, step)))
    }
    if (strategy !== 'email_code' && !(strategy === 'email_link' && ctx.settings.signIn.emailLink)) throw invalidParam('strategy', `The verification strategy ${strategy} is not on for email addresses.`)
    const link = strategy === 'email_link' ? { redirectUrl: params.string('redirect_url'), clientId: client.id } : undefined
    return mutated(ctx, c, client, emailAddressJson(ctx, prepareEmailAddress(ctx, user, email, link)))
  },

  verifyEmailAddress(c, { email_id }) {
    const { client, user, email } = own(ctx, c, email_id)
    return mutated(ctx, c, client, emailAddressJson(ctx, verifyEmailAddress(ctx, user, email, c.get('params').string('code'))))
  },

  DeleteEmailAddress(c, { email_id }) {
    const { client, session, user, email } = own(ctx, c, email_id)
    requireReverified(ctx, session)
    removeEmailAddress(ctx, user.id, email.id)
    return mutated(ctx, c, client, deletedJson('email_address', email))
  },
})

function own(ctx: Context, c: FrontendContext, id: string) {
  const { client, session, user } = requireLiveSession(ctx, c)
  return { client, session, user, email: requireEmailAddress(user, id) }
}
