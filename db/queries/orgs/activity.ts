import { and, asc, desc, eq, gt, gte, isNotNull, lt, lte, or, sql } from 'drizzle-orm'
import type { ActivityItem, ActivityPage, ActivityQuery } from '../../../shared/schemas/activity'
import { isStated, type ActivityAudience } from '../../../shared/values'
import { decodeCursor } from '../../cursor'
import { prepared } from '../../prepared'
import type { ActivityRow } from '../../schema'
import type { Source, Tables, Tx } from '../../types'
import { nameOf, nameOfRole } from '../people/names'
import { afterPosition, toPage } from '../page'

const insert = prepared(({ write, tables: { activity } }: Tx) => {
  const known = (name: 'actor_id' | 'user_id' | 'value') => sql.raw(`case when coalesce("activity"."${name}", '') >= coalesce(excluded."${name}", '') then "activity"."${name}" else excluded."${name}" end`)
  return write.insert(activity).values({
    id: sql.placeholder('id'), organizationId: sql.placeholder('organizationId'), kind: sql.placeholder('kind'), audience: sql.placeholder('audience'),
    at: sql.placeholder('at'), actorId: sql.placeholder('actorId'), userId: sql.placeholder('userId'), targetId: sql.placeholder('targetId'),
    value: sql.placeholder('value'), shown: sql.placeholder('shown'),
  }).onConflictDoUpdate({
    target: activity.id,
    // Whoever knows more fills it in; the same in any order.
    set: {
      at: sql`case when excluded.at < ${activity.at} then excluded.at else ${activity.at} end`,
      actorId: known('actor_id'), userId: known('user_id'), value: known('value'),
    },
    setWhere: sql`excluded.at < ${activity.at} or coalesce(excluded.actor_id, '') > coalesce(${activity.actorId}, '')
      or coalesce(excluded.user_id, '') > coalesce(${activity.userId}, '') or coalesce(excluded.value, '') > coalesce(${activity.value}, '')`,
  }).returning({ id: activity.id })
})

const valued = ({ activity }: Tables) => and(eq(activity.targetId, sql.placeholder('targetId')), isNotNull(activity.value))
const columns = ({ activity: { id, kind, value, shown } }: Tables) => ({ id, kind, value, shown })

/** Up to a time, newest first: what holds then, and what held before. */
const upTo = prepared(({ read, tables }) => read.select(columns(tables)).from(tables.activity)
  .where(and(valued(tables), lte(tables.activity.at, sql.placeholder('at')))).orderBy(desc(tables.activity.at), desc(tables.activity.id)).limit(2))

const nextAfter = prepared(({ read, tables }) => read.select(columns(tables)).from(tables.activity)
  .where(and(valued(tables), gt(tables.activity.at, sql.placeholder('at')))).orderBy(asc(tables.activity.at), asc(tables.activity.id)).limit(1))

const set = (shown: boolean) => prepared(({ write, tables: { activity } }: Tx) => write.update(activity).set({ shown }).where(eq(activity.id, sql.placeholder('id'))))
const show = set(true), hide = set(false)

/** Of what holds from a time on, and of what holds next: a change is shown if it differs from what held before. */
async function compare(tx: Tx, targetId: string, at: number): Promise<void> {
  const [held, before] = await upTo(tx).execute({ targetId, at })
  const [next] = await nextAfter(tx).execute({ targetId, at })
  for (const [row, previous] of [[held, before], [next, held]] as const) {
    const shown = previous !== undefined && previous.value !== row?.value
    if (row && isStated(row.kind) && row.shown !== shown) await (shown ? show : hide)(tx).execute({ id: row.id })
  }
}

/**
 * Adds a fact, or to what is known of it. Any order and repetition of the same facts ends in the same rows.
 *
 * A fact that states a value is shown once the one before it is known to differ.
 */
export async function putActivity(tx: Tx, row: ActivityRow): Promise<void> {
  const changed = await insert(tx).execute({ ...row })
  if (changed.length && row.value !== null) await compare(tx, row.targetId, row.at)
}

const page = prepared(({ read, tables }) => {
  const { activity, organizations, invitations, domains, connections, projects } = tables
  const subject = sql<string | null>`case
    when ${activity.userId} is not null then ${nameOf(tables, activity.userId)}
    when ${activity.audience} = 'invitations' then (select nullif(${invitations.emailAddress}, '') from ${invitations} where ${invitations.id} = ${activity.targetId})
    when ${activity.audience} = 'domains' then (select ${domains.name} from ${domains} where ${domains.id} = ${activity.targetId})
    when ${activity.targetId} like 'prj\\_%' escape '\\' then (select ${projects.name} from ${projects} where ${projects.id} = ${activity.targetId} and ${projects.organizationId} = ${activity.organizationId})
    when ${activity.audience} = 'connections' then (select ${connections.name} from ${connections} where ${connections.id} = ${activity.targetId})
    when ${activity.audience} = 'api_keys' then ${activity.value}
    else (select ${organizations.name} from ${organizations} where ${organizations.id} = ${activity.organizationId}) end`
  const value = sql<string | null>`case when ${activity.kind} = 'role_changed'
    then coalesce((${nameOfRole(tables, activity.value)}), ${activity.value})
    else ${activity.value} end`
  return read.select({
    id: activity.id, kind: activity.kind, createdAt: activity.at, actorId: activity.actorId, userId: activity.userId,
    subject, actor: nameOf(tables, activity.actorId), value,
  }).from(activity)
    .where(and(
      eq(activity.organizationId, sql.placeholder('orgId')), eq(activity.audience, sql.placeholder('audience')), sql`${activity.shown}`,
      afterPosition(activity.at, activity.id),
      gte(activity.at, sql.placeholder('from')), lt(activity.at, sql.placeholder('to')),
      or(sql`${sql.placeholder('kind')} = ''`, eq(activity.kind, sql.placeholder('kind'))),
      or(sql`${sql.placeholder('person')} = ''`, eq(activity.actorId, sql.placeholder('person')), eq(activity.userId, sql.placeholder('person'))),
    ))
    .orderBy(desc(activity.at), desc(activity.id)).limit(sql.placeholder('limit'))
})

/**
 * What happened last in the organization, newest first, as far as the query asks for it.
 *
 * @param audiences - what the person may know of
 * @throws InvalidCursorError
 */
export async function listActivity(db: Source, orgId: string, { limit, cursor, kind, person = '', from = 0, to = Number.MAX_SAFE_INTEGER }: ActivityQuery, audiences: readonly ActivityAudience[]): Promise<ActivityPage> {
  const values = { orgId, ...decodeCursor(cursor), limit: limit + 1, kind: kind ?? '', person, from, to }
  const pages = await Promise.all(audiences.map(audience => page(db).execute({ ...values, audience })))
  const rows = pages.flat().sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
  const { data, nextCursor } = toPage(rows, limit, 0)
  return { data: data.map(toItem), nextCursor }
}

function toItem({ id, kind, createdAt, actorId, userId, subject, actor, value }: Awaited<ReturnType<ReturnType<typeof page>['execute']>>[number]): ActivityItem {
  const themselves = actorId !== null && actorId === userId
  return {
    id, type: themselves && kind === 'member_removed' ? 'member_left' : kind, subject, actor: themselves ? null : actor,
    value: isStated(kind) ? value : null, at: createdAt,
  }
}
