import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { EnterpriseConnection } from '../../shared/schemas/enterprise-connection'
import { prepared } from '../prepared'
import type { Source } from '../types'

const ofOrganization = prepared(({ read, tables: { connections } }) => {
  const { id, name, provider, domains, active, createdAt } = connections
  return read.select({ id, name, provider, domains, active, createdAt }).from(connections)
    .where(and(eq(connections.organizationId, sql.placeholder('orgId')), isNull(connections.deletedAt)))
    .orderBy(asc(createdAt), asc(id))
})

/** The organization's connections to identity providers, oldest first. There are few. */
export async function listConnections(db: Source, orgId: string): Promise<EnterpriseConnection[]> {
  return ofOrganization(db).execute({ orgId })
}
