import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { EmailAddressAnswers, emailAddressOperations } from '../../contract/backend/people/email-addresses.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { invalidParam } from '../../core/errors.ts'
import { addEmailAddress, findEmailAddress, prepareEmailAddress, provenByAdmin, removeEmailAddress, replaceEmailAddresses, updateEmailAddress, verifyEmailAddress } from '../../domain/people/users/emails.ts'
import { deletedJson } from '../../formatters/organizations/organization.ts'
import { emailAddressJson, verificationAttemptJson } from '../../formatters/people/user.ts'
import { readBody } from '../request.ts'

const patch = { verified: z.boolean().nullish(), primary: z.boolean().nullish(), notify_primary_email_address_changed: z.boolean().nullish() }
const createBody = z.strictObject({ user_id: z.string(), email_address: z.string(), ...patch })
const updateBody = z.strictObject(patch)
const replaceBody = z.strictObject({ email_address: z.string(), identification_status: z.enum(['verified', 'unverified']).nullish(), notify_primary_email_address_changed: z.boolean().nullish() })
const attemptBody = z.strictObject({ verification_id: z.string(), code: z.string() })

/** E-mail addresses of users. */
export const emailAddressHandlers = (ctx: Context): Handlers<Call, typeof emailAddressOperations, EmailAddressAnswers> => ({
  async CreateEmailAddress(c) {
    const body = await readBody(c, createBody)
    if (body.primary && !body.verified) throw invalidParam('primary', 'Only a verified email address can be the primary one.')
    const email = addEmailAddress(ctx, body.user_id, body.email_address, body.verified ? provenByAdmin() : null)
    if (!body.primary) return emailAddressJson(ctx, email)
    return emailAddressJson(ctx, updateEmailAddress(ctx, findEmailAddress(ctx, email.id).user, email, { primary: true, notify: body.notify_primary_email_address_changed }))
  },

  GetEmailAddress: (_, { email_address_id }) => emailAddressJson(ctx, findEmailAddress(ctx, email_address_id).email),

  async UpdateEmailAddress(c, { email_address_id }) {
    const { user, email } = findEmailAddress(ctx, email_address_id)
    const { verified, primary, notify_primary_email_address_changed: notify } = await readBody(c, updateBody)
    return emailAddressJson(ctx, updateEmailAddress(ctx, user, email, { verified, primary, notify }))
  },

  DeleteEmailAddress(_, { email_address_id }) {
    const { user, email } = findEmailAddress(ctx, email_address_id)
    return deletedJson('email_address', removeEmailAddress(ctx, user.id, email.id))
  },

  PrepareEmailAddressVerification(_, { email_address_id }) {
    const { user, email } = findEmailAddress(ctx, email_address_id)
    return verificationAttemptJson(ctx, prepareEmailAddress(ctx, user, email).verification)
  },

  async AttemptEmailAddressVerification(c, { email_address_id }) {
    const { user, email } = findEmailAddress(ctx, email_address_id)
    const { verification_id, code } = await readBody(c, attemptBody)
    if (email.verification?.id !== verification_id) throw invalidParam('verification_id', 'verification_id must be the id of the address\'s last verification.')
    return verificationAttemptJson(ctx, verifyEmailAddress(ctx, user, email, code).verification)
  },

  async ReplaceUserEmailAddress(c, { user_id }) {
    const body = await readBody(c, replaceBody)
    return emailAddressJson(ctx, replaceEmailAddresses(ctx, user_id, body.email_address, body.identification_status !== 'unverified', body.notify_primary_email_address_changed ?? false))
  },
})
