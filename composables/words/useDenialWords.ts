import type { Decision } from '#shared/policy/decide'
import { denialWords } from '#shared/texts'

/** What a denial means to a person, and who can help; null while it is allowed. */
export function useDenialWords(decision: MaybeRefOrGetter<Decision>) {
  const plan = useOrgPlan()
  return computed(() => {
    const value = toValue(decision)
    return value.allowed ? null : denialWords(value, plan.value?.name)
  })
}
