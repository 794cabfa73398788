import type { Page } from '#shared/schemas/common'
import type { EnterpriseConnection } from '#shared/schemas/enterprise-connection'

/** The single sign-on connections of this organization: AsyncData of `GET /api/orgs/:slug/enterprise-connections`. */
export function useOrgEnterpriseConnections() {
  const { slug, orgFetch } = useOrgFetch()
  const list = useOrgData(dataKeys.enterpriseConnections(slug), signal => orgFetch<Page<EnterpriseConnection>>('/enterprise-connections', { signal }), { permission: 'org:sys_entconns:manage', feature: 'sso' })
  useAskedAgain(list.refresh)
  return list
}
