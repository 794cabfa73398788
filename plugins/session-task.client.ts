import { taskPath } from '#shared/paths'

/**
 * Leads away from a page when the session becomes pending while it is open, as when a person who must belong to an
 * organization is removed from the active one. The route middleware knows where to; it only sees pages that are opened.
 */
export default defineNuxtPlugin(() => {
  const clerk = useClerk()
  const router = useRouter()
  const { userId } = useAuth()
  const { userId: pendingOrActive } = useAuth({ treatPendingAsSignedOut: false })
  const isPending = computed(() => !userId.value && Boolean(pendingOrActive.value))

  /** Whether the page is of an organization that is not among the person's any more. */
  const isLost = (key: string) => !(clerk.value && sessionOf(clerk.value)?.user?.organizationMemberships.some(isMembershipOf(key)))

  watch(isPending, async (now) => {
    const { meta, params, query, hash, path } = router.currentRoute.value
    if (!now || meta.public || path === taskPath) return
    await router.replace(meta.org && isLost(String(params.slug)) ? { path: taskPath, query: { notice: 'not_found' } } : { path, query, hash, force: true })
  })
})
