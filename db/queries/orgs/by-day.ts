import { and, count, eq, gte, isNotNull, isNull, sql, type SQLWrapper } from 'drizzle-orm'
import type { ActivityAudience } from '../../../shared/values'
import { prepared } from '../../prepared'
import type { Source, Tables } from '../../types'

/** A day in UTC: the number of days since 1970. Written out, because a bound number would divide with a fraction. */
const dayOf = (at: SQLWrapper) => sql<number>`${at} / 86400000`.mapWith(Number)
const since = (at: SQLWrapper) => gte(at, sql.placeholder('from'))
const ofOrganization = ({ memberships }: Tables) => eq(memberships.organizationId, sql.placeholder('orgId'))

const joined = prepared(({ read, tables }) => {
  const { memberships } = tables
  const day = dayOf(memberships.createdAt)
  return read.select({ day, count: count() }).from(memberships)
    .where(and(ofOrganization(tables), isNull(memberships.deletedAt), since(memberships.createdAt))).groupBy(day)
})

const left = prepared(({ read, tables }) => {
  const { memberships } = tables
  const [from, to] = [dayOf(memberships.createdAt), dayOf(memberships.deletedAt)]
  return read.select({ from, to, count: count() }).from(memberships)
    .where(and(ofOrganization(tables), isNotNull(memberships.deletedAt), since(memberships.deletedAt))).groupBy(from, to)
})

/**
 * What changed the number of members since a time.
 *
 * @param from - ms since 1970
 * @returns of those who are members, how many joined each day; of those who left, from which day to which they were; days since 1970
 */
export async function membersByDay(db: Source, orgId: string, from: number) {
  return { joined: await joined(db).execute({ orgId, from }), left: await left(db).execute({ orgId, from }) }
}

const acts = prepared(({ read, tables: { activity } }) => {
  const day = dayOf(activity.at)
  return read.select({ day, count: count() }).from(activity)
    .where(and(eq(activity.organizationId, sql.placeholder('orgId')), eq(activity.audience, sql.placeholder('audience')), sql`${activity.shown}`, since(activity.at))).groupBy(day)
})

/**
 * How much happened each day since a time.
 *
 * @param from - ms since 1970
 * @param audiences - what the person may know of
 * @returns by the number of days since 1970; a day on which nothing happened has no entry
 */
export async function actsByDay(db: Source, orgId: string, from: number, audiences: readonly ActivityAudience[]): Promise<Map<number, number>> {
  const sums = new Map<number, number>()
  for (const audience of audiences) for (const { day, count } of await acts(db).execute({ orgId, from, audience })) sums.set(day, (sums.get(day) ?? 0) + count)
  return sums
}
