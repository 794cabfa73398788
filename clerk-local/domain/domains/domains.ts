import type { Context } from '../../core/context.ts'
import type { DomainProof, EnrollmentMode, OrganizationDomain } from '../../core/entities/index.ts'
import { clerkError, notFound, paramError } from '../../core/errors.ts'
import { changed } from '../changes.ts'
import { connectionOfDomain } from '../enterprise/connections/matching.ts'
import { requireOrganization } from '../organizations/organizations.ts'
import { checkOrganizationDomainName } from './domain-names.ts'
import { enrollPeople, withdrawEnrollment } from './enrollment.ts'

const modes: readonly EnrollmentMode[] = ['manual_invitation', 'automatic_invitation', 'automatic_suggestion', 'enterprise_sso']

/** 403 where the instance has no domains. */
export function requireDomainsEnabled(ctx: Context): void {
  if (!ctx.settings.organizations.domainsEnabled) throw clerkError(403, 'organization_domains_not_enabled', 'organization domains not enabled', 'This instance does not have domains enabled for organizations.')
}

/** A proof's state now: an open one expires by time alone. */
export function proofStatus(ctx: Context, proof: DomainProof): DomainProof['status'] {
  return proof.status === 'unverified' && (proof.expireAt ?? Infinity) <= ctx.store.now() ? 'expired' : proof.status
}

/** Whether either proof of the domain succeeded. */
export function isProven(domain: OrganizationDomain): boolean {
  return domain.affiliationVerification?.status === 'verified' || domain.ownershipVerification?.status === 'verified'
}

/** The proven domain of this name, whichever organization has it; there is at most one. */
export function provenDomain(ctx: Context, name: string): OrganizationDomain | undefined {
  return ctx.store.domains.by('name', name).find(isProven)
}

/** Adds a domain, unproven unless a proof is given. Several organizations may try; the first proof wins. */
export function createDomain(ctx: Context, organizationId: string, input: { name: string, enrollmentMode?: string, affiliation?: DomainProof }): OrganizationDomain {
  requireDomainsEnabled(ctx)
  const organization = requireOrganization(ctx, organizationId)
  const name = checkOrganizationDomainName(input.name)
  const enrollmentMode = checkEnrollmentMode(ctx, input.enrollmentMode ?? 'manual_invitation')
  const domains = ctx.store.domains.by('organizationId', organization.id)
  const limit = ctx.settings.organizations.maxAllowedDomains
  if (limit > 0 && domains.length >= limit) throw clerkError(403, 'organization_domain_quota_exceeded', 'organization domains quota exceeded', `You have reached your limit of ${limit} domains per organization.`)
  requireFreeDomain(ctx, name, enrollmentMode)
  if (domains.some(d => d.name === name)) throw domainTaken()
  const now = ctx.store.now()
  const domain = ctx.store.domains.insert({
    id: ctx.store.id('orgdmn'), organizationId: organization.id, name, enrollmentMode, affiliationEmailAddress: null,
    affiliationVerification: input.affiliation ?? null, ownershipVerification: null, createdAt: now, updatedAt: now,
  })
  if (isProven(domain)) enrollPeople(ctx, domain)
  changed.domain(ctx, 'created', domain)
  return domain
}

/** A domain of the organization, or 404. */
export function requireDomain(ctx: Context, organizationId: string, domainId: string): OrganizationDomain {
  const domain = ctx.store.domains.get(domainId)
  if (!domain || domain.organizationId !== organizationId) throw notFound('Organization domain not found.')
  return domain
}

/** Domains, filtered and newest first. A mode with `-` before it is left out (backend-api.yml). */
export function filterDomains(domains: OrganizationDomain[], filter: { verified?: boolean, modes?: string[] }): OrganizationDomain[] {
  const only = filter.modes?.filter(mode => !mode.startsWith('-')) ?? []
  return domains.filter(domain =>
    (filter.verified === undefined || isProven(domain) === filter.verified)
    && (!only.length || only.includes(domain.enrollmentMode))
    && !filter.modes?.includes(`-${domain.enrollmentMode}`)).reverse()
}

/** Stores new proofs and tells; people of a domain that was just proven are enrolled. 422 when somebody else proved it meanwhile. */
export function saveProof(ctx: Context, domain: OrganizationDomain, patch: Partial<OrganizationDomain>): OrganizationDomain {
  const before = isProven(domain)
  const becomesProven = isProven({ ...domain, ...patch }) && !before
  if (becomesProven) requireFreeDomain(ctx, domain.name, domain.enrollmentMode)
  ctx.store.domains.update(domain.id, { ...patch, updatedAt: ctx.store.now() })
  if (becomesProven) enrollPeople(ctx, domain)
  changed.domain(ctx, 'updated', domain)
  return domain
}

/** Changes how people of the domain join. `deletePending` withdraws what the old mode made. */
export function changeEnrollmentMode(ctx: Context, domain: OrganizationDomain, mode: string, deletePending = false): OrganizationDomain {
  requireDomainsEnabled(ctx)
  const enrollmentMode = checkEnrollmentMode(ctx, mode)
  if (isProven(domain)) requireNoConnection(ctx, domain.name, enrollmentMode)
  if (deletePending) withdrawEnrollment(ctx, domain)
  ctx.store.domains.update(domain.id, { enrollmentMode, updatedAt: ctx.store.now() })
  if (isProven(domain)) enrollPeople(ctx, domain)
  changed.domain(ctx, 'updated', domain)
  return domain
}

/** Removes a domain and takes back the invitations and suggestions it made. */
export function deleteDomain(ctx: Context, domain: OrganizationDomain): OrganizationDomain {
  withdrawEnrollment(ctx, domain)
  ctx.store.domains.delete(domain.id)
  changed.domainDeleted(ctx, domain)
  return domain
}

/** A mode that exists and that the instance allows; `enterprise_sso` comes with self-serve single sign-on. */
function checkEnrollmentMode(ctx: Context, text: string): EnrollmentMode {
  const mode = modes.find(m => m === text)
  if (!mode) throw paramError('enrollment_mode', 'form_param_value_invalid', 'is invalid', `${text} does not match one of the allowed values for parameter enrollment_mode`)
  const allowed = mode === 'enterprise_sso' ? ctx.settings.enterpriseSso.selfServe : ctx.settings.organizations.domainEnrollmentModes.includes(mode)
  if (!allowed) throw clerkError(403, 'organization_domain_enrollment_mode_not_enabled', 'organization enrollment mode not enabled', `Enrollment mode ${mode} is not enabled for this instances's organizations.`)
  return mode
}

function requireFreeDomain(ctx: Context, name: string, mode: EnrollmentMode): void {
  if (provenDomain(ctx, name)) throw domainTaken()
  requireNoConnection(ctx, name, mode)
}

/** Enrolling and single sign-on exclude each other on one domain. */
function requireNoConnection(ctx: Context, name: string, mode: EnrollmentMode): void {
  if (mode !== 'enterprise_sso' && connectionOfDomain(ctx, name)) {
    throw paramError('name', 'organization_domain_exists_for_enterprise_connection', 'domain exists for enterprise connection', 'This domain is already used for your organization\'s SSO')
  }
}

/** In Clerk's own spelling (error index, OrganizationDomainAlreadyExists). */
const domainTaken = () => paramError('name', 'organization_domain_already_exists', 'organizaton domain already exists', 'This domain is already used by another organization.')
