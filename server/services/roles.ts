import type { ClerkClient } from '@clerk/backend'
import type { Page } from '../../shared/schemas/common'
import type { Role } from '../../shared/schemas/role'
import { fromClerkError } from './clerk-errors'

/**
 * The instance's roles. Asked of Clerk each time: they are few, and needed only to invite.
 *
 * @throws 429 rate_limited, 503 clerk_unavailable
 */
export async function listRoles(clerk: ClerkClient): Promise<Page<Role>> {
  const { data, totalCount } = await clerk.organizationRoles.getOrganizationRoleList({ limit: 100, orderBy: '+name' })
    .catch((error: unknown) => { throw fromClerkError(error) })
  return {
    data: data.map(({ key, name, description, permissions }) => ({ key, name, description: description ?? null, permissions: permissions.map(p => p.key) })),
    totalCount,
    nextCursor: null,
  }
}
