import type { Context } from '../../../core/context.ts'
import type { User, Verification } from '../../../core/entities/index.ts'
import { invalidParam, notFound, paramError } from '../../../core/errors.ts'
import { isVerified } from '../../../core/store/store.ts'
import { createSubscription, endSubscriptions } from '../../billing/subscriptions.ts'
import { deleteApiKeysOf } from '../../api-keys.ts'
import { changed } from '../../changes.ts'
import { enrollAddress } from '../../domains/enrollment.ts'
import { deleteAccounts } from '../../enterprise/accounts.ts'
import { removeMember } from '../../organizations/memberships.ts'
import { withoutUndefined } from '../../organizations/organizations.ts'
import { endSessions } from '../sessions/sessions.ts'
import { emailTaken, newEmailAddress, provenByAdmin, requireEmailAddress, requireFreeEmail } from './emails.ts'
import { type KeptPassword, passwordToKeep } from './passwords.ts'
import { newPhoneNumber, requireFreePhone } from './phones.ts'

/** A new user; without a verification given, their addresses are an administrator's word. */
export interface UserInput {
  emailAddresses?: string[]
  phoneNumbers?: string[]
  /** A checked password, for a sign-up that kept no plain one. */
  kept?: KeptPassword | null
  password?: string | null
  /** How the addresses were proven; by an administrator unless said otherwise. */
  verification?: Verification
  createdAt?: number
  /** Fields as `updateUser` takes them. */
  profile?: UserPatch
}

/** What may be changed of a user; absent fields stay. */
export type UserPatch = Partial<Pick<User,
  'firstName' | 'lastName' | 'username' | 'externalId' | 'locale' | 'image' | 'publicMetadata' | 'privateMetadata' | 'unsafeMetadata' | 'primaryEmailAddressId' | 'primaryPhoneNumberId' | 'banned' | 'locked' | 'bypassClientTrust'
  | 'deleteSelfEnabled' | 'createOrganizationEnabled' | 'createOrganizationsLimit' | 'lastSignInAt' | 'lastActiveAt' | 'legalAcceptedAt' | 'createdAt'>>

/** By id, or 404. */
export function requireUser(ctx: Context, id: string): User {
  const user = ctx.store.users.get(id)
  if (!user) throw notFound(`No user was found with id ${id}.`)
  return user
}

/** Makes a user; the first address and number are primary and all are verified. Nothing is made when a part is refused. */
export function createUser(ctx: Context, input: UserInput): User {
  const addresses = (input.emailAddresses ?? []).map(address => requireFreeEmail(ctx, address))
  if (new Set(addresses).size < addresses.length) throw emailTaken()
  const kept = input.kept ?? passwordToKeep({ password: input.password })
  const verification = () => ({ ...input.verification ?? provenByAdmin() })
  const emailAddresses = addresses.map(address => newEmailAddress(ctx, address, verification()))
  const phoneNumbers = [...new Set(input.phoneNumbers)].map(number => newPhoneNumber(ctx, requireFreePhone(ctx, number), verification()))
  const profile = withoutUndefined(input.profile ?? {})
  requireFreeNames(ctx, profile)
  const now = input.createdAt ?? ctx.store.now()
  const user = ctx.store.users.insert({
    id: ctx.store.id('user'),
    externalId: null,
    username: null,
    firstName: null,
    lastName: null,
    locale: null,
    passwordDigest: kept?.digest ?? null,
    passwordHasher: kept?.hasher ?? 'local',
    passwordUpdatedAt: kept ? now : null,
    passwordCompromised: false,
    image: null,
    emailAddresses,
    primaryEmailAddressId: emailAddresses[0]?.id ?? null,
    phoneNumbers,
    primaryPhoneNumberId: phoneNumbers[0]?.id ?? null,
    bypassClientTrust: false,
    publicMetadata: {},
    privateMetadata: {},
    unsafeMetadata: {},
    banned: false,
    locked: false,
    deleteSelfEnabled: ctx.settings.users.deleteSelf,
    createOrganizationEnabled: ctx.settings.users.createOrganization,
    createOrganizationsLimit: null,
    lastActiveOrganizationId: null,
    lastSignInAt: null,
    lastActiveAt: null,
    legalAcceptedAt: null,
    createdAt: now,
    updatedAt: now,
    ...profile,
  })
  ctx.store.indexEmails(user)
  changed.user(ctx, 'created', user)
  createSubscription(ctx, 'user', user.id)
  for (const email of emailAddresses) if (isVerified(email)) enrollAddress(ctx, user, email.emailAddress)
  return user
}

/** Changes given fields. Metadata replaces; merging is the caller's (facts §A7). */
export function updateUser(ctx: Context, id: string, patch: UserPatch): User {
  const user = requireUser(ctx, id)
  requireFreeNames(ctx, patch, user)
  if (typeof patch.primaryEmailAddressId === 'string' && !isVerified(requireEmailAddress(user, patch.primaryEmailAddressId))) {
    throw invalidParam('primary_email_address_id', 'Only a verified email address can be the primary one.')
  }
  if (typeof patch.primaryPhoneNumberId === 'string' && !user.phoneNumbers.some(p => p.id === patch.primaryPhoneNumberId && p.verification?.status === 'verified')) {
    throw invalidParam('primary_phone_number_id', 'Only a verified phone number can be the primary one.')
  }
  ctx.store.users.update(id, { ...withoutUndefined(patch), updatedAt: ctx.store.now() })
  // A banned user is signed out everywhere (backend-api.yml, BanUser).
  if (patch.banned) endSessions(ctx, id)
  changed.user(ctx, 'updated', user)
  return user
}

/** Removes a user with their sessions and memberships. */
export function deleteUser(ctx: Context, id: string): User {
  const user = requireUser(ctx, id)
  endSessions(ctx, id, { status: 'removed' })
  for (const membership of ctx.store.memberships.by('userId', id)) removeMember(ctx, membership.organizationId, id, { force: true })
  for (const suggestion of ctx.store.suggestions.by('userId', id)) ctx.store.suggestions.delete(suggestion.id)
  for (const request of ctx.store.membershipRequests.filter(r => r.userId === id)) ctx.store.membershipRequests.delete(request.id)
  deleteAccounts(ctx, id)
  endSubscriptions(ctx, 'user', id)
  deleteApiKeysOf(ctx, id)
  ctx.store.users.delete(id)
  ctx.store.indexEmails(user, false)
  changed.userDeleted(ctx, user)
  return user
}

/** 422 when a user name or an external id is another user's, or a user name has the wrong form (Clerk's default: 4 to 64 of a-z, 0-9, - and _). */
export function requireFreeNames(ctx: Context, patch: UserPatch, self?: User): void {
  const taken = (test: (user: User) => boolean) => ctx.store.users.find(user => user.id !== self?.id && test(user)) !== undefined
  const exists = (param: string, what: string) => paramError(param, 'form_identifier_exists', `That ${what} is taken. Please try another.`)
  const { externalId, username } = patch
  if (externalId && taken(user => user.externalId === externalId)) throw exists('external_id', 'external ID')
  if (!username || username === self?.username) return
  if (username.length < 4 || username.length > 64) throw paramError('username', 'form_username_invalid_length', 'Username must be between 4 and 64 characters long.')
  if (!/^[\w-]+$/.test(username)) throw paramError('username', 'form_username_invalid_character', 'Username can only contain latin letters, numbers, underscores and hyphens.')
  if (/^\d+$/.test(username)) throw paramError('username', 'form_username_needs_non_number_char', 'Username must contain one non-number character.')
  if (taken(user => user.username?.toLowerCase() === username.toLowerCase())) throw exists('username', 'username')
}
