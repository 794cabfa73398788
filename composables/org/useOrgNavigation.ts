import { orgPath } from '#shared/paths'
import { decide } from '#shared/policy/decide'

/**
 * The navigation of an organization, derived from its pages: those with `nav` in their meta, in its order.
 *
 * Pages that the person's role keeps from them are left out. Pages that a higher plan opens stay, marked `locked`: they lead
 * to the plan, and `needs` are the plans that open them.
 */
export function useOrgNavigation() {
  const slug = String(useRoute().params.slug ?? '')
  const { data: context } = useOrg()
  const pages = useRouter().getRoutes()
    .flatMap(({ path, meta: { nav, org } }) => nav && org ? [{ ...nav, requirement: org, path: path.replace(/^\/orgs\/:slug\(\)|\/:rest\(.*$/g, '') }] : [])
    .sort((a, b) => a.order - b.order)
  return computed(() => pages.flatMap(({ label, icon, path, requirement }) => {
    const decision = decide(context.value ?? 'no_organization', requirement)
    const locked = !decision.allowed && decision.status === 402
    return decision.allowed || locked ? [{ label, icon, exact: !path, to: orgPath(slug, path), locked, needs: locked ? decision.help.plans : [] }] : []
  }))
}
