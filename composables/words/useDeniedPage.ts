import { orgPath } from '#shared/paths'
import { denialWords } from '#shared/texts'
import { decide } from '#shared/policy/decide'

/**
 * Why the page in `?denied=` can't be seen. The address only names a page of this organization; what it asks for is read from
 * the page, so that a link can't put words here and the notice goes when access comes.
 */
export function useDeniedPage(slug: string) {
  const route = useRoute()
  const router = useRouter()
  const { data: context } = useOrg()
  const plan = useOrgPlan()
  return computed(() => {
    const denied = route.query.denied
    if (!context.value || typeof denied !== 'string' || !denied.startsWith('/')) return null
    const { org, nav, label } = router.resolve(orgPath(slug, denied)).meta
    const decision = org && decide(context.value, org)
    return decision && !decision.allowed ? denialWords(decision, plan.value?.name, nav?.label ?? label) : null
  })
}
