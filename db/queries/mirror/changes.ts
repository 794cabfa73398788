import { and, asc, eq, gt, isNull, lt, max, sql } from 'drizzle-orm'
import { prepared } from '../../prepared'
import type { OrganizationChangeRow } from '../../schema'
import type { Source, Tx } from '../../types'

/** How long the log remembers, in ms. */
export const CHANGES_KEPT = 3_600_000
/** A unit of work commits within this time of recording a change, in ms: what is older and not there never comes. */
const SETTLED = 10_000

/** The position in the log that stands for a time in ms. */
const positionAt = (time: number) => time * 1000

/** How much the log grows, as a distance of positions, before it forgets what is older than it remembers. */
const PRUNED_EVERY = positionAt(60_000)

const newest = prepared(({ read, tables: { organizationChanges } }) => read.select({ id: max(organizationChanges.id) }).from(organizationChanges))

const insert = prepared(({ write, tables: { organizationChanges } }: Tx) => write.insert(organizationChanges).values({
  id: sql.placeholder('id'), organizationId: sql.placeholder('organizationId'), kind: sql.placeholder('kind'), userId: sql.placeholder('userId'),
}))

const prune = prepared(({ write, tables: { organizationChanges } }: Tx) => write.delete(organizationChanges)
  .where(lt(organizationChanges.id, sql.placeholder('before'))))

/** Adds changes to the log, as part of the unit that makes them, and drops what is older than the log remembers. */
export async function recordChanges(tx: Tx, changes: readonly Omit<OrganizationChangeRow, 'id'>[], now = Date.now()): Promise<void> {
  if (!changes.length) return
  const [row] = await newest(tx).execute()
  const last = row?.id ?? 0
  let id = Math.max(positionAt(now), last + 1)
  // Once a minute is often enough.
  if (Math.floor(id / PRUNED_EVERY) > Math.floor(last / PRUNED_EVERY)) await prune(tx).execute({ before: positionAt(now - CHANGES_KEPT) })
  for (const change of changes) await insert(tx).execute({ ...change, id: id++ })
}

const after = prepared(({ read, tables: { organizationChanges } }) => read.select().from(organizationChanges)
  .where(and(eq(organizationChanges.organizationId, sql.placeholder('orgId')), gt(organizationChanges.id, sql.placeholder('position'))))
  .orderBy(asc(organizationChanges.id)).limit(sql.placeholder('limit')))

/** The organization's changes after a position, oldest first. */
export async function listChanges(db: Source, orgId: string, position: number, limit: number): Promise<OrganizationChangeRow[]> {
  return after(db).execute({ orgId, position, limit })
}

const newestOf = prepared(({ read, tables: { organizationChanges } }) => read.select({ id: max(organizationChanges.id) })
  .from(organizationChanges).where(eq(organizationChanges.organizationId, sql.placeholder('orgId'))))

/**
 * Where the organization's log stands: every change up to here shows in what is read afterwards, and every later one has
 * a higher id. Says nothing about other organizations.
 */
export async function changesPosition(db: Source, orgId: string, now = Date.now()): Promise<number> {
  const [row] = await newestOf(db).execute({ orgId })
  return Math.max(row?.id ?? 0, positionAt(now - SETTLED))
}

/** Whether the log still holds all that came after a position, and could have given that position out. */
export const isPositionKept = (position: number, now = Date.now()): boolean =>
  position >= positionAt(now - CHANGES_KEPT) && position <= positionAt(now + SETTLED)

const touched = prepared(({ read, tables: { organizationChanges } }) => read.select({ organizationId: organizationChanges.organizationId, newest: max(organizationChanges.id) })
  .from(organizationChanges).where(gt(organizationChanges.id, sql.placeholder('position'))).groupBy(organizationChanges.organizationId))

/** The organizations with changes after a position of the whole log, and the position that covers them. */
export async function changedOrganizations(db: Source, position: number): Promise<{ organizationIds: string[], position: number }> {
  const rows = await touched(db).execute({ position })
  return { organizationIds: rows.map(row => row.organizationId), position: Math.max(position, ...rows.map(row => row.newest ?? 0)) }
}

const organizationsOf = prepared(({ read, tables: { memberships } }) => read.select({ organizationId: memberships.organizationId }).from(memberships)
  .where(and(eq(memberships.userId, sql.placeholder('userId')), isNull(memberships.deletedAt))))

/** Ids of the organizations that a person is a member of. Only the projection asks across organizations. */
export async function listOrganizationsOf(tx: Tx, userId: string): Promise<string[]> {
  const rows = await organizationsOf(tx).execute({ userId })
  return rows.flatMap(({ organizationId }) => organizationId ?? [])
}

const organizationsWithRole = prepared(({ read, tables: { memberships } }) => read.selectDistinct({ organizationId: memberships.organizationId }).from(memberships)
  .where(and(eq(memberships.role, sql.placeholder('role')), isNull(memberships.deletedAt))))

/** Ids of the organizations where somebody has a role. Only the projection asks across organizations. */
export async function listOrganizationsWithRole(tx: Tx, role: string): Promise<string[]> {
  const rows = await organizationsWithRole(tx).execute({ role })
  return rows.flatMap(({ organizationId }) => organizationId ?? [])
}
