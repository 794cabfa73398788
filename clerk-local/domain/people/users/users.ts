import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from '../../../core/context.ts'
import type { EmailAddress, Metadata, User, Verification } from '../../../core/entities.ts'
import { invalidParam, notFound, paramError } from '../../../core/errors.ts'
import { isVerified } from '../../../core/store.ts'
import { createSubscription, endSubscriptions } from '../../billing/subscriptions.ts'
import { changed } from '../../changes.ts'
import { removeMember } from '../../organizations/memberships.ts'
import { withoutUndefined } from '../../organizations/organizations.ts'
import { checkCode } from '../verification/codes.ts'
import { endSession } from '../sessions/sessions.ts'

export interface UserInput {
  emailAddresses?: string[]
  /** Digest made by `digestPassword`, for a sign-up that kept no plain password. */
  passwordDigest?: string | null
  password?: string | null
  firstName?: string | null
  lastName?: string | null
  username?: string | null
  externalId?: string | null
  publicMetadata?: Metadata
  privateMetadata?: Metadata
  unsafeMetadata?: Metadata
  /** How the addresses were proven; the Backend API's are `admin`. */
  strategy?: string
  legalAcceptedAt?: number | null
  createdAt?: number
}

export type UserPatch = Partial<Pick<User,
  'firstName' | 'lastName' | 'username' | 'externalId' | 'image' | 'publicMetadata' | 'privateMetadata' | 'unsafeMetadata' | 'primaryEmailAddressId' | 'banned' | 'locked' | 'deleteSelfEnabled' | 'createOrganizationEnabled' | 'createOrganizationsLimit' | 'lastSignInAt' | 'lastActiveAt' | 'legalAcceptedAt'>>

/** Whether the text can be an address; Clerk's own check is about as strict. */
export function isEmailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>()"]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text)
}

/** Salted digest: the people here are made up, so it is fast rather than strong. */
export function digestPassword(password: string): string {
  const salt = randomBytes(8).toString('hex')
  return `${salt}.${createHash('sha256').update(salt + password).digest('hex')}`
}

export function passwordMatches(user: User, password: string): boolean {
  const [salt, digest] = user.passwordDigest?.split('.') ?? []
  if (!salt || !digest) return false
  return timingSafeEqual(Buffer.from(digest, 'hex'), createHash('sha256').update(salt + password).digest())
}

/** Clerk's default password rule: at least 8 characters, at most 72. */
export function checkPassword(password: string, param = 'password'): string {
  if (password.length < 8) throw paramError(param, 'form_password_length_too_short', 'Passwords must be 8 characters or more.')
  if (password.length > 72) throw paramError(param, 'form_password_length_too_long', 'Passwords must be 72 characters or less.')
  return password
}

/** By id, or 404. */
export function requireUser(ctx: Context, id: string): User {
  const user = ctx.store.users.get(id)
  if (!user) throw notFound(`No user was found with id ${id}.`)
  return user
}

const emailTaken = (param: string) => paramError(param, 'form_identifier_exists', 'That email address is taken. Please try another.')

/** 422 when somebody has the address; an unverified one is nobody's. */
export function requireFreeEmail(ctx: Context, emailAddress: string, param = 'email_address'): string {
  const address = emailAddress.trim().toLowerCase()
  if (!isEmailAddress(address)) throw invalidParam(param, 'Email address must be a valid email address.')
  if (ctx.store.userByEmail(address)) throw emailTaken(param)
  return address
}

/** Makes a user; the first address is primary and all are verified. */
export function createUser(ctx: Context, input: UserInput): User {
  const addresses = (input.emailAddresses ?? []).map(address => requireFreeEmail(ctx, address))
  if (new Set(addresses).size < addresses.length) throw emailTaken('email_address')
  const digest = input.passwordDigest ?? (input.password ? digestPassword(checkPassword(input.password)) : null)
  const now = input.createdAt ?? ctx.store.now()
  const emailAddresses = addresses.map(address => newEmailAddress(ctx, address, { status: 'verified', strategy: input.strategy ?? 'admin', attempts: null, expireAt: null }))
  const user = ctx.store.users.insert({
    id: ctx.store.id('user'),
    externalId: input.externalId ?? null,
    username: input.username ?? null,
    firstName: input.firstName ?? null,
    lastName: input.lastName ?? null,
    passwordDigest: digest,
    passwordHasher: 'local',
    passwordUpdatedAt: digest ? now : null,
    passwordCompromised: false,
    image: null,
    emailAddresses,
    primaryEmailAddressId: emailAddresses[0]?.id ?? null,
    phoneNumbers: [],
    primaryPhoneNumberId: null,
    locale: null,
    bypassClientTrust: false,
    publicMetadata: input.publicMetadata ?? {},
    privateMetadata: input.privateMetadata ?? {},
    unsafeMetadata: input.unsafeMetadata ?? {},
    banned: false,
    locked: false,
    deleteSelfEnabled: ctx.settings.users.deleteSelf,
    createOrganizationEnabled: ctx.settings.users.createOrganization,
    createOrganizationsLimit: null,
    lastActiveOrganizationId: null,
    lastSignInAt: null,
    lastActiveAt: null,
    legalAcceptedAt: input.legalAcceptedAt ?? null,
    createdAt: now,
    updatedAt: now,
  })
  ctx.store.indexEmails(user)
  changed.user(ctx, 'created', user)
  createSubscription(ctx, 'user', user.id)
  return user
}

/** Changes given fields. Metadata replaces; merging is the caller's (facts §A7). */
export function updateUser(ctx: Context, id: string, patch: UserPatch): User {
  const user = requireUser(ctx, id)
  if (typeof patch.primaryEmailAddressId === 'string' && !isVerified(requireEmailAddress(user, patch.primaryEmailAddressId))) {
    throw invalidParam('primary_email_address_id', 'Only a verified email address can be the primary one.')
  }
  ctx.store.users.update(id, { ...withoutUndefined(patch), updatedAt: ctx.store.now() })
  changed.user(ctx, 'updated', user)
  return user
}

export function setPassword(ctx: Context, id: string, password: string | null): User {
  const user = requireUser(ctx, id)
  const now = ctx.store.now()
  ctx.store.users.update(id, { passwordDigest: password === null ? null : digestPassword(checkPassword(password)), passwordUpdatedAt: now, updatedAt: now })
  changed.user(ctx, 'updated', user)
  return user
}

/** Removes a user with their sessions and memberships. */
export function deleteUser(ctx: Context, id: string): User {
  const user = requireUser(ctx, id)
  for (const session of ctx.store.sessions.by('userId', id)) if (session.status === 'active') endSession(ctx, session.id, 'removed')
  for (const membership of ctx.store.memberships.by('userId', id)) removeMember(ctx, membership.organizationId, id, { force: true })
  for (const suggestion of ctx.store.suggestions.by('userId', id)) ctx.store.suggestions.delete(suggestion.id)
  endSubscriptions(ctx, 'user', id)
  ctx.store.users.delete(id)
  ctx.store.indexEmails(user, false)
  changed.userDeleted(ctx, user)
  return user
}

/** Adds an address, unverified unless told. */
export function addEmailAddress(ctx: Context, userId: string, emailAddress: string, verification: Verification | null = null): EmailAddress {
  const user = requireUser(ctx, userId)
  const address = requireFreeEmail(ctx, emailAddress)
  if (user.emailAddresses.some(e => e.emailAddress === address)) throw emailTaken('email_address')
  const email = newEmailAddress(ctx, address, verification)
  ctx.store.users.update(userId, { emailAddresses: [...user.emailAddresses, email], primaryEmailAddressId: user.primaryEmailAddressId ?? (isVerified(email) ? email.id : null), updatedAt: ctx.store.now() })
  ctx.store.indexEmails(user)
  changed.user(ctx, 'updated', user)
  return email
}

/** An address of the user, or 404. */
export function requireEmailAddress(user: User, emailId: string): EmailAddress {
  const email = user.emailAddresses.find(e => e.id === emailId)
  if (!email) throw notFound('Email address not found.')
  return email
}

/** Proves an address by its code, unless somebody else proved it meanwhile. */
export function verifyEmailAddress(ctx: Context, user: User, email: EmailAddress, code: string | undefined): EmailAddress {
  checkCode(ctx, email.verification, code)
  if ((ctx.store.userByEmail(email.emailAddress)?.id ?? user.id) !== user.id) {
    email.verification = null
    throw emailTaken('email_address')
  }
  ctx.store.users.update(user.id, { primaryEmailAddressId: user.primaryEmailAddressId ?? email.id, updatedAt: ctx.store.now() })
  ctx.store.indexEmails(user)
  changed.user(ctx, 'updated', user)
  return email
}

/** Removes an address; the primary one stays. */
export function removeEmailAddress(ctx: Context, userId: string, emailId: string): EmailAddress {
  const user = requireUser(ctx, userId)
  const email = requireEmailAddress(user, emailId)
  if (user.primaryEmailAddressId === emailId) throw paramError('email_address_id', 'last_identification_deletion_failed', 'You cannot delete your primary email address.', undefined, 400)
  ctx.store.users.update(userId, { emailAddresses: user.emailAddresses.filter(e => e.id !== emailId), updatedAt: ctx.store.now() })
  ctx.store.indexEmails(user)
  changed.user(ctx, 'updated', user)
  return email
}

function newEmailAddress(ctx: Context, emailAddress: string, verification: Verification | null): EmailAddress {
  const now = ctx.store.now()
  return { id: ctx.store.id('idn'), emailAddress, verification, linkedTo: [], createdAt: now, updatedAt: now }
}
