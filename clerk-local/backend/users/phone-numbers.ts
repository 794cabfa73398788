import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { PhoneNumberAnswers, phoneNumberOperations } from '../../contract/backend/people/phone-numbers.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { invalidParam } from '../../core/errors.ts'
import { addPhoneNumber, findPhoneNumber, preparePhoneNumber, removePhoneNumber, replacePhoneNumbers, updatePhoneNumber, verifyPhoneNumber } from '../../domain/people/users/phones.ts'
import { deletedJson } from '../../formatters/organizations/organization.ts'
import { phoneNumberJson, verificationAttemptJson } from '../../formatters/people/user.ts'
import { readBody } from '../request.ts'

const patch = { verified: z.boolean().nullish(), primary: z.boolean().nullish(), reserved_for_second_factor: z.boolean().nullish() }
const createBody = z.strictObject({ user_id: z.string(), phone_number: z.string(), ...patch })
const updateBody = z.strictObject(patch)
const replaceBody = z.strictObject({ phone_number: z.string(), identification_status: z.enum(['verified', 'unverified']).nullish() })
const attemptBody = z.strictObject({ verification_id: z.string(), code: z.string() })

/** Phone numbers of users. */
export const phoneNumberHandlers = (ctx: Context): Handlers<Call, typeof phoneNumberOperations, PhoneNumberAnswers> => ({
  async CreatePhoneNumber(c) {
    const { user_id, phone_number, reserved_for_second_factor: reservedForSecondFactor, ...flags } = await readBody(c, createBody)
    return phoneNumberJson(ctx, addPhoneNumber(ctx, user_id, phone_number, { ...flags, reservedForSecondFactor }))
  },

  GetPhoneNumber: (_, { phone_number_id }) => phoneNumberJson(ctx, findPhoneNumber(ctx, phone_number_id).phone),

  async UpdatePhoneNumber(c, { phone_number_id }) {
    const { user, phone } = findPhoneNumber(ctx, phone_number_id)
    const { reserved_for_second_factor: reservedForSecondFactor, ...flags } = await readBody(c, updateBody)
    return phoneNumberJson(ctx, updatePhoneNumber(ctx, user, phone, { ...flags, reservedForSecondFactor }))
  },

  DeletePhoneNumber(_, { phone_number_id }) {
    const { user, phone } = findPhoneNumber(ctx, phone_number_id)
    removePhoneNumber(ctx, user, phone)
    return deletedJson('phone_number', phone)
  },

  PreparePhoneNumberVerification(_, { phone_number_id }) {
    const { user, phone } = findPhoneNumber(ctx, phone_number_id)
    return verificationAttemptJson(ctx, preparePhoneNumber(ctx, user, phone).verification)
  },

  async AttemptPhoneNumberVerification(c, { phone_number_id }) {
    const { user, phone } = findPhoneNumber(ctx, phone_number_id)
    const { verification_id, code } = await readBody(c, attemptBody)
    if (phone.verification?.id !== verification_id) throw invalidParam('verification_id', 'verification_id must be the id of the number\'s last verification.')
    return verificationAttemptJson(ctx, verifyPhoneNumber(ctx, user, phone, code).verification)
  },

  async ReplaceUserPhoneNumber(c, { user_id }) {
    const body = await readBody(c, replaceBody)
    return phoneNumberJson(ctx, replacePhoneNumbers(ctx, user_id, body.phone_number, body.identification_status !== 'unverified'))
  },
})
