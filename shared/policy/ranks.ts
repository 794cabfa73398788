import type { Permission } from './table'

/** What it takes to invite people, change roles and remove members. Whoever holds it is a manager here. */
export const MANAGE_MEMBERS = 'org:sys_memberships:manage' satisfies Permission

/** Why an act on somebody's membership is refused; each is an error code of the API. */
export type RankRefusal = 'outranked' | 'role_ceiling' | 'last_admin'

/** An act on a membership, in permissions of roles as Clerk defines them, whatever the plan makes of them. */
export interface RankedAct {
  /** What the acting person's role holds. */
  own: readonly string[]
  /** What the role of the person acted on holds; nothing for a newcomer. */
  held: readonly string[]
  /** What their new role holds; nothing for a removal. */
  given: readonly string[]
  /** Whether somebody besides them can manage members. */
  otherManagers: boolean
}

const within = (some: readonly string[], all: readonly string[]) => some.every(permission => all.includes(permission))

/** Whether a role lets its holders manage members. */
export const isManager = (permissions: readonly string[]): boolean => permissions.includes(MANAGE_MEMBERS)

/**
 * Why a role may not be given, changed or taken, as far as ranks go; undefined when it may. Pure, so that the interface can
 * say it before the click and the API decides the same.
 *
 * Nobody acts on someone who may do more, or gives more than they have; the last manager stays one.
 */
export function rankRefusal({ own, held, given, otherManagers }: RankedAct): RankRefusal | undefined {
  if (!within(held, own)) return 'outranked'
  if (!within(given, own)) return 'role_ceiling'
  if (isManager(held) && !isManager(given) && !otherManagers) return 'last_admin'
}
