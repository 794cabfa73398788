import { errorStatus, type ErrorData } from '../errors'
import type { Managers, NoContext, OrgFacts } from './context'
import { featureOf, plansWith, type FeatureSlug, type Permission, type PlanSlug, type RoleKey } from './table'

type OneOrSeveral<T> = T | readonly T[]

/** What a page, component or handler asks for. Keys combine with AND; several values of one key with OR. */
export interface Requirement {
  role?: OneOrSeveral<RoleKey>
  permission?: OneOrSeveral<Permission>
  plan?: OneOrSeveral<PlanSlug>
  feature?: OneOrSeveral<FeatureSlug>
}

/** Why not, what would have been enough, and who or what can help. */
export interface Denial {
  allowed: false
  code: NoContext | `${keyof Requirement}_missing`
  /** The HTTP status of the code. */
  status: 401 | 402 | 403 | 404
  required: NonNullable<ErrorData['required']>
  help: NonNullable<ErrorData['help']>
}

/** The answer to "may this person do this here?". */
export type Decision = { allowed: true } | Denial

/** What a decision rests on: all that it needs of a person, or of an API key. */
export interface DecisionFacts {
  org: Pick<OrgFacts['org'], 'plan' | 'features'>
  user: Pick<OrgFacts['user'], 'role' | 'permissions' | 'withheld'>
  managers?: Managers
}

const list = <T>(value: OneOrSeveral<T> | undefined): readonly T[] => value === undefined ? [] : Array.isArray(value) ? value : [value as T]

const denial = (code: Denial['code'], required: Denial['required'] = {}, people: readonly string[] = [], plans: readonly PlanSlug[] = []): Denial =>
  ({ allowed: false, code, status: errorStatus[code], required, help: { people, plans } })

/**
 * Decides whether a person may do what asks for a requirement. Pure; pages, components, handlers and navigation all ask it.
 *
 * A permission that the role has and the plan's features withhold is answered as the missing feature: a higher plan helps,
 * another role doesn't.
 *
 * @param context - the facts, or why there are none
 * @param requirement - none means: any member
 * @returns allowed, or the first unmet key in the order role, permission, plan, feature
 */
export function decide(context: DecisionFacts | NoContext, requirement: Requirement = {}): Decision {
  if (typeof context === 'string') return denial(context)
  const { org, user, managers } = context
  const held: Record<keyof Requirement, readonly (string | null)[]> = { role: [user.role], permission: user.permissions, plan: [org.plan], feature: org.features }
  const unmet = (['role', 'permission', 'plan', 'feature'] as const).find((key) => {
    const wanted = list<string>(requirement[key])
    return wanted.length > 0 && !wanted.some(value => held[key].includes(value))
  })
  if (!unmet) return { allowed: true }

  const wanted = list<string>(requirement[unmet])
  const locked = unmet === 'permission' ? wanted.filter(permission => user.withheld.includes(permission)).map(permission => featureOf(permission)!) : []
  if (unmet === 'feature' || locked.length) {
    const feature = unmet === 'feature' ? wanted : [...new Set(locked)]
    return denial('feature_missing', { feature }, managers?.billing, plansWith(feature))
  }
  if (unmet === 'plan') return denial('plan_missing', { plan: wanted }, managers?.billing, wanted as PlanSlug[])
  return denial(`${unmet}_missing`, { [unmet]: wanted }, managers?.members)
}
