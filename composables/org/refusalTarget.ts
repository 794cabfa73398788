import type { RouteLocationRaw } from 'vue-router'
import { orgPath, taskPath } from '#shared/paths'
import type { Denial } from '#shared/policy/decide'

/**
 * Where a page leads that may not be shown: to sign-in, the open task, the list of organizations, or within the organization
 * to the overview (to the plan for what a plan lacks), where a notice says what is needed.
 *
 * @param key - slug or id in the address
 * @param from - full path of the page
 */
export function refusalTarget({ code, status }: Denial, key: string, from: string): RouteLocationRaw {
  if (code === 'not_signed_in') return { path: '/sign-in', query: { redirect_url: from } }
  if (code === 'task_pending') return { path: taskPath, query: { redirect_url: from } }
  if (code === 'no_organization') return { path: '/orgs' }
  if (code === 'not_found') return { path: '/orgs', query: { notice: 'not_found' } }
  const denied = from.slice(orgPath(key).length).split(/[?#]/, 1)[0]
  return { path: orgPath(key, status === 402 ? '/plan' : ''), query: { denied } }
}
