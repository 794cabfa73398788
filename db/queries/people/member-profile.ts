import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { RoleChange } from '../../../shared/schemas/member'
import { prepared } from '../../prepared'
import type { EnterpriseAccount } from '../../schema'
import type { Source } from '../../types'
import { nameOf, nameOfRole } from './names'

const person = prepared(({ read, tables }) => {
  const { activity, invitations, users } = tables
  const accepted = read.select({ id: invitations.id }).from(invitations)
    .where(and(eq(invitations.organizationId, sql.placeholder('orgId')), eq(invitations.userId, sql.placeholder('userId')), eq(invitations.status, 'accepted')))
    .orderBy(desc(invitations.createdAt)).limit(1)
  const creator = read.select({ actorId: activity.actorId }).from(activity)
    .where(and(eq(activity.id, sql`${sql.placeholder('orgId')} || ':organization_created'`), eq(activity.organizationId, sql.placeholder('orgId'))))
  return read.select({
    accounts: users.enterpriseAccounts,
    invitationId: sql<string | null>`(${accepted})`,
    creatorId: sql<string | null>`(${creator})`,
  }).from(users).where(eq(users.id, sql.placeholder('userId')))
})

const inviter = prepared(({ read, tables }) => read.select({ name: nameOf(tables, tables.activity.actorId) }).from(tables.activity)
  .where(and(eq(tables.activity.id, sql`${sql.placeholder('invitationId')} || ':invitation_created'`), eq(tables.activity.organizationId, sql.placeholder('orgId')))))

/** What tells how a person joined. `inviter` is the name of who invited them: null where nobody did in person, undefined without an invitation. */
export interface MemberFacts { accounts: EnterpriseAccount[], isCreator: boolean, inviter: string | null | undefined }

/** How a member of the organization may have joined. */
export async function findMemberFacts(db: Source, orgId: string, userId: string): Promise<MemberFacts> {
  const [row] = await person(db).execute({ orgId, userId })
  const invitationId = row?.invitationId ?? null
  const [invited] = invitationId === null ? [] : await inviter(db).execute({ orgId, invitationId })
  return { accounts: row?.accounts ?? [], isCreator: row?.creatorId === userId, inviter: invitationId === null ? undefined : invited?.name ?? null }
}

const roles = prepared(({ read, tables }) => {
  const { activity } = tables
  return read.select({ at: activity.at, role: sql<string>`coalesce((${nameOfRole(tables, activity.value)}), ${activity.value})`, by: nameOf(tables, activity.actorId), key: activity.value })
    .from(activity)
    .where(and(eq(activity.organizationId, sql.placeholder('orgId')), eq(activity.targetId, sql.placeholder('membershipId')), inArray(activity.kind, ['member_joined', 'role_changed'])))
    .orderBy(asc(activity.at), asc(activity.id))
})

/** The roles that a membership has had, the first one first, as far as they are known. */
export async function listRoleHistory(db: Source, orgId: string, membershipId: string): Promise<RoleChange[]> {
  const rows = (await roles(db).execute({ orgId, membershipId })).filter(({ key }) => key !== null)
  return rows.filter(({ key }, at) => key !== rows[at - 1]?.key).map(({ key, ...change }) => change)
}
