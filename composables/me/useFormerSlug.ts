import type { FormerSlug } from '#shared/schemas/organization'

/**
 * For links with a slug that an organization has given up.
 *
 * @returns a function of an old slug, which answers the new one where the person is a member of that organization
 */
export function useFormerSlug() {
  const serverFetch = useRequestFetch()
  const clerk = useClerk()
  return async (slug: string): Promise<string | undefined> => {
    // Clerk refuses a token while the session still names an organization that is no longer the person's.
    const token = import.meta.client && clerk.value?.loaded ? await sessionOf(clerk.value)?.getToken().catch(() => null) : null
    const answer = await serverFetch<FormerSlug>(`/api/former-slugs/${encodeURIComponent(slug)}`, { headers: token ? { Authorization: `Bearer ${token}` } : {} }).catch(() => undefined)
    return answer?.slug ?? undefined
  }
}
