import { randomBytes } from 'node:crypto'
import type { Context } from '../../core/context.ts'
import type { DomainProof, OrganizationDomain } from '../../core/entities/index.ts'
import { clerkError, invalidParam, paramError } from '../../core/errors.ts'
import { isEmailAddress } from '../people/users/emails.ts'
import { checkCode, requireUnverified, startCode } from '../people/verification/codes.ts'
import { domainOf } from './domain-names.ts'
import { proofStatus, requireDomainsEnabled, saveProof } from './domains.ts'

/** How long a TXT challenge is open, ms; Clerk doesn't publish its own. */
const challengeLifetime = 7 * 24 * 3600_000

/** The affiliation that the secret key vouches for. */
export const byHand: DomainProof = { status: 'verified', strategy: 'manual_override', attempts: null, expireAt: null, verifiedAt: null }

/** Mails a code to somebody at the domain. */
export function prepareAffiliation(ctx: Context, domain: OrganizationDomain, emailAddress: string): OrganizationDomain {
  requireDomainsEnabled(ctx)
  const address = emailAddress.trim().toLowerCase()
  if (!isEmailAddress(address)) throw invalidParam('affiliation_email_address', 'Email address must be a valid email address.')
  if (domainOf(address) !== domain.name) throw paramError('affiliation_email_address', 'organization_domain_mismatch', 'Organization domain mismatch', 'The provided email address doesn\'t match the organization domain name.')
  requireUnverified(domain.affiliationVerification)
  const proof = { ...startCode(ctx, address), strategy: 'affiliation_email_code', verifiedAt: null }
  return saveProof(ctx, domain, { affiliationEmailAddress: address, affiliationVerification: proof })
}

/** Checks the code: the domain is then the organization's. */
export function attemptAffiliation(ctx: Context, domain: OrganizationDomain, code: string): OrganizationDomain {
  requireDomainsEnabled(ctx)
  const proof = domain.affiliationVerification && { ...domain.affiliationVerification }
  try {
    checkCode(ctx, proof, code)
  }
  catch (error) {
    // A wrong code counts as an attempt.
    ctx.store.domains.update(domain.id, { affiliationVerification: proof })
    throw error
  }
  return saveProof(ctx, domain, { affiliationVerification: proof && { ...proof, verifiedAt: ctx.store.now() } })
}

/** Proves or disproves without a code, as the Backend API may. */
export function setAffiliation(ctx: Context, domain: OrganizationDomain, verified: boolean): OrganizationDomain {
  return saveProof(ctx, domain, { affiliationVerification: { ...byHand, status: verified ? 'verified' : 'unverified' } })
}

/** Asks for a TXT record in the domain's DNS; a new challenge replaces the old one. */
export function prepareOwnership(ctx: Context, domain: OrganizationDomain): OrganizationDomain {
  requireSelfServe(ctx)
  requireUnverified(domain.ownershipVerification)
  return saveProof(ctx, domain, {
    ownershipVerification: {
      status: 'unverified', strategy: 'txt', attempts: 0, expireAt: ctx.store.now() + challengeLifetime, verifiedAt: null,
      txtRecordName: `_clerk-challenge.${domain.name}`, txtRecordValue: `clerk-domain-verification=${randomBytes(24).toString('base64url')}`, published: false,
    },
  })
}

/** Looks the record up in the local DNS. A missing one is no error: Clerk UI asks again every ten seconds. */
export function attemptOwnership(ctx: Context, domain: OrganizationDomain): OrganizationDomain {
  requireSelfServe(ctx)
  const proof = domain.ownershipVerification
  if (!proof) throw clerkError(400, 'verification_missing', 'Verification is missing', 'You need to prepare verification before attempting it.')
  if (proofStatus(ctx, proof) === 'expired') throw clerkError(400, 'verification_expired', 'This verification has expired. You must create a new one.')
  if (proof.status === 'verified') return domain
  const attempts = (proof.attempts ?? 0) + 1
  if (proof.published) return saveProof(ctx, domain, { ownershipVerification: { ...proof, attempts, status: 'verified', verifiedAt: ctx.store.now() } })
  return ctx.store.domains.update(domain.id, { ownershipVerification: { ...proof, attempts } })
}

/** Puts the record into the local DNS, as an administrator of the domain would. */
export function publishRecord(ctx: Context, domain: OrganizationDomain): OrganizationDomain {
  if (!domain.ownershipVerification) throw clerkError(400, 'verification_missing', 'Verification is missing', 'There is no record to publish yet.')
  return ctx.store.domains.update(domain.id, { ownershipVerification: { ...domain.ownershipVerification, published: true } })
}

/** Proves ownership by hand; done twice it changes nothing (backend-api.yml, verify_ownership). */
export function overrideOwnership(ctx: Context, domain: OrganizationDomain): OrganizationDomain {
  if (domain.ownershipVerification?.status === 'verified') return domain
  return saveProof(ctx, domain, { ownershipVerification: { ...byHand, verifiedAt: ctx.store.now(), txtRecordName: null, txtRecordValue: null, published: false } })
}

/** 403 without self-serve single sign-on, to which TXT challenges belong (frontend-api.yml). */
export function requireSelfServe(ctx: Context): void {
  requireDomainsEnabled(ctx)
  if (!ctx.settings.enterpriseSso.selfServe) throw clerkError(403, 'feature_not_enabled', 'not enabled', 'This feature is not enabled on this instance')
}
