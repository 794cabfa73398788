import type { ClerkClient } from '@clerk/backend'
import type { Page } from '../../shared/schemas/common'
import type { EnterpriseConnection } from '../../shared/schemas/enterprise-connection'
import { fromClerkError } from './clerk-errors'

/**
 * The single sign-on connections of an organization, asked of Clerk: they are few.
 *
 * @throws 429 rate_limited, 503 clerk_unavailable
 */
export async function listEnterpriseConnections(clerk: ClerkClient, organizationId: string): Promise<Page<EnterpriseConnection>> {
  const { data, totalCount } = await clerk.enterpriseConnections.getEnterpriseConnectionList({ organizationId, limit: 100 })
    .catch((error: unknown) => { throw fromClerkError(error) })
  return {
    data: data.map(({ id, name, provider, domains, active, createdAt }) => ({ id, name, provider, domains, active, createdAt })),
    totalCount,
    nextCursor: null,
  }
}
