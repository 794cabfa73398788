import type { Clerk } from '@clerk/nuxt/types'

/** How a request to make an organization active ended. */
export type SwitchOutcome = 'active' | 'not_a_member' | 'superseded'

/** The person's membership of the organization with this slug or id, wherever it stands in their list. */
async function findOwnMembership(clerk: Clerk, key: string) {
  const { user } = clerk
  const matches = isMembershipOf(key)
  const known = user?.organizationMemberships.find(matches)
  if (known || !user) return known
  for (let page = 1, seen = 0; ; page++) {
    const { data, total_count: total } = await user.getOrganizationMemberships({ initialPage: page, pageSize: 100 })
    const found = data.find(matches)
    seen += data.length
    if (found || !data.length || seen >= total) return found
  }
}

/** Which organization the session acts in, and the queue of switches: one at a time, the last request wins. */
export const useActiveOrganizationStore = defineStore('active-organization', () => {
  /** Slug or id that a switch under way leads to. */
  const switchingTo = ref<string | null>(null)
  let latest = 0
  let queue: Promise<unknown> = Promise.resolve()

  /**
   * Makes an organization the active one of this browser's session.
   *
   * @param clerk - loaded clerk-js
   * @param key - slug or `org_…` id
   * @returns `superseded` when a later call made this one pointless
   */
  function activate(clerk: Clerk, key: string): Promise<SwitchOutcome> {
    const turn = ++latest
    const work = queue.then(async (): Promise<SwitchOutcome> => {
      if (turn !== latest) return 'superseded'
      switchingTo.value = key
      const membership = await findOwnMembership(clerk, key)
      if (!membership) return 'not_a_member'
      await clerk.setActive({ organization: membership.organization.id })
      return turn === latest ? 'active' : 'superseded'
    }).finally(() => { if (turn === latest) switchingTo.value = null })
    queue = work.catch(() => undefined)
    return work
  }

  return { switchingTo, activate }
})
