import type { ActivityRow } from '../../db'
import { activityKinds, type ActivityKind } from '../../shared/schemas/activity'
import type { Change } from './project'

/** What happened, and where. Times in ms; without an organization there is nobody to tell it to. */
interface Fact extends Partial<Pick<ActivityRow, 'actorId' | 'userId' | 'value'>> {
  organizationId: string | null
  targetId: string
  at: number
}

/** Kinds that state what holds from a time on. Whether that is a change follows from the statement before. */
const stated: readonly ActivityKind[] = ['organization_renamed', 'role_changed', 'plan_changed']

/**
 * A fact for the activity. Its id is made of what never changes about it, so that whoever tells it tells the same one.
 *
 * @returns none where the organization is not known
 */
export function fact(kind: ActivityKind, { organizationId, targetId, at, actorId, userId, value }: Fact): ActivityRow[] {
  if (!organizationId) return []
  const states = stated.includes(kind)
  return [{
    id: states ? `${targetId}:${kind}:${at}` : `${targetId}:${kind}`,
    organizationId, kind, audience: activityKinds[kind], at,
    actorId: actorId || null, userId: userId || null, targetId, value: value ?? null, shown: !states,
  }]
}

/** Facts as changes of the mirror. */
export const told = (rows: readonly ActivityRow[]): Change[] => rows.map(row => ({ table: 'activity', row }))

/** The same changes, with who did what a kind of fact states. */
export const doneBy = (actorId: string, kind: ActivityKind, changes: readonly Change[]): Change[] =>
  changes.map(change => change.table === 'activity' && change.row.kind === kind ? { ...change, row: { ...change.row, actorId } } : change)
