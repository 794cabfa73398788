import { customPermissions, features, plans, roles, systemPermissions } from '#policy'

export { customPermissions, features, plans, roles, systemPermissions }

/** Every permission, with what it allows (completes "You may …"). */
export const permissions = { ...systemPermissions, ...customPermissions } as const

/** A permission of this app; an invented slug is a type error. */
export type Permission = keyof typeof permissions
/** A role that this app's code names, as Clerk writes it. */
export type RoleKey = keyof typeof roles
/** A plan of this app. */
export type PlanSlug = keyof typeof plans
/** A feature of this app. */
export type FeatureSlug = keyof typeof features

declare global {
  /** Clerk's own checks (`has`, `<Show>`) take this table's permissions and no others. Roles stay open: the SDK's calls that give a role have the same type, and custom roles are data. */
  interface ClerkAuthorization {
    permission: Permission
    role: RoleKey | (string & {})
  }
}

/** The feature that a custom permission belongs to; null for system permissions. */
export function featureOf(permission: string): string | null {
  const feature = permission.split(':')[1] ?? ''
  return feature.startsWith('sys_') ? null : feature
}

/** The plans that have one of the features, cheapest first. */
export const plansWith = (wanted: readonly string[]): PlanSlug[] =>
  (Object.keys(plans) as PlanSlug[]).filter(plan => plans[plan].features.some(feature => wanted.includes(feature)))

/** How many seats come with a plan; null without a plan of this app, where only the organization's own limit counts. */
export const seatLimit = (plan: string | null): number | null => plan !== null && plan in plans ? plans[plan as PlanSlug].seats : null

/** The plans that come with at least so many seats, cheapest first. */
export const plansWithSeats = (seats: number): PlanSlug[] => (Object.keys(plans) as PlanSlug[]).filter(slug => plans[slug].seats >= seats)

/** How many projects come with a plan; null is any number, as without a plan of this app. */
export const projectLimit = (plan: string | null): number | null => plan !== null && plan in plans ? plans[plan as PlanSlug].projects : null

/** The plans with more projects than this one, cheapest first. */
export function plansWithMoreProjects(plan: string | null): PlanSlug[] {
  const limit = projectLimit(plan)
  return limit === null ? [] : (Object.keys(plans) as PlanSlug[]).filter(slug => (plans[slug].projects ?? Infinity) > limit)
}
