import { orgPath, safeReturnPath, taskPath } from '#shared/paths'
import { decide, type Requirement } from '#shared/policy/decide'

interface OrgMeta {
  /** A page of one organization, `/orgs/[slug]/…`, and what it takes to see it; `{}` for every member. */
  org?: Requirement
  /** Its entry in the organization's navigation. */
  nav?: { label: string, icon: string, order: number }
  /** The name of a page that is not in the navigation. */
  label?: string
  /** A page that signed-out people may see. */
  public?: true
}

declare module '#app' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- adds to an interface of another module
  interface PageMeta extends OrgMeta {}
}
declare module 'vue-router' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- as above
  interface RouteMeta extends OrgMeta {}
}

/** Decides who may go where and redirects. The handlers behind the pages check again. */
export default defineNuxtRouteMiddleware(async (to, from) => {
  if (to.meta.public || !to.matched.length) return
  // An error page is on its way for this address; it is rendered without a session.
  if (useError().value && (import.meta.server || useNuxtApp().isHydrating)) return
  const { userId, status, orgId, orgSlug } = useSessionFacts()()
  const returnTo = { redirect_url: to.fullPath }

  if (!userId) return navigateTo({ path: '/sign-in', query: returnTo })
  // A notice goes along; the page it was on has nothing to come back for.
  if (status === 'pending') return to.path === taskPath ? undefined : navigateTo({ path: taskPath, query: to.query.notice ? { notice: to.query.notice } : returnTo })
  if (to.path === taskPath) {
    // When the task is done, Clerk comes here without the return path first.
    const back = to.query.redirect_url ?? (from.path === taskPath ? from.query.redirect_url : undefined)
    return navigateTo(safeReturnPath(back, useRuntimeConfig().public.appUrl) ?? (orgSlug ? orgPath(orgSlug) : '/orgs'), { replace: true })
  }
  if (!to.meta.org) return

  const key = String(to.params.slug)
  const access = useOrgAccess(key), wayOut = useWayOut()
  const outcome = key === orgId || key === orgSlug ? 'active' : import.meta.server ? 'not_a_member' : await switchTo(key, to.fullPath)
  if (outcome === 'superseded') return abortNavigation()
  const decision = outcome === 'not_a_member' ? decide('not_found') : await access(to.meta.org)
  if (!decision.allowed) return navigateTo(await wayOut(decision, key, to.fullPath))
})

/**
 * Client side of an organization change. While clerk-js has not loaded, or is itself navigating in the middle of a change,
 * a document load lets the server switch instead: a second `setActive` inside the first would be undone by it.
 */
async function switchTo(key: string, path: string) {
  const clerk = useClerk().value
  if (clerk?.loaded && clerk.session) {
    try { return await useActiveOrganizationStore().activate(clerk, key) }
    catch { /* Clerk could not be reached or refused: the document load says what is wrong. */ }
  }
  await navigateTo(path, { external: true })
  return 'superseded'
}
