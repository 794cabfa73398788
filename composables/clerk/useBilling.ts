import type { BillingCheckoutResource, BillingSubscriptionPlanPeriod, BillingSubscriptionResource, ConfirmCheckoutParams } from '@clerk/nuxt/types'

/** Who pays: the active organization, or the person. */
type Payer = 'organization' | 'user'

/** The payer's id, and what clerk-js wants to know of it. */
function usePayer(payer: Payer) {
  const { userId, orgId } = useAuth()
  return { subject: () => payer === 'organization' ? orgId.value : userId.value, params: () => payer === 'organization' ? { orgId: orgId.value ?? '' } : {} }
}

/**
 * The plans that a payer can choose, in the browser only. @clerk/vue lacks it.
 *
 * @param options.for - for whom the plans are; the organization unless told
 * @param options.pageSize - plans at a time; 10 unless told
 * @returns what `useClerkPages` does
 * @see https://clerk.com/docs/hooks/use-plans
 */
export function usePlans({ for: payer = 'organization', pageSize = 10 }: { for?: Payer, pageSize?: number } = {}) {
  const clerk = useClerk()
  return useClerkPages(() => clerk.value?.loaded ? payer : undefined, page => clerk.value!.billing.getPlans({ for: payer, initialPage: page, pageSize }))
}

/**
 * What a payer has subscribed to, in the browser only. @clerk/vue lacks it. Clerk shows an organization's to those who may
 * read its billing.
 *
 * @param options.for - the active organization unless told
 * @returns `data` (null until known), `isLoading`, `error` (what clerk-js threw) and `revalidate()`
 * @see https://clerk.com/docs/hooks/use-subscription
 */
export function useSubscription({ for: payer = 'organization' }: { for?: Payer } = {}) {
  const requiredClerk = useRequiredClerk()
  const { subject, params } = usePayer(payer)
  const { data: rows, isLoading, error, revalidate } = useClerkPages<BillingSubscriptionResource>(subject, async () =>
    ({ data: [await (await requiredClerk()).clerk.billing.getSubscription(params())], total_count: 1 }))
  return { data: computed(() => rows.value[0] ?? null), isLoading, error, revalidate }
}

/**
 * A checkout of one's own making, in place of Clerk's drawer. @clerk/vue lacks it.
 *
 * @param options.planId - `cplan_…`, as `usePlans` tells it
 * @param options.planPeriod - `month` or `annual`
 * @returns `checkout` (null before `start()`; then with totals and what is still needed), `isStarting`, `isConfirming`,
 *   `error` (what clerk-js threw), and the acts `start()`, `confirm(how it is paid)` and `finalize()`, which makes the new
 *   plan count in the session. Acts don't reject: they set `error` and answer whether they worked
 * @see https://clerk.com/docs/hooks/use-checkout
 */
export function useCheckout({ for: payer = 'organization', planId, planPeriod }: { for?: Payer, planId: MaybeRefOrGetter<string>, planPeriod: MaybeRefOrGetter<BillingSubscriptionPlanPeriod> }) {
  const requiredClerk = useRequiredClerk()
  const { params } = usePayer(payer)
  const [checkout, error, isStarting, isConfirming] = [shallowRef<BillingCheckoutResource | null>(null), shallowRef<unknown>(), ref(false), ref(false)]

  async function attempt(busy: Ref<boolean>, act: () => Promise<BillingCheckoutResource | null>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    error.value = undefined
    try {
      checkout.value = await act()
      // clerk-js changes the one it has.
      triggerRef(checkout)
      return true
    }
    catch (failure) {
      error.value = failure
      return false
    }
    finally { busy.value = false }
  }

  return {
    checkout, error, isStarting, isConfirming,
    start: () => attempt(isStarting, async () => (await requiredClerk()).clerk.billing.startCheckout({ ...params(), planId: toValue(planId), planPeriod: toValue(planPeriod) })),
    confirm: (how: ConfirmCheckoutParams) => attempt(isConfirming, async () => {
      if (!checkout.value) throw new Error('confirm() comes after start().')
      return checkout.value.confirm({ ...params(), ...how })
    }),
    finalize: () => attempt(isConfirming, async () => {
      const { clerk } = await requiredClerk()
      // The token says which plan counts: a new one is asked for.
      await clerk.session?.getToken({ skipCache: true })
      return checkout.value
    }),
  }
}
