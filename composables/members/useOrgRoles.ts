import type { Page } from '#shared/schemas/common'
import type { Role } from '#shared/schemas/role'

/**
 * The instance's roles, and which of them people of this organization can be given: AsyncData of `GET /api/orgs/:slug/roles`.
 * Not in the first HTML, which would wait for Clerk.
 */
export function useOrgRoles() {
  const { slug, orgFetch } = useOrgFetch()
  return useOrgData(dataKeys.roles(slug), signal => orgFetch<Page<Role>>('/roles', { signal }), { permission: 'org:sys_memberships:manage' }, { server: false })
}
