import { decide, type Requirement } from '#shared/policy/decide'
import { plans } from '#shared/policy/table'

/** The signed-in person's role here: Clerk's key and the name people see; null until known. */
export function useOrgRole() {
  const { data: org } = useOrg()
  return computed(() => org.value ? { key: org.value.viewer.role, name: org.value.viewer.roleName } : null)
}

/** The organization's plan: Clerk's slug and the name people see; null without a plan or until known. */
export function useOrgPlan() {
  const { data: org } = useOrg()
  return computed(() => {
    const slug = org.value?.viewer.plan
    return slug ? { slug, name: slug in plans ? plans[slug as keyof typeof plans].name : slug } : null
  })
}

/** Seats used, promised by pending invitations, and the limit (null: none); null until known. */
export function useOrgSeats() {
  const { data: org } = useOrg()
  return computed(() => org.value?.seats ?? null)
}

/**
 * Whether the signed-in person meets a requirement in this organization. For showing and hiding; the API decides again.
 *
 * @returns the decision, with the reason and what would have been enough when it is no
 */
export function useOrgCan(requirement: MaybeRefOrGetter<Requirement>) {
  const { data: org } = useOrg()
  return computed(() => decide(org.value?.viewer ?? null, toValue(requirement)))
}
