import type { ActivityRow } from '../../../db'
import { activityKinds, isStated, type ActivityKind } from '../../../shared/values'
import type { Change } from './project'

/** What happened, and where. Times in ms; without an organization there is nobody to tell it to. */
interface Fact extends Partial<Pick<ActivityRow, 'actorId' | 'userId' | 'value'>> {
  organizationId: string | null
  targetId: string
  at: number
}

/**
 * A fact for the activity. Its id is made of what never changes about it, so that whoever tells it tells the same one.
 *
 * @returns none where the organization is not known
 */
export function fact(kind: ActivityKind, { organizationId, targetId, at, actorId, userId, value }: Fact): ActivityRow[] {
  if (!organizationId) return []
  const states = isStated(kind)
  return [{
    id: states ? `${targetId}:${kind}:${at}` : `${targetId}:${kind}`,
    organizationId, kind, audience: activityKinds[kind], at,
    actorId: actorId || null, userId: userId || null, targetId, value: value ?? null, shown: !states,
  }]
}

/** Facts as changes of the mirror. */
export const told = (rows: readonly ActivityRow[]): Change[] => rows.map(row => ({ table: 'activity', row }))

interface Held { at: number, since: number, value: string }

/**
 * A beginning, and what held at a later version of it. At the first version the beginning states that itself.
 *
 * @param since - when it began
 */
export function factsOfState(began: ActivityKind, changed: ActivityKind, about: Omit<Fact, 'at' | 'value'>, { at, since, value }: Held): Change[] {
  const { actorId, ...target } = about
  return told(at === since
    ? fact(began, { ...about, at, value })
    : [...fact(began, { ...about, at: since }), ...fact(changed, { ...target, at, value })])
}

/** The same changes, with who did what a kind of fact states. */
export const doneBy = (actorId: string, kind: ActivityKind, changes: readonly Change[]): Change[] =>
  changes.map(change => change.table === 'activity' && change.row.kind === kind ? { ...change, row: { ...change.row, actorId } } : change)
