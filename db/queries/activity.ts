import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { ActivityItem } from '../../shared/schemas/organization'
import { prepared } from '../prepared'
import type { Source } from '../types'
import { findOrganization } from './organizations'

const joined = prepared(({ read, tables: { memberships, users } }) => read.select({
  id: memberships.id, at: memberships.createdAt, firstName: users.firstName, lastName: users.lastName, identifier: users.identifier,
}).from(memberships).innerJoin(users, eq(users.id, memberships.userId))
  .where(and(eq(memberships.organizationId, sql.placeholder('orgId')), isNull(memberships.deletedAt)))
  .orderBy(desc(memberships.createdAt), desc(memberships.id)).limit(sql.placeholder('limit')))

const invited = prepared(({ read, tables: { invitations } }) => read.select({
  id: invitations.id, at: invitations.createdAt, subject: invitations.emailAddress,
}).from(invitations)
  .where(and(eq(invitations.organizationId, sql.placeholder('orgId')), isNull(invitations.deletedAt)))
  .orderBy(desc(invitations.createdAt), desc(invitations.id)).limit(sql.placeholder('limit')))

const accepted = prepared(({ read, tables: { invitations } }) => read.select({
  id: invitations.id, at: invitations.updatedAt, subject: invitations.emailAddress,
}).from(invitations)
  .where(and(eq(invitations.organizationId, sql.placeholder('orgId')), isNull(invitations.deletedAt), eq(invitations.status, 'accepted')))
  .orderBy(desc(invitations.updatedAt), desc(invitations.id)).limit(sql.placeholder('limit')))

/** Which activity to tell; each shows what the list of the same name does. */
export interface ActivityScope { members: boolean, invitations: boolean }

/** What happened last in the organization, newest first, as far as members and invitations tell. */
export async function latestActivity(db: Source, orgId: string, limit: number, scope: ActivityScope): Promise<ActivityItem[]> {
  const organization = await findOrganization(db, orgId)
  const members = scope.members ? await joined(db).execute({ orgId, limit }) : []
  const invitations = scope.invitations ? await invited(db).execute({ orgId, limit }) : []
  const acceptances = scope.invitations ? await accepted(db).execute({ orgId, limit }) : []
  const items: ActivityItem[] = [
    ...members.map(({ id, at, firstName, lastName, identifier }) => ({
      id, type: 'member_joined' as const, subject: [firstName, lastName].filter(Boolean).join(' ') || identifier || 'Somebody', at,
    })),
    ...invitations.map(item => ({ ...item, type: 'invitation_created' as const })),
    ...acceptances.map(item => ({ ...item, id: `${item.id}:accepted`, type: 'invitation_accepted' as const })),
    ...organization ? [{ id: organization.id, type: 'organization_created' as const, subject: organization.name, at: organization.createdAt }] : [],
  ]
  return items.sort((a, b) => b.at - a.at).slice(0, limit)
}
