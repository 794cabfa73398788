import type { Metadata } from '#shared/metadata'
import type { OrganizationMetadata } from '#shared/schemas/metadata'

/**
 * The organization's public metadata: AsyncData of `GET /api/orgs/:slug/metadata`, and `merge`, which sends what is to change,
 * answers what holds then, and rejects with FetchError. Not in the first HTML, which would wait for Clerk.
 */
export function useOrgMetadata() {
  const { slug, orgFetch } = useOrgFetch()
  const { data, error, refresh } = useOrgData(dataKeys.metadata(slug), signal => orgFetch<OrganizationMetadata>('/metadata', { signal }), { permission: 'org:sys_profile:manage' }, { server: false })

  async function merge(change: Metadata): Promise<Metadata> {
    data.value = await orgFetch<OrganizationMetadata>('/metadata', { method: 'PATCH', body: { publicMetadata: change } })
    return data.value.publicMetadata
  }

  return { data, error, refresh, merge }
}
