import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Seats } from '../../../shared/schemas/organization'
import { prepared } from '../../prepared'
import type { OrganizationRow } from '../../schema'
import type { Source } from '../../types'

const byId = prepared(({ read, tables: { organizations } }) => read.select().from(organizations)
  .where(and(eq(organizations.id, sql.placeholder('id')), isNull(organizations.deletedAt))))

const bySlug = prepared(({ read, tables: { organizations } }) => read.select().from(organizations)
  .where(and(eq(organizations.slug, sql.placeholder('slug')), isNull(organizations.deletedAt)))
  .orderBy(desc(organizations.createdAt), desc(organizations.id)).limit(1))

/**
 * The organization with an id or a slug. A slug that a newer organization took over names the newer one.
 *
 * @param key - `org_…` or slug
 */
export async function findOrganization(db: Source, key: string): Promise<OrganizationRow | undefined> {
  const [row] = await byId(db).execute({ id: key })
  return row ?? (await bySlug(db).execute({ slug: key }))[0]
}

const seats = prepared(({ read, tables: { organizations, memberships, invitations } }) => read.select({
  limit: organizations.maxAllowedMemberships,
  used: read.$count(memberships, and(eq(memberships.organizationId, sql.placeholder('orgId')), isNull(memberships.deletedAt))),
  pending: read.$count(invitations, and(
    eq(invitations.organizationId, sql.placeholder('orgId')), isNull(invitations.deletedAt), eq(invitations.status, 'pending'),
    or(isNull(invitations.expiresAt), gt(invitations.expiresAt, sql.placeholder('now'))),
  )),
}).from(organizations).where(eq(organizations.id, sql.placeholder('orgId'))))

/** Seats of an organization: members, open invitations, and the limit (Clerk's 0 is no limit). */
export async function organizationSeats(db: Source, orgId: string, now = Date.now()): Promise<Seats> {
  const [row] = await seats(db).execute({ orgId, now })
  return { used: row?.used ?? 0, pending: row?.pending ?? 0, limit: row?.limit || null }
}
