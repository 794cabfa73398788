import type { PublicUserData } from '@clerk/nuxt/types'

/** Somebody who asks to join; time in ms since 1970. */
export interface MembershipRequest extends Pick<PublicUserData, 'firstName' | 'lastName' | 'identifier' | 'imageUrl'> { id: string, createdAt: number }

const PAGE = 50

/**
 * Who asks to join the organization, by clerk-js: Clerk tells it in its Frontend API only.
 *
 * @returns AsyncData of the requests that wait and their number; `accept` and `reject`, which show at once and are taken back
 *   when they fail, and reject with what clerk-js threw
 */
export function useOrgRequests() {
  const { slug } = useOrgFetch()
  const organization = useClerkOrganization()
  const pending = async () => (await organization()).getMembershipRequests({ initialPage: 1, pageSize: PAGE, status: 'pending' })
  const list = useOrgData(dataKeys.requests(slug), async () => {
    const { data, total_count: totalCount } = await pending()
    return { totalCount, data: data.map(({ id, createdAt, publicUserData: { firstName, lastName, identifier, imageUrl } }): MembershipRequest => ({ id, firstName, lastName, identifier, imageUrl, createdAt: createdAt.getTime() })) }
  }, { permission: 'org:sys_memberships:manage' }, { server: false })

  useAskedAgain(list.refresh)

  async function act(id: string, verb: 'accept' | 'reject'): Promise<void> {
    const before = list.data.value
    const shown = before && { data: before.data.filter(one => one.id !== id), totalCount: before.totalCount - 1 }
    list.data.value = shown
    try { await orGone((await pending()).data.find(one => one.id === id))[verb]() }
    catch (failure) {
      if (list.data.value === shown) list.data.value = before
      throw failure
    }
    await list.refresh()
  }
  return { ...list, accept: (id: string) => act(id, 'accept'), reject: (id: string) => act(id, 'reject') }
}
