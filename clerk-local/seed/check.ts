import { suggestion } from '../inputs/nearest.ts'
import { systemPermissions } from './base.ts'
import type { Seed } from './schema.ts'

/** Something in a seed that leads nowhere or is there twice: where, and how to mend it. */
export interface SeedProblem { path: PropertyKey[], message: string }

/** What names a seed's nouns go by. */
interface Names { emails: Set<string>, features: Set<string>, permissions: Set<string>, orgPlans: Set<string>, roles: Set<string>, roleSets: Set<string> }

type Organization = NonNullable<Seed['organizations']>[number]

/** Everything that is wrong with a seed of the right form; nothing is stored before this is empty. */
export function seedProblems(seed: Seed): SeedProblem[] {
  const names: Names = {
    emails: new Set(seed.users?.map(user => user.email.toLowerCase())),
    features: new Set(seed.features?.map(feature => feature.slug)),
    permissions: new Set([...systemPermissions, ...seed.permissions ?? []].map(permission => permission.key)),
    orgPlans: new Set(seed.plans?.filter(plan => plan.for !== 'user').map(plan => plan.slug)),
    roles: new Set(['org:admin', 'org:member', ...seed.roles?.map(role => role.key) ?? []]),
    roleSets: new Set(['role_set:default', ...seed.roleSets?.map(set => set.key) ?? []]),
  }
  return [
    ...duplicates('features', 'slug', seed.features),
    ...duplicates('permissions', 'key', seed.permissions),
    ...duplicates('plans', 'slug', seed.plans),
    ...duplicates('roles', 'key', seed.roles),
    ...duplicates('roleSets', 'key', seed.roleSets),
    ...duplicates('organizations', 'slug', seed.organizations),
    ...addressProblems(seed),
    ...seed.plans?.flatMap((plan, i) => plan.features?.flatMap((slug, j) => unknown(['plans', i, 'features', j], slug, names.features, 'a feature')) ?? []) ?? [],
    ...seed.roles?.flatMap((role, i) => role.permissions.flatMap((key, j) => unknown(['roles', i, 'permissions', j], key, names.permissions, 'a permission'))) ?? [],
    ...seed.roleSets?.flatMap((set, i) => roleSetProblems(set, ['roleSets', i], names)) ?? [],
    ...seed.organizations?.flatMap((organization, i) => organizationProblems(organization, ['organizations', i], seed, names)) ?? [],
  ]
}

/** An address belongs to one person, once. */
function addressProblems(seed: Seed): SeedProblem[] {
  const seen = new Set<string>()
  return seed.users?.flatMap((user, i) => [
    { path: ['users', i, 'email'], email: user.email },
    ...user.otherEmails?.map(({ email }, j) => ({ path: ['users', i, 'otherEmails', j, 'email'], email })) ?? [],
  ]).filter(({ email }) => seen.size === seen.add(email.toLowerCase()).size)
    .map(({ path, email }) => ({ path, message: `${email} is there twice. An address belongs to one user.` })) ?? []
}

function roleSetProblems(set: NonNullable<Seed['roleSets']>[number], path: PropertyKey[], names: Names): SeedProblem[] {
  const { roles, creatorRole = 'org:admin', defaultRole = 'org:member' } = set
  return [
    ...roles.flatMap((key, i) => unknown([...path, 'roles', i], key, names.roles, 'a role')),
    ...unknown([...path, 'creatorRole'], creatorRole, new Set(roles), 'a role of this set'),
    ...unknown([...path, 'defaultRole'], defaultRole, new Set(roles), 'a role of this set'),
  ]
}

function organizationProblems(organization: Organization, path: PropertyKey[], seed: Seed, names: Names): SeedProblem[] {
  const { createdBy, plan, roleSet = 'role_set:default', members = [], invitations = [] } = organization
  const set = seed.roleSets?.find(set => set.key === roleSet)
  // The default set holds every role that no role set of the seed claims for itself alone.
  const roles = set ? new Set(set.roles) : names.roles
  const seats = organization.maxAllowedMemberships ?? 0
  const taken = (createdBy ? 1 : 0) + members.length + invitations.length
  return [
    ...createdBy ? unknown([...path, 'createdBy'], createdBy, names.emails, 'one of the users') : [],
    ...plan ? unknown([...path, 'plan'], plan, names.orgPlans, 'a plan for organizations') : [],
    ...unknown([...path, 'roleSet'], roleSet, names.roleSets, 'a role set'),
    ...members.flatMap((member, i) => [
      ...unknown([...path, 'members', i, 'email'], member.email, names.emails, 'one of the users'),
      ...unknown([...path, 'members', i, 'role'], member.role, roles, 'a role of this organization'),
    ]),
    ...members.flatMap((member, i) => {
      const first = [createdBy, ...members.slice(0, i).map(m => m.email)].some(email => email?.toLowerCase() === member.email.toLowerCase())
      return first ? [{ path: [...path, 'members', i, 'email'], message: `${member.email} is a member already. Take one of the two away.` }] : []
    }),
    ...invitations.flatMap((invitation, i) => [
      ...unknown([...path, 'invitations', i, 'role'], invitation.role, roles, 'a role of this organization'),
      ...invitation.invitedBy ? unknown([...path, 'invitations', i, 'invitedBy'], invitation.invitedBy, names.emails, 'one of the users') : [],
    ]),
    ...duplicates([...path, 'invitations'], 'email', invitations),
    ...duplicates([...path, 'domains'], 'name', organization.domains),
    ...sharedDomains(organization, path, seed),
    ...seats && taken > seats ? [{ path: [...path, 'maxAllowedMemberships'], message: `${seats} seats are fewer than the ${taken} that members and invitations take. Raise it, or take some away.` }] : [],
  ]
}

/** The domain of an active connection is nobody's verified domain, nor another connection's. */
function sharedDomains(organization: Organization, path: PropertyKey[], { organizations = [] }: Seed): SeedProblem[] {
  const taken = organizations.flatMap(({ domains = [], enterpriseConnections = [] }) => [...domains.map(domain => domain.name), ...enterpriseConnections.flatMap(connection => connection.domains)])
  return organization.enterpriseConnections?.flatMap((connection, i) => connection.domains.flatMap((name, j) => taken.filter(other => other.toLowerCase() === name.toLowerCase()).length > 1
    ? [{ path: [...path, 'enterpriseConnections', i, 'domains', j], message: `${name} is there twice. A domain belongs to one enterprise connection, or is a verified domain.` }]
    : [])) ?? []
}

function duplicates<Key extends string>(path: string | PropertyKey[], key: Key, rows: Record<Key, string>[] = []): SeedProblem[] {
  const seen = new Set<string>()
  return rows.flatMap((row, i) => seen.size === seen.add(row[key].toLowerCase()).size ? [{ path: [path, i, key].flat(), message: `${row[key]} is there twice. Change one of the two.` }] : [])
}

function unknown(path: PropertyKey[], name: string, names: Set<string>, what: string): SeedProblem[] {
  return names.has(name) || names.has(name.toLowerCase()) ? [] : [{ path, message: `${name} is not ${what}. ${suggestion(name, [...names])}` }]
}
