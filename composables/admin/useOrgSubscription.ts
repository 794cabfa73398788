import type { Subscription } from '#shared/schemas/organization'

/** What the organization has subscribed to: AsyncData of `GET /api/orgs/:slug/subscription`. */
export function useOrgSubscription() {
  const { slug, orgFetch } = useOrgFetch()
  return useOrgData(dataKeys.subscription(slug), signal => orgFetch<Subscription>('/subscription', { signal }), { permission: 'org:sys_billing:read' })
}
