import type { RouteLocationRaw } from 'vue-router'
import { orgPath, taskPath } from '#shared/paths'
import type { Denial } from '#shared/policy/decide'

/** Sign-in, the open task, the list of organizations, or within the organization the overview (the plan for what a plan lacks), where a notice says what is needed. */
function refusalTarget({ code, status }: Denial, key: string, from: string): RouteLocationRaw {
  if (code === 'not_signed_in') return { path: '/sign-in', query: { redirect_url: from } }
  if (code === 'task_pending') return { path: taskPath, query: { redirect_url: from } }
  if (code === 'no_organization') return { path: '/orgs' }
  if (code === 'not_found') return { path: '/orgs', query: { notice: 'not_found' } }
  const denied = from.slice(orgPath(key).length).split(/[?#]/, 1)[0]
  return { path: orgPath(key, status === 402 ? '/plan' : ''), query: { denied } }
}

/**
 * Where a page leads that may not be shown. An organization that is not found is followed to the slug it has by now, where it
 * has another: what is known of it here may be older than its new slug.
 *
 * @returns a function of the denial, the slug or id in the address, and the full path of the page
 */
export function useWayOut() {
  const former = useFormerSlug()
  return async (denial: Denial, key: string, from: string): Promise<RouteLocationRaw> => {
    const renamed = denial.code === 'not_found' ? await former(key) : undefined
    return renamed ? orgPath(renamed, from.slice(orgPath(key).length)) : refusalTarget(denial, key, from)
  }
}
