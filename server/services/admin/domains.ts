import type { ClerkClient } from '@clerk/backend'
import { listConnections, listDomains, type Database } from '../../../db'
import type { Page } from '../../../shared/schemas/common'
import type { Domain } from '../../../shared/schemas/domain'
import { keepConnectionsFresh, keepDomainsFresh, refreshDomains } from '../../ingest'
import { fromClerkError } from '../clerk-errors'

/**
 * The domains of an organization, as the mirror has them, each with the connection that has the same domain.
 *
 * @param fresh - whether Clerk is asked before; else it is in the background
 * @throws with `fresh` 429, 503
 */
export async function listOrganizationDomains(deps: { db: Database, clerk: ClerkClient }, organizationId: string, { fresh }: { fresh: boolean }): Promise<Page<Domain>> {
  if (fresh) await refreshDomains(deps, organizationId).catch((error: unknown) => { throw fromClerkError(error) })
  else keepDomainsFresh(deps, organizationId)
  keepConnectionsFresh(deps, organizationId)
  const [domains, connections] = await Promise.all([listDomains(deps.db, organizationId), listConnections(deps.db, organizationId)])
  const connectionOf = (domain: string) => connections.find(({ active, deletedAt, domains: names }) => active && deletedAt === null && names.includes(domain))?.name ?? null
  const data = domains.map(({ enrollmentMode, verificationStatus, ...domain }) => ({
    ...domain, enrollmentMode: enrollmentMode ?? 'manual_invitation', verified: verificationStatus === 'verified', connection: connectionOf(domain.name),
  }))
  return { data, totalCount: data.length, nextCursor: null }
}
