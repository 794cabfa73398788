import type { PublicUserDataObject } from '../../contract/objects/organizations/membership.ts'
import type { EmailAddressObject, PhoneNumberObject, UserObject } from '../../contract/objects/people/user.ts'
import type { VerificationAttemptObject, VerificationObject } from '../../contract/objects/people/verification.ts'
import type { Context } from '../../core/context.ts'
import type { EmailAddress, PhoneNumber, User, Verification } from '../../core/entities/index.ts'
import { connectionsOfAddress } from '../../domain/enterprise/connections/matching.ts'
import { enterpriseAccountJson } from '../organizations/enterprise.ts'
import { membershipJson } from '../organizations/membership.ts'
import { pictureUrl } from './picture.ts'

/** The picture of a user: the uploaded one, or initials drawn by this server. */
export function userImageUrl(ctx: Context, user: User): string {
  return pictureUrl(ctx, user, [user.firstName, user.lastName].map(name => Array.from(name ?? '')[0]).join('') || user.emailAddresses[0]?.emailAddress[0] || '?')
}

/** A verification as every object that has one shows it. It expires by the clock, while clerk-js polls a link. */
export function verificationJson(ctx: Context, verification: Verification | null): VerificationObject | null {
  if (!verification) return null
  const late = verification.status === 'unverified' && verification.expireAt !== null && verification.expireAt <= ctx.store.now()
  const { external, strategy } = verification
  const kind = strategy.endsWith('_code') ? 'otp' : strategy.replace(/oauth_.*/, 'oauth')
  return {
    object: `verification_${kind}`,
    status: late ? 'expired' : verification.status,
    strategy: verification.strategy,
    attempts: verification.attempts,
    expire_at: verification.expireAt,
    ...(external && { ...(external.error && { error: external.error }), ...(external.redirectUrl && { external_verification_redirect_url: external.redirectUrl }) }),
    ...(verification.verifiedAtClient && { verified_at_client: verification.verifiedAtClient }),
  }
}

/** A verification with the id the Backend API attempts it by. */
export function verificationAttemptJson(ctx: Context, verification: Verification | null): VerificationAttemptObject {
  return { ...verificationJson(ctx, verification) as VerificationObject, id: verification?.id ?? '' }
}

/** An e-mail address of a user. */
export function emailAddressJson(ctx: Context, email: EmailAddress): EmailAddressObject {
  return {
    id: email.id,
    object: 'email_address',
    email_address: email.emailAddress,
    reserved: false,
    verification: verificationJson(ctx, email.verification),
    // Only accounts of social providers link to addresses (backend-api.yml, IdentificationLink); nobody has one.
    linked_to: [],
    matches_sso_connection: connectionsOfAddress(ctx, email.emailAddress).length > 0,
    created_at: email.createdAt,
    updated_at: email.updatedAt,
  }
}

/** A phone number of a user. */
export function phoneNumberJson(ctx: Context, phone: PhoneNumber): PhoneNumberObject {
  return {
    id: phone.id,
    object: 'phone_number',
    phone_number: phone.phoneNumber,
    reserved_for_second_factor: phone.reservedForSecondFactor,
    default_second_factor: false,
    reserved: false,
    verification: verificationJson(ctx, phone.verification),
    linked_to: [],
    backup_codes: null,
    created_at: phone.createdAt,
    updated_at: phone.updatedAt,
  }
}

/** The primary address, or null. */
export function primaryEmail(user: User): string | null {
  return user.emailAddresses.find(e => e.id === user.primaryEmailAddressId)?.emailAddress ?? null
}

/** What others see of a user (`public_user_data`). */
export function publicUserData(ctx: Context, user: User): PublicUserDataObject {
  const imageUrl = userImageUrl(ctx, user)
  return {
    user_id: user.id,
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: imageUrl,
    profile_image_url: imageUrl,
    has_image: user.image !== null,
    identifier: primaryEmail(user) ?? user.username ?? '',
    username: user.username,
    banned: user.banned,
  }
}

function baseJson(ctx: Context, user: User): UserObject {
  const imageUrl = userImageUrl(ctx, user)
  return {
    id: user.id,
    object: 'user',
    external_id: user.externalId,
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    locale: user.locale,
    image_url: imageUrl,
    profile_image_url: imageUrl,
    has_image: user.image !== null,
    primary_email_address_id: user.primaryEmailAddressId,
    primary_phone_number_id: user.primaryPhoneNumberId,
    primary_web3_wallet_id: null,
    password_enabled: user.passwordDigest !== null,
    password_last_updated_at: user.passwordUpdatedAt,
    two_factor_enabled: false,
    totp_enabled: false,
    backup_code_enabled: false,
    mfa_enabled_at: null,
    mfa_disabled_at: null,
    email_addresses: user.emailAddresses.map(email => emailAddressJson(ctx, email)),
    phone_numbers: user.phoneNumbers.map(phone => phoneNumberJson(ctx, phone)),
    web3_wallets: [],
    passkeys: [],
    external_accounts: [],
    saml_accounts: [],
    enterprise_accounts: ctx.store.enterpriseAccounts.by('userId', user.id).map(account => enterpriseAccountJson(ctx, account)),
    public_metadata: user.publicMetadata,
    unsafe_metadata: user.unsafeMetadata,
    banned: user.banned,
    locked: user.locked,
    lockout_expires_in_seconds: null,
    verification_attempts_remaining: 100,
    delete_self_enabled: user.deleteSelfEnabled,
    create_organization_enabled: user.createOrganizationEnabled,
    create_organizations_limit: user.createOrganizationsLimit ?? undefined,
    legal_accepted_at: user.legalAcceptedAt,
    last_sign_in_at: user.lastSignInAt,
    last_active_at: user.lastActiveAt,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
  }
}

/** A user as the Backend API and webhooks tell it: with private metadata, without memberships. */
export function userJson(ctx: Context, user: User): UserObject {
  return { ...baseJson(ctx, user), private_metadata: user.privateMetadata, bypass_client_trust: user.bypassClientTrust }
}

/** A user as the Frontend API tells it: with memberships, without private metadata. */
export function clientUserJson(ctx: Context, user: User): UserObject {
  return {
    ...baseJson(ctx, user),
    organization_memberships: ctx.store.memberships.by('userId', user.id).map(m => membershipJson(ctx, m, 'frontend')),
  }
}
