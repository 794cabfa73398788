import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { EnterpriseConnection } from '../../../shared/schemas/enterprise-connection'
import { prepared } from '../../prepared'
import type { EnterpriseAccount } from '../../schema'
import type { Source } from '../../types'

const ofOrganization = prepared(({ read, tables: { connections } }) => {
  const { id, name, provider, domains, active, createdAt, deletedAt } = connections
  return read.select({ id, name, provider, domains, active, createdAt, deletedAt }).from(connections)
    .where(eq(connections.organizationId, sql.placeholder('orgId')))
    .orderBy(asc(createdAt), asc(id))
})

/** The organization's connections to identity providers, those that are gone included, oldest first. There are few. */
export async function listConnections(db: Source, orgId: string): Promise<Omit<EnterpriseConnection, 'membersCount' | 'lastSignInAt'>[]> {
  return ofOrganization(db).execute({ orgId })
}

const accounts = prepared(({ read, tables: { memberships, users } }) => read.select({ accounts: users.enterpriseAccounts })
  .from(memberships).innerJoin(users, eq(users.id, memberships.userId))
  .where(and(eq(memberships.organizationId, sql.placeholder('orgId')), isNull(memberships.deletedAt), sql`${users.enterpriseAccounts} <> '[]'`)))

/** The accounts that the organization's members have at identity providers, a list for each of them who has one. */
export async function listMemberAccounts(db: Source, orgId: string): Promise<EnterpriseAccount[][]> {
  return (await accounts(db).execute({ orgId })).map(row => row.accounts)
}
