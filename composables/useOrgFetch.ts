import type { FetchError } from 'ofetch'

interface OrgFetchOptions {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  query?: Record<string, string | number | undefined>
  body?: Record<string, unknown>
  signal?: AbortSignal
}

/**
 * Requests below `/api/orgs/:slug`, for the organization whose page this is.
 *
 * The session cookie is one per browser, so it may name another tab's organization. The request therefore carries a
 * token for this page's organization; until clerk-js has loaded, and on the server, the cookies answer.
 *
 * @returns the slug, fixed for the caller's life (key callers on it), and `orgFetch(path, options)`, which rejects with
 *   ofetch's `FetchError` after one retry of a 401 with a fresh token
 */
export function useOrgFetch() {
  const slug = String(useRoute().params.slug ?? '')
  const clerk = useClerk()
  const serverFetch = useRequestFetch()

  async function token(skipCache: boolean): Promise<string | null> {
    const { user, session, organization: active } = clerk.value ?? {}
    const known = [active, ...user?.organizationMemberships.map(({ organization }) => organization) ?? []]
    const organizationId = known.find(organization => organization?.slug === slug || organization?.id === slug)?.id
    return organizationId && session ? session.getToken({ organizationId, skipCache }) : null
  }

  async function orgFetch<T>(path = '', options: OrgFetchOptions = {}): Promise<T> {
    const url = `/api/orgs/${encodeURIComponent(slug)}${path}`
    if (import.meta.server) return await serverFetch<T>(url, options) as T

    const send = async (bearer: string | null) => await $fetch<T>(url, {
      ...options,
      headers: bearer ? { Authorization: `Bearer ${bearer}` } : {},
    }) as T
    const first = await token(false)
    try {
      return await send(first)
    }
    catch (error) {
      if (!first || (error as FetchError).status !== 401) throw error
      return send(await token(true))
    }
  }

  return { slug, orgFetch }
}
