import type { Context } from '../../../core/context.ts'
import type { PhoneNumber, User, Verification } from '../../../core/entities/index.ts'
import { invalidParam, notFound, paramError } from '../../../core/errors.ts'
import { changed } from '../../changes.ts'
import { checkCode, requireUnverified, startCode } from '../verification/codes.ts'
import { provenByAdmin } from './emails.ts'
import { requireUser } from './users.ts'

// Phone numbers are kept for apps that read them; nobody signs in with one here.

const proven = (phone: PhoneNumber) => phone.verification?.status === 'verified'

/** The number in E.164, 422 when it can't be one or somebody has it. */
export function requireFreePhone(ctx: Context, phoneNumber: string, selfId?: string): string {
  const number = phoneNumber.replace(/[\s().-]/g, '')
  if (!/^\+[1-9]\d{6,14}$/.test(number)) throw invalidParam('phone_number', 'Phone number must be a valid phone number in E.164 format.')
  const taken = ctx.store.users.find(user => user.phoneNumbers.some(p => p.phoneNumber === number && (user.id === selfId || proven(p))))
  if (taken) throw paramError('phone_number', 'form_identifier_exists', 'That phone number is taken. Please try another.')
  return number
}

/** A row for a number. */
export function newPhoneNumber(ctx: Context, phoneNumber: string, verification: Verification | null): PhoneNumber {
  const now = ctx.store.now()
  return { id: ctx.store.id('idn'), phoneNumber, verification, reservedForSecondFactor: false, createdAt: now, updatedAt: now }
}

/** What may be changed of a number. */
export interface PhonePatch { verified?: boolean | null, primary?: boolean | null, reservedForSecondFactor?: boolean | null }

/** Adds a number; the first verified one is primary. */
export function addPhoneNumber(ctx: Context, userId: string, phoneNumber: string, patch: PhonePatch = {}): PhoneNumber {
  const user = requireUser(ctx, userId)
  const phone = newPhoneNumber(ctx, requireFreePhone(ctx, phoneNumber, userId), null)
  if (patch.primary && !patch.verified) throw notPrimary()
  savePhones(ctx, user, [...user.phoneNumbers, phone])
  return updatePhoneNumber(ctx, user, phone, patch)
}

/** A number with the user who has it, or 404. */
export function findPhoneNumber(ctx: Context, phoneId: string): { user: User, phone: PhoneNumber } {
  const user = ctx.store.users.find(u => u.phoneNumbers.some(p => p.id === phoneId))
  const phone = user?.phoneNumbers.find(p => p.id === phoneId)
  if (!user || !phone) throw notFound(`No phone number was found with id ${phoneId}.`)
  return { user, phone }
}

/** Texts the code that proves a number. */
export function preparePhoneNumber(ctx: Context, user: User, phone: PhoneNumber): PhoneNumber {
  requireUnverified(phone.verification)
  phone.verification = startCode(ctx, phone.phoneNumber, 'phone_code', user.id)
  return phone
}

/** Proves a number by its code. */
export function verifyPhoneNumber(ctx: Context, user: User, phone: PhoneNumber, code: string | undefined): PhoneNumber {
  checkCode(ctx, phone.verification, code)
  return updatePhoneNumber(ctx, user, phone, {})
}

/** Changes a number, and takes a proven one into use. */
export function updatePhoneNumber(ctx: Context, user: User, phone: PhoneNumber, patch: PhonePatch): PhoneNumber {
  const verified = patch.verified ?? proven(phone)
  if ((patch.primary || user.primaryPhoneNumberId === phone.id) && !verified) throw notPrimary()
  if (verified !== proven(phone)) phone.verification = verified ? provenByAdmin() : null
  phone.reservedForSecondFactor = patch.reservedForSecondFactor ?? phone.reservedForSecondFactor
  phone.updatedAt = ctx.store.now()
  if (patch.primary || (verified && !user.primaryPhoneNumberId)) user.primaryPhoneNumberId = phone.id
  savePhones(ctx, user, user.phoneNumbers)
  return phone
}

/** Puts one number in place of all the user had. */
export function replacePhoneNumbers(ctx: Context, userId: string, phoneNumber: string, verified: boolean): PhoneNumber {
  const user = requireUser(ctx, userId)
  const number = user.phoneNumbers.find(p => p.phoneNumber === phoneNumber.trim())?.phoneNumber ?? requireFreePhone(ctx, phoneNumber)
  const phone = newPhoneNumber(ctx, number, verified ? provenByAdmin() : null)
  user.primaryPhoneNumberId = verified ? phone.id : null
  savePhones(ctx, user, [phone])
  return phone
}

/** Removes a number; another proven one becomes primary. */
export function removePhoneNumber(ctx: Context, user: User, phone: PhoneNumber): void {
  const rest = user.phoneNumbers.filter(p => p.id !== phone.id)
  if (user.primaryPhoneNumberId === phone.id) user.primaryPhoneNumberId = rest.find(proven)?.id ?? null
  savePhones(ctx, user, rest)
}

function savePhones(ctx: Context, user: User, phoneNumbers: PhoneNumber[]): void {
  ctx.store.users.update(user.id, { phoneNumbers, updatedAt: ctx.store.now() })
  changed.user(ctx, 'updated', user)
}

const notPrimary = () => invalidParam('primary', 'Only a verified phone number can be the primary one.')
