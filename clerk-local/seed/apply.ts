import type { Context } from '../core/context.ts'
import type { Metadata } from '../core/entities/index.ts'
import { createDiscount } from '../domain/billing/catalog/discounts.ts'
import { createFeature, createMissingDefaultPlans, createPlan } from '../domain/billing/catalog/plans.ts'
import { activePlan, changePlan } from '../domain/billing/subscriptions.ts'
import { createDomain } from '../domain/domains/domains.ts'
import { setAffiliation } from '../domain/domains/proofs.ts'
import { createConnection } from '../domain/enterprise/connections/connections.ts'
import { createInvitation } from '../domain/organizations/invitations.ts'
import { addMember } from '../domain/organizations/memberships.ts'
import { createOrganization } from '../domain/organizations/organizations.ts'
import { roleByKey } from '../domain/organizations/roles.ts'
import { addEmailAddress } from '../domain/people/users/emails.ts'
import { createUser, updateUser } from '../domain/people/users/users.ts'
import { createPermission } from '../domain/roles/permissions.ts'
import { createRoleSet } from '../domain/roles/role-sets.ts'
import { createRole } from '../domain/roles/roles.ts'
import type { Seed } from './schema.ts'

/** Makes what a checked seed says, by the same rules as the APIs; what the settings switch off is left out. */
export function applySeed(ctx: Context, seed: Seed): void {
  for (const feature of seed.features ?? []) createFeature(ctx, feature)
  for (const permission of seed.permissions ?? []) createPermission(ctx, permission)
  for (const plan of seed.plans ?? []) applyPlan(ctx, plan)
  for (const discount of seed.discounts ?? []) createDiscount(ctx, discount)
  createMissingDefaultPlans(ctx)
  for (const role of seed.roles ?? []) applyRole(ctx, role)
  for (const { roles, creatorRole = 'org:admin', defaultRole = 'org:member', ...set } of seed.roleSets ?? []) {
    createRoleSet(ctx, { ...set, roleKeys: roles, creatorRoleKey: creatorRole, defaultRoleKey: defaultRole })
  }
  for (const user of seed.users ?? []) applyUser(ctx, user)
  for (const organization of seed.organizations ?? []) applyOrganization(ctx, organization)
}

type Item<Key extends keyof Seed> = NonNullable<Seed[Key]> extends (infer Row)[] ? Row : never

function applyPlan(ctx: Context, { for: forPayerType = 'org', default: isDefault, features, seatFee, includedSeats = 0, hidden = false, ...plan }: Item<'plans'>): void {
  const seatPrice = seatFee === undefined ? null : { fee: seatFee, included: includedSeats }
  createPlan(ctx, { ...plan, forPayerType, isDefault, featureSlugs: features, seatPrice, publiclyVisible: !hidden })
}

/** A new role goes into the first role set, so that organizations can use it. */
function applyRole(ctx: Context, role: Item<'roles'>): void {
  const known = roleByKey(ctx, role.key)
  if (known) ctx.store.roles.update(known.id, { permissionKeys: [...new Set([...known.permissionKeys, ...role.permissions])] })
  else createRole(ctx, { key: role.key, name: role.name ?? role.key.replace('org:', ''), description: role.description, permissionKeys: role.permissions, inInitialRoleSet: true })
}

function applyUser(ctx: Context, { email, verified = true, otherEmails = [], password, ...profile }: Item<'users'>): void {
  const user = createUser(ctx, { emailAddresses: verified ? [email] : [], password })
  const proven = { status: 'verified', strategy: 'admin', attempts: null, expireAt: null } as const
  if (!verified) addEmailAddress(ctx, user.id, email)
  for (const other of otherEmails) addEmailAddress(ctx, user.id, other.email, other.verified === false ? null : proven)
  updateUser(ctx, user.id, profile)
}

function applyOrganization(ctx: Context, input: Item<'organizations'>): void {
  const organization = createOrganization(ctx, {
    name: input.name,
    slug: ctx.settings.organizations.slugsEnabled ? input.slug : undefined,
    createdBy: input.createdBy && userId(ctx, input.createdBy),
    roleSetKey: input.roleSet,
    maxAllowedMemberships: input.maxAllowedMemberships,
    publicMetadata: input.publicMetadata as Metadata,
    privateMetadata: input.privateMetadata as Metadata,
  })
  const organizationId = organization.id
  if (input.plan && ctx.settings.billing.organizationEnabled && activePlan(ctx, 'org', organizationId)?.slug !== input.plan) changePlan(ctx, 'org', organizationId, input.plan, input.planPeriod, seatsOf(input))
  for (const { email, ...member } of input.members ?? []) addMember(ctx, { ...member, organizationId, userId: userId(ctx, email) })
  for (const { email, invitedBy, ...invitation } of input.invitations ?? []) {
    createInvitation(ctx, organizationId, { ...invitation, emailAddress: email, inviterUserId: invitedBy && userId(ctx, invitedBy) })
  }
  applyDomains(ctx, organizationId, input)
}

/** Domains before connections, which would refuse to share theirs. */
function applyDomains(ctx: Context, organizationId: string, { domains = [], enterpriseConnections = [] }: Item<'organizations'>): void {
  if (!ctx.settings.organizations.domainsEnabled) return
  for (const { verified = true, ...domain } of domains) setAffiliation(ctx, createDomain(ctx, organizationId, domain), verified)
  for (const { provider = 'saml_custom', active = true, ...connection } of enterpriseConnections) {
    const localProvider = `${ctx.url}/idp`
    createConnection(ctx, { ...connection, provider, active, organizationId, saml: { idpMetadataUrl: localProvider }, oidc: { clientId: 'clerk-local', discoveryUrl: localProvider } })
  }
}

/** Seats that a seeded organization will fill. */
function seatsOf({ createdBy, members = [], invitations = [] }: Item<'organizations'>): number {
  return Math.max(1, (createdBy ? 1 : 0) + members.length + invitations.length)
}

/** By any address, proven or not. */
function userId(ctx: Context, email: string): string {
  const address = email.toLowerCase()
  const user = ctx.store.userByEmail(address) ?? ctx.store.users.find(user => user.emailAddresses.some(e => e.emailAddress === address))
  if (!user) throw new Error(`Nobody has the address ${email}`)
  return user.id
}
