import type { Report } from '../schemas/report'

/** The organization's reports: AsyncData, and `add`. */
export function useOrgReports() {
  const { slug, orgFetch } = useOrgFetch()
  const list = useOrgData(`org:${slug}:reports`, signal => orgFetch<Report[]>('/reports', { signal }), { feature: 'reports' })
  async function add(title: string): Promise<void> {
    await orgFetch<Report>('/reports', { method: 'POST', body: { title } })
    await list.refresh()
  }
  return { ...list, add }
}
