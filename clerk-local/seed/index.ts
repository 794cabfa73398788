import type { Context } from '../core/context.ts'
import { createFeature, createPlan } from '../domain/billing/plans.ts'
import { changePlan } from '../domain/billing/subscriptions.ts'
import { addMember } from '../domain/organizations/memberships.ts'
import { createOrganization } from '../domain/organizations/organizations.ts'
import { roleByKey } from '../domain/organizations/roles.ts'
import { createPermission } from '../domain/roles/permissions.ts'
import { createRole } from '../domain/roles/roles.ts'
import { createUser } from '../domain/people/users/users.ts'
import { seedBase } from './base.ts'
import { demoSeed, testCode } from './demo.ts'
import type { Seed } from './types.ts'

/** A person the local Clerk knows, for the terminal and the info file. */
export interface Person {
  email: string
  password: string
  code: string
  /** Slugs. */
  organizations: string[]
}

/** Fills an empty store. Changes are recorded and not delivered. */
export function seedStore(ctx: Context, seed: Seed | 'demo' | 'empty'): void {
  ctx.store.changes.seeding = true
  try {
    seedBase(ctx)
    if (seed !== 'empty') applySeed(ctx, seed === 'demo' ? demoSeed : seed)
  }
  finally {
    ctx.store.changes.seeding = false
  }
}

/** The people of a seed with the organizations they belong to. */
export function seedPeople(seed: Seed | 'demo' | 'empty'): Person[] {
  if (seed === 'empty') return []
  const { users = [], organizations = [] } = seed === 'demo' ? demoSeed : seed
  return users.map(({ email, password = '' }) => ({
    email,
    password,
    code: testCode,
    organizations: organizations.filter(o => o.createdBy === email || o.members?.some(m => m.email === email)).map(o => o.slug),
  }))
}

function applySeed(ctx: Context, seed: Seed): void {
  for (const feature of seed.features ?? []) createFeature(ctx, feature)
  for (const permission of seed.permissions ?? []) createPermission(ctx, permission)
  for (const plan of seed.plans ?? []) createPlan(ctx, { ...plan, forPayerType: plan.for ?? 'org', isDefault: plan.default, featureSlugs: plan.features })
  for (const role of seed.roles ?? []) {
    const known = roleByKey(ctx, role.key)
    if (known) ctx.store.roles.update(known.id, { permissionKeys: [...new Set([...known.permissionKeys, ...role.permissions])] })
    else createRole(ctx, { key: role.key, name: role.name ?? role.key.replace('org:', ''), description: role.description, permissionKeys: role.permissions, inInitialRoleSet: true })
  }
  for (const { email, ...user } of seed.users ?? []) createUser(ctx, { ...user, emailAddresses: [email] })
  for (const input of seed.organizations ?? []) {
    const organization = createOrganization(ctx, { name: input.name, slug: input.slug, createdBy: input.createdBy && userId(ctx, input.createdBy) })
    if (input.plan) changePlan(ctx, 'org', organization.id, input.plan)
    for (const member of input.members ?? []) addMember(ctx, { organizationId: organization.id, userId: userId(ctx, member.email), role: member.role })
  }
}

function userId(ctx: Context, email: string): string {
  const user = ctx.store.userByEmail(email)
  if (!user) throw new Error(`The seed names ${email} in an organization but not among its users.`)
  return user.id
}
