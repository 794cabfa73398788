import { and, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { prepared } from '../../prepared'
import type { Source } from '../../types'

const identifiers = prepared(({ read, tables: { memberships, users } }) => read.select({ address: users.identifier })
  .from(memberships).innerJoin(users, eq(users.id, memberships.userId))
  .where(and(eq(memberships.organizationId, sql.placeholder('orgId')), isNull(memberships.deletedAt))))

const invited = prepared(({ read, tables: { invitations } }) => read.select({ address: invitations.emailAddress }).from(invitations)
  .where(and(
    eq(invitations.organizationId, sql.placeholder('orgId')), isNull(invitations.deletedAt), eq(invitations.status, 'pending'),
    or(isNull(invitations.expiresAt), gt(invitations.expiresAt, sql.placeholder('now'))),
  )))

/** Every address in use in an organization, in lower case: of its members (their primary one), and of pending invitations. */
export async function addressesInUse(db: Source, orgId: string, now = Date.now()): Promise<{ members: Set<string>, invited: Set<string> }> {
  const toSet = (rows: { address: string | null }[]) => new Set(rows.flatMap(({ address }) => address?.toLowerCase() ?? []))
  return { members: toSet(await identifiers(db).execute({ orgId })), invited: toSet(await invited(db).execute({ orgId, now })) }
}
