import type { Context } from '../../core/context.ts'
import type { Metadata, Organization, User } from '../../core/entities/index.ts'
import { clerkError, notFound, organizationNotFound, paramError } from '../../core/errors.ts'
import { deleteApiKeysOf } from '../api-keys.ts'
import { createSubscription, endSubscriptions, startingSeats } from '../billing/subscriptions.ts'
import { changed } from '../changes.ts'
import { deleteConnection } from '../enterprise/connections/connections.ts'
import { checkName } from '../roles/keys.ts'
import { initialRoleSet, requireRoleSet } from '../roles/role-sets.ts'
import { addMember } from './memberships.ts'

/** What an organization is made of; `createdBy` becomes its first member. */
export interface OrganizationInput {
  name: string
  slug?: string | null
  createdBy?: string | null
  publicMetadata?: Metadata
  privateMetadata?: Metadata
  maxAllowedMemberships?: number
  roleSetKey?: string
  createdAt?: number
}

export type OrganizationPatch = Partial<Pick<Organization,
  'name' | 'slug' | 'image' | 'publicMetadata' | 'privateMetadata' | 'maxAllowedMemberships' | 'adminDeleteEnabled' | 'createdAt'>>

/** By id, or by slug as the Backend API and the handshake allow. */
export function findOrganization(ctx: Context, idOrSlug: string): Organization | undefined {
  return ctx.store.organizations.get(idOrSlug) ?? ctx.store.organizations.by('slug', idOrSlug)[0]
}

/** By id or slug, or 404. */
export function requireOrganization(ctx: Context, idOrSlug: string): Organization {
  const organization = findOrganization(ctx, idOrSlug)
  if (!organization) throw notFound(`No organization was found with id ${idOrSlug}.`)
  return organization
}

/** 403 where the instance has no organizations. */
export function requireOrganizationsEnabled(ctx: Context): void {
  if (!ctx.settings.organizations.enabled) throw clerkError(403, 'organization_not_enabled_in_instance', 'access denied', 'The organizations feature is not enabled for this instance. You can enable it at https://dashboard.clerk.com.')
}

/** Whether a person may make one more organization: the person's limit comes before the instance's, 0 is none. The Backend API may always. */
export function requireMayCreate(ctx: Context, user: User): void {
  if (!user.createOrganizationEnabled) throw clerkError(403, 'user_create_organization_not_enabled', 'create organization not enabled', 'Organization creation is not enabled for this user')
  const limit = user.createOrganizationsLimit ?? ctx.settings.organizations.createOrganizationsLimit
  if (limit > 0 && ctx.store.organizations.filter(o => o.createdBy === user.id).length >= limit) {
    throw clerkError(403, 'organization_quota_exceeded', 'organization quota exceeded', `You have reached your limit of ${limit} organizations.`)
  }
}

/** Makes an organization, its free subscription and the creator's membership. */
export function createOrganization(ctx: Context, input: OrganizationInput): Organization {
  requireOrganizationsEnabled(ctx)
  const name = checkOrganizationName(input.name)
  const creator = input.createdBy ? ctx.store.users.get(input.createdBy) : undefined
  if (input.createdBy && !creator) throw notFound(`No user was found with id ${input.createdBy}.`)
  const roleSet = input.roleSetKey ? requireRoleSet(ctx, input.roleSetKey) : initialRoleSet(ctx)
  const now = input.createdAt ?? ctx.store.now()
  const organization = ctx.store.organizations.insert({
    id: ctx.store.id('org'),
    name,
    slug: chooseSlug(ctx, name, input.slug),
    image: null,
    // Where Billing is on, the plan's seats become the organization's limit; the Backend API can override it.
    maxAllowedMemberships: input.maxAllowedMemberships ?? startingSeats(ctx) ?? ctx.settings.organizations.maxAllowedMemberships,
    adminDeleteEnabled: ctx.settings.organizations.adminDeleteEnabled,
    publicMetadata: input.publicMetadata ?? {},
    privateMetadata: input.privateMetadata ?? {},
    createdBy: creator?.id ?? null,
    roleSetKey: roleSet.key,
    createdAt: now,
    updatedAt: now,
  })
  createSubscription(ctx, 'org', organization.id)
  changed.organization(ctx, 'created', organization)
  if (creator) addMember(ctx, { organizationId: organization.id, userId: creator.id, role: roleSet.creatorRoleKey, createdAt: input.createdAt })
  return organization
}

/** Changes given fields. Metadata replaces; merging is the caller's (facts §A7). */
export function updateOrganization(ctx: Context, id: string, patch: OrganizationPatch): Organization {
  const organization = requireOrganization(ctx, id)
  const next: OrganizationPatch = { ...patch }
  if (patch.name !== undefined) next.name = checkOrganizationName(patch.name)
  if (patch.slug !== undefined && patch.slug !== organization.slug) next.slug = checkSlug(ctx, patch.slug)
  ctx.store.organizations.update(organization.id, { ...withoutUndefined(next), updatedAt: ctx.store.now() })
  changed.organization(ctx, 'updated', organization)
  return organization
}

/** Removes the organization and everything that hangs on it. */
export function deleteOrganization(ctx: Context, id: string): Organization {
  const organization = ctx.store.organizations.get(id)
  if (!organization) throw organizationNotFound()
  for (const membership of ctx.store.memberships.by('organizationId', id)) {
    changed.membership(ctx, 'deleted', membership)
    ctx.store.memberships.delete(membership.id)
  }
  const { invitations, domains, suggestions, membershipRequests } = ctx.store
  for (const row of invitations.by('organizationId', id)) invitations.delete(row.id)
  for (const row of domains.by('organizationId', id)) {
    domains.delete(row.id)
    changed.domainDeleted(ctx, row)
  }
  for (const connection of ctx.store.enterpriseConnections.by('organizationId', id)) deleteConnection(ctx, connection)
  for (const row of suggestions.by('organizationId', id)) suggestions.delete(row.id)
  for (const row of membershipRequests.by('organizationId', id)) membershipRequests.delete(row.id)
  deleteApiKeysOf(ctx, id)
  endSubscriptions(ctx, 'org', id)
  for (const session of ctx.store.sessions.filter(s => s.lastActiveOrganizationId === id)) ctx.store.sessions.update(session.id, { lastActiveOrganizationId: null })
  ctx.store.organizations.delete(id)
  changed.organizationDeleted(ctx, organization)
  return organization
}

/** Name rules of both specifications: neither URLs nor HTML. */
function checkOrganizationName(name: string): string {
  const checked = checkName(name)
  if (/https?:\/\/|www\.|<\/?[a-z!]/i.test(checked)) throw paramError('name', 'form_param_value_invalid', 'invalid organization name', `The organization name "${checked}" is invalid: it may not contain URLs or HTML.`)
  return checked
}

/** Slug rules of backend-api.yml: lower-case letters, digits and `-`, unique; an unknown field where slugs are off (facts §A6). */
function checkSlug(ctx: Context, slug: string): string {
  if (!ctx.settings.organizations.slugsEnabled) throw paramError('slug', 'form_param_unknown', 'is unknown', 'slug is not a valid parameter for this request. Enable organization slugs to use it.')
  if (!/^[a-z0-9-]*[a-z0-9][a-z0-9-]*$/.test(slug)) throw paramError('slug', 'form_param_format_invalid', 'is invalid', 'slug may only contain lowercase alphanumeric characters or the character -.')
  if (slug.length > 256) throw paramError('slug', 'form_param_max_length_exceeded', 'exceeds maximum length', 'slug should not exceed 256 characters.')
  if (ctx.store.organizations.by('slug', slug).length) throw paramError('slug', 'form_identifier_exists', 'already exists', 'That slug is taken. Please try another.')
  return slug
}

/** The given slug, checked; or one made from the name, with a number behind it, as Clerk does. */
function chooseSlug(ctx: Context, name: string, given?: string | null): string {
  if (given) return checkSlug(ctx, given)
  const base = name.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'organization'
  let suffix = ctx.store.now()
  while (ctx.store.organizations.by('slug', `${base}-${suffix}`).length) suffix++
  return `${base}-${suffix}`
}

/** Drops keys that were not given, so that a patch never erases by accident. */
export function withoutUndefined<T extends object>(patch: T): T {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as T
}
