import { decide, type Decision, type Requirement } from '#shared/policy/decide'
import { plans } from '#shared/policy/table'

/** The signed-in person's role here: Clerk's key and the name people see; null until known. */
export function useOrgRole() {
  const { data: context } = useOrg()
  return computed(() => context.value ? { key: context.value.user.role, name: context.value.user.roleName } : null)
}

/** The organization's plan: Clerk's slug, the name people see and its features; null without a plan or until known. */
export function useOrgPlan() {
  const { data: context } = useOrg()
  return computed(() => {
    const { plan: slug, features } = context.value?.org ?? {}
    return slug ? { slug, name: slug in plans ? plans[slug as keyof typeof plans].name : slug, features: features ?? [] } : null
  })
}

/** Seats used, promised by pending invitations, and the limit (null: none); null until known. */
export function useOrgSeats() {
  const { data: context } = useOrg()
  return computed(() => context.value?.seats ?? null)
}

/**
 * Whether the signed-in person meets a requirement in this organization. For showing and hiding; the API decides again.
 *
 * @returns the decision, with the reason, what would have been enough and who can help when it is no
 */
export function useOrgCan(requirement: MaybeRefOrGetter<Requirement>): ComputedRef<Decision> {
  const { data: context } = useOrg()
  return computed(() => decide(context.value ?? 'no_organization', toValue(requirement)))
}
