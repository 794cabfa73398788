import { and, count, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Page } from '../../../shared/schemas/common'
import type { Invitation, InvitationListQuery } from '../../../shared/schemas/invitation'
import type { InvitationStatus } from '../../../shared/values'
import { decodeCursor } from '../../cursor'
import { prepared } from '../../prepared'
import type { Source, Tables } from '../../types'
import { afterPosition, containing, toPage } from '../page'

/** Clerk sends no event when an invitation expires, so the time decides. */
const currentStatus = ({ invitations }: Tables) => sql<InvitationStatus>`case
  when ${invitations.status} = 'pending' and ${invitations.expiresAt} <= ${sql.placeholder('now')} then 'expired'
  else ${invitations.status} end`

const columns = (tables: Tables) => {
  const { id, emailAddress, role, roleName, createdAt, updatedAt, expiresAt } = tables.invitations
  return { id, emailAddress, role, roleName, status: currentStatus(tables), createdAt, updatedAt, expiresAt }
}

const ofOrganization = ({ invitations }: Tables) => and(eq(invitations.organizationId, sql.placeholder('orgId')), isNull(invitations.deletedAt))

const matching = (tables: Tables) => and(
  ofOrganization(tables),
  eq(currentStatus(tables), sql.placeholder('status')),
  sql`lower(${tables.invitations.emailAddress}) like ${sql.placeholder('pattern')} escape '\\'`,
)

const page = prepared(({ read, tables }) => {
  const { invitations } = tables
  return read.select(columns(tables)).from(invitations)
    .where(and(matching(tables), afterPosition(invitations.createdAt, invitations.id)))
    .orderBy(desc(invitations.createdAt), desc(invitations.id)).limit(sql.placeholder('limit'))
})

const total = prepared(({ read, tables }) => read.select({ total: count() }).from(tables.invitations).where(matching(tables)))

/**
 * A page of the organization's invitations in one state, newest first. `query` searches the e-mail address.
 *
 * @throws InvalidCursorError
 */
export async function listInvitations(
  db: Source, orgId: string, { limit, cursor, query = '', status }: InvitationListQuery, now = Date.now(),
): Promise<Page<Invitation>> {
  const filter = { orgId, status, pattern: containing(query), now }
  const rows = await page(db).execute({ ...filter, ...decodeCursor(cursor), limit: limit + 1 })
  const [counted] = await total(db).execute(filter)
  return toPage(rows, limit, counted?.total ?? 0)
}

const byId = prepared(({ read, tables }) => read.select(columns(tables)).from(tables.invitations)
  .where(and(ofOrganization(tables), eq(tables.invitations.id, sql.placeholder('id')))))

/** One invitation, if it is the organization's own. */
export async function findInvitation(db: Source, orgId: string, id: string, now = Date.now()): Promise<Invitation | undefined> {
  const [row] = await byId(db).execute({ orgId, id, now })
  return row
}
