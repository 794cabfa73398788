import { sql } from 'drizzle-orm'
import type { ActivityAudience, ActivityKind } from '../../../shared/values'
import type { Kit } from '../kit'

/**
 * Who did what in which organization: facts that events and own acts state. A fact has one row, whoever tells it.
 *
 * Holds ids and no name or address: those are looked up when it is read, so that nothing is left of an erased person.
 */
export const activityTable = (kit: Kit) => kit.table('activity', {
  /** Made from the fact, such as `orgmem_…:member_joined`. */
  id: kit.text('id').primaryKey(),
  organizationId: kit.text('organization_id').notNull(),
  kind: kit.text('kind').$type<ActivityKind>().notNull(),
  /** Who may know of it. */
  audience: kit.text('audience').$type<ActivityAudience>().notNull(),
  /** In ms since 1970, as Clerk says where it does. */
  at: kit.integer('at').notNull(),
  /** Who did it, where somebody said so. */
  actorId: kit.text('actor_id'),
  /** Whom it is about. */
  userId: kit.text('user_id'),
  /** The organization, membership, invitation, domain, connection or subscription. */
  targetId: kit.text('target_id').notNull(),
  /** Role, name or plan that holds from then on; the name of a key that was used. */
  value: kit.text('value'),
  /** False where the value is the same as before, or the first one known: whether it changed follows from the rows. */
  shown: kit.boolean('shown').notNull(),
}, table => [
  kit.index('activity_page').on(table.organizationId, table.audience, table.at, table.id).where(sql`shown`),
  kit.index('activity_values').on(table.targetId, table.at).where(sql`value is not null`),
])

/** One fact. */
export type ActivityRow = ReturnType<typeof activityTable>['$inferSelect']
