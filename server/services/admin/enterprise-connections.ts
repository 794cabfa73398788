import type { ClerkClient } from '@clerk/backend'
import { listConnections, listMemberAccounts, type Database } from '../../../db'
import type { Page } from '../../../shared/schemas/common'
import type { EnterpriseConnection } from '../../../shared/schemas/enterprise-connection'
import { keepConnectionsFresh } from '../../ingest'

/**
 * The single sign-on connections of an organization with who came through them, as the mirror has them; Clerk is asked in
 * the background. One that is gone stays in the list.
 */
export async function listEnterpriseConnections(deps: { db: Database, clerk: ClerkClient }, organizationId: string): Promise<Page<EnterpriseConnection>> {
  keepConnectionsFresh(deps, organizationId)
  const [connections, members] = await Promise.all([listConnections(deps.db, organizationId), listMemberAccounts(deps.db, organizationId)])
  const data = connections.map((connection) => {
    const accounts = members.flatMap(own => own.find(({ connectionId }) => connectionId === connection.id) ?? [])
    const lastSignInAt = accounts.reduce<number | null>((last, { lastAt }) => lastAt !== null && lastAt > (last ?? 0) ? lastAt : last, null)
    return { ...connection, membersCount: accounts.length, lastSignInAt }
  })
  return { data, totalCount: data.length, nextCursor: null }
}
