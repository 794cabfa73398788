import type { ClerkClient } from '@clerk/backend'
import { listConnections, type Database } from '../../db'
import type { Page } from '../../shared/schemas/common'
import type { EnterpriseConnection } from '../../shared/schemas/enterprise-connection'
import { keepConnectionsFresh } from '../ingest'

/** The single sign-on connections of an organization, as the mirror has them; Clerk is asked in the background. */
export async function listEnterpriseConnections(deps: { db: Database, clerk: ClerkClient }, organizationId: string): Promise<Page<EnterpriseConnection>> {
  keepConnectionsFresh(deps, organizationId)
  const data = await listConnections(deps.db, organizationId)
  return { data, totalCount: data.length, nextCursor: null }
}
