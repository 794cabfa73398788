import { and, asc, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Position } from '../../cursor'
import { prepared } from '../../prepared'
import type { Source, Tables } from '../../types'
import { afterPosition } from '../page'

/** The tables with resources of the whole instance whose rows can go. */
export type InstanceTable = 'organizations' | 'users' | 'roles' | 'permissions'
/** The tables with an organization's resources. */
export type OrganizationTable = 'memberships' | 'invitations' | 'domains' | 'connections'

const byId = (name: InstanceTable) => prepared(({ read, tables }) => {
  const { id, deletedAt } = tables[name]
  return read.select({ id }).from(tables[name])
    .where(and(gt(id, sql.placeholder('after')), isNull(deletedAt))).orderBy(asc(id)).limit(sql.placeholder('limit'))
})

const ofInstance = { organizations: byId('organizations'), users: byId('users'), roles: byId('roles'), permissions: byId('permissions') }

/** Ids of the rows of a table that are no tombstones, after an id, in their order. */
export async function listIds(db: Source, table: InstanceTable, after: string, limit: number): Promise<string[]> {
  return (await ofInstance[table](db).execute({ after, limit })).map(({ id }) => id)
}

const page = (name: OrganizationTable) => prepared(({ read, tables }) => {
  const { id, organizationId, createdAt, deletedAt }: Tables[OrganizationTable] = tables[name]
  return read.select({ id, createdAt }).from(tables[name])
    .where(and(eq(organizationId, sql.placeholder('orgId')), isNull(deletedAt), afterPosition(createdAt, id)))
    .orderBy(desc(createdAt), desc(id)).limit(sql.placeholder('limit'))
})

const ofOrganization = { memberships: page('memberships'), invitations: page('invitations'), domains: page('domains'), connections: page('connections') }

/** The organization's rows of a table that are no tombstones, after a position, newest first. */
export async function listIdsOf(db: Source, table: OrganizationTable, orgId: string, after: Position, limit: number): Promise<Position[]> {
  return ofOrganization[table](db).execute({ orgId, ...after, limit })
}
