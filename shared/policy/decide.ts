import type { ErrorCode, ErrorData } from '../errors'
import type { FeatureSlug, Permission, PlanSlug, RoleKey } from './table'

type OneOrSeveral<T> = T | readonly T[]

/** What a page, component or handler asks for. Keys combine with AND; several values of one key with OR. */
export interface Requirement {
  role?: OneOrSeveral<RoleKey>
  permission?: OneOrSeveral<Permission>
  plan?: OneOrSeveral<PlanSlug>
  feature?: OneOrSeveral<FeatureSlug>
}

/** The facts a decision rests on. Null where the person has no active organization. */
export interface PolicyFacts {
  role: string
  permissions: readonly string[]
  plan: string | null
  features: readonly string[]
}

/** The answer, with the reason and what would have been enough when it is no. */
export type Decision = { allowed: true } | { allowed: false, code: ErrorCode, required: NonNullable<ErrorData['required']> }

const list = <T>(value: OneOrSeveral<T> | undefined): readonly T[] => value === undefined ? [] : Array.isArray(value) ? value : [value as T]

/**
 * Decides whether the facts meet the requirement. Pure; used by pages, components, handlers and navigation alike.
 *
 * @returns `{ allowed: true }`, or the first unmet key in the order role, permission, plan, feature.
 */
export function decide(facts: PolicyFacts | null, requirement: Requirement = {}): Decision {
  if (!facts) return { allowed: false, code: 'no_organization', required: {} }
  const held: Record<keyof Requirement, readonly (string | null)[]> = {
    role: [facts.role], permission: facts.permissions, plan: [facts.plan], feature: facts.features,
  }
  for (const key of ['role', 'permission', 'plan', 'feature'] as const) {
    const wanted = list<string>(requirement[key])
    if (wanted.length && !wanted.some(value => held[key].includes(value)))
      return { allowed: false, code: `${key}_missing`, required: { [key]: wanted } }
  }
  return { allowed: true }
}
