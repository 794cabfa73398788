import type { Context } from '../../../core/context.ts'
import type { EmailAddress, User, Verification } from '../../../core/entities/index.ts'
import { invalidParam, notFound, paramError } from '../../../core/errors.ts'
import { isVerified } from '../../../core/store/store.ts'
import { changed } from '../../changes.ts'
import { enrollAddress } from '../../domains/enrollment.ts'
import { sendPrimaryChangedMail } from '../mail.ts'
import { checkCode, requireUnverified, startCode } from '../verification/codes.ts'
import { startLink } from '../verification/links.ts'
import { requireUser } from './users.ts'

/** How an address is taken over without asking: the Backend API's word. */
export const provenByAdmin = (): Verification => ({ status: 'verified', strategy: 'admin', attempts: null, expireAt: null })

/** Whether the text can be an address; Clerk's own check is about as strict. */
export function isEmailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>()"]+@[^\s@.<>()"]+(\.[^\s@.<>()"]+)+$/.test(text)
}

/** 422: somebody has the address. */
export const emailTaken = (param = 'email_address') => paramError(param, 'form_identifier_exists', 'That email address is taken. Please try another.')

/** The address in lower case; 422 when somebody has it. An unverified one is nobody's. */
export function requireFreeEmail(ctx: Context, emailAddress: string, param = 'email_address'): string {
  const address = emailAddress.trim().toLowerCase()
  if (!isEmailAddress(address)) throw invalidParam(param, 'Email address must be a valid email address.')
  if (ctx.store.userByEmail(address)) throw emailTaken(param)
  return address
}

/** A row for an address. */
export function newEmailAddress(ctx: Context, emailAddress: string, verification: Verification | null): EmailAddress {
  const now = ctx.store.now()
  return { id: ctx.store.id('idn'), emailAddress, verification, createdAt: now, updatedAt: now }
}

/** Adds an address, unverified unless told. A primary one has to be verified. */
export function addEmailAddress(ctx: Context, userId: string, emailAddress: string, verification: Verification | null = null): EmailAddress {
  const user = requireUser(ctx, userId)
  const address = requireFreeEmail(ctx, emailAddress)
  if (user.emailAddresses.some(e => e.emailAddress === address)) throw emailTaken()
  const email = newEmailAddress(ctx, address, verification)
  saveEmails(ctx, user, [...user.emailAddresses, email], isVerified(email) ? user.primaryEmailAddressId ?? email.id : user.primaryEmailAddressId)
  return email
}

/** An address of the user, or 404. */
export function requireEmailAddress(user: User, emailId: string): EmailAddress {
  const email = user.emailAddresses.find(e => e.id === emailId)
  if (!email) throw notFound('Email address not found.')
  return email
}

/** An address with the user who has it, or 404. */
export function findEmailAddress(ctx: Context, emailId: string): { user: User, email: EmailAddress } {
  const user = ctx.store.users.find(u => u.emailAddresses.some(e => e.id === emailId))
  if (!user) throw notFound(`No email address was found with id ${emailId}.`)
  return { user, email: requireEmailAddress(user, emailId) }
}

/** Mails what proves an address: a code, or a link that the browser `clientId` asked for. */
export function prepareEmailAddress(ctx: Context, user: User, email: EmailAddress, link?: { redirectUrl?: string, clientId: string }): EmailAddress {
  requireUnverified(email.verification)
  email.verification = link
    ? startLink(ctx, email.emailAddress, link.redirectUrl, { kind: 'email_address', sourceId: email.id, clientId: link.clientId, userId: user.id })
    : startCode(ctx, email.emailAddress, 'email_code', user.id)
  return email
}

/** Proves an address by its code, unless somebody else proved it meanwhile. */
export function verifyEmailAddress(ctx: Context, user: User, email: EmailAddress, code: string | undefined): EmailAddress {
  checkCode(ctx, email.verification, code)
  return settleEmailAddress(ctx, user, email.id)
}

/** Takes a proven address into use; the first one becomes the primary one. */
export function settleEmailAddress(ctx: Context, user: User, emailId: string): EmailAddress {
  const email = requireEmailAddress(user, emailId)
  if ((ctx.store.userByEmail(email.emailAddress)?.id ?? user.id) !== user.id) {
    email.verification = null
    throw emailTaken()
  }
  email.updatedAt = ctx.store.now()
  saveEmails(ctx, user, user.emailAddresses, user.primaryEmailAddressId ?? email.id)
  return email
}

/** What the Backend API may change of an address. */
export interface EmailPatch { verified?: boolean | null, primary?: boolean | null, notify?: boolean | null }

/** Verifies or unverifies an address, and makes it the primary one; that one stays verified. */
export function updateEmailAddress(ctx: Context, user: User, email: EmailAddress, patch: EmailPatch): EmailAddress {
  const verified = patch.verified ?? isVerified(email)
  const owner = verified ? ctx.store.userByEmail(email.emailAddress) : undefined
  if (owner && owner.id !== user.id) throw emailTaken()
  const primary = patch.primary === true || user.primaryEmailAddressId === email.id
  if (primary && !verified) throw invalidParam('primary', 'Only a verified email address can be the primary one.')
  if (verified !== isVerified(email)) email.verification = verified ? provenByAdmin() : null
  email.updatedAt = ctx.store.now()
  const before = user.emailAddresses.find(e => e.id === user.primaryEmailAddressId)
  saveEmails(ctx, user, user.emailAddresses, primary ? email.id : user.primaryEmailAddressId)
  if (patch.notify && primary && before && before.id !== email.id) sendPrimaryChangedMail(ctx, before.emailAddress, email.emailAddress, user.id)
  return email
}

/** Puts one address in place of all the user had. */
export function replaceEmailAddresses(ctx: Context, userId: string, emailAddress: string, verified: boolean, notify: boolean): EmailAddress {
  const user = requireUser(ctx, userId)
  const before = user.emailAddresses.find(e => e.id === user.primaryEmailAddressId)
  const own = user.emailAddresses.find(e => e.emailAddress === emailAddress.trim().toLowerCase())
  const address = own && isVerified(own) ? own.emailAddress : requireFreeEmail(ctx, emailAddress)
  const email = newEmailAddress(ctx, address, verified ? provenByAdmin() : null)
  saveEmails(ctx, user, [email], verified ? email.id : null)
  if (notify && before && before.emailAddress !== address) sendPrimaryChangedMail(ctx, before.emailAddress, address, user.id)
  return email
}

/** Removes an address; the primary one stays. */
export function removeEmailAddress(ctx: Context, userId: string, emailId: string): EmailAddress {
  const user = requireUser(ctx, userId)
  const email = requireEmailAddress(user, emailId)
  if (user.primaryEmailAddressId === emailId) throw paramError('email_address_id', 'last_identification_deletion_failed', 'You cannot delete your primary email address.', undefined, 400)
  saveEmails(ctx, user, user.emailAddresses.filter(e => e.id !== emailId), user.primaryEmailAddressId)
  return email
}

function saveEmails(ctx: Context, user: User, emailAddresses: EmailAddress[], primaryEmailAddressId: string | null): void {
  const proven = emailAddresses.filter(e => isVerified(e) && ctx.store.userByEmail(e.emailAddress)?.id !== user.id)
  ctx.store.users.update(user.id, { emailAddresses, primaryEmailAddressId, updatedAt: ctx.store.now() })
  ctx.store.indexEmails(user)
  changed.user(ctx, 'updated', user)
  for (const email of proven) enrollAddress(ctx, user, email.emailAddress)
}
