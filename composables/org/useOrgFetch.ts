import { isClerkAPIResponseError } from '@clerk/vue/errors'
import type { FetchError } from 'ofetch'
import { ORGANIZATION_HEADER } from '#shared/headers'
import type { OrgContext } from '#shared/policy/context'

interface OrgFetchOptions {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  query?: Record<string, string | number | undefined>
  body?: Record<string, unknown>
  headers?: Record<string, string>
  /** `stream` for the body as it comes, `blob` for a file. */
  responseType?: 'json' | 'stream' | 'blob'
  signal?: AbortSignal
}

/** What takes the place of a token that Clerk refuses because the organization is not the person's any more: the server says so. */
function withoutToken(error: unknown): null {
  if (error instanceof Error && isClerkAPIResponseError(error) && error.status === 404) return null
  throw error
}

/**
 * Requests below `/api/orgs/:slug`, for the organization whose page this is.
 *
 * The session cookie is one per browser, so it may name another tab's organization. The request therefore carries a token
 * for this page's organization and names the one it expects; an answer about another one is refused.
 *
 * @param slug - slug or id in the address; the page's own unless told
 * @returns the slug, fixed for the caller's life (key callers on it); `token()` for the organization; and `orgFetch(path, options)`,
 *   which rejects with ofetch's `FetchError` after one retry of a 401 with a fresh token, and with the code
 *   `organization_mismatch` when another organization answered
 */
export function useOrgFetch(slug = String(useRoute().params.slug ?? '')) {
  const clerk = useClerk()
  const loadedClerk = useLoadedClerk()
  const serverFetch = useRequestFetch()
  const { data: context } = useNuxtData<OrgContext>(dataKeys.org(slug))

  /** The organization's id: known from the page's data, or from the person's memberships. */
  function organizationId(): string | undefined {
    const session = clerk.value?.loaded ? sessionOf(clerk.value) : null
    const known = [clerk.value?.organization, ...session?.user?.organizationMemberships.map(({ organization }) => organization) ?? []]
    return context.value?.org.id ?? known.find(organization => organization?.slug === slug || organization?.id === slug)?.id
  }

  async function token({ skipCache = false } = {}): Promise<string | null> {
    const loaded = await loadedClerk(), id = organizationId()
    if (!id || !loaded) return null
    return await sessionOf(loaded)?.getToken({ organizationId: id, skipCache }).catch(withoutToken) ?? null
  }

  async function orgFetch<T>(path = '', options: OrgFetchOptions = {}): Promise<T> {
    const url = `/api/orgs/${encodeURIComponent(slug)}${path}`
    if (import.meta.server) return await serverFetch<T>(url, options) as T

    const send = async (bearer: string | null) => {
      const expected = organizationId()
      const { _data, headers } = await $fetch.raw<T>(url, {
        ...options,
        headers: { ...options.headers, ...bearer && { Authorization: `Bearer ${bearer}` }, ...expected && { [ORGANIZATION_HEADER]: expected } },
      })
      if (expected && headers.get(ORGANIZATION_HEADER) !== expected) throw createError({ status: 409, data: { code: 'organization_mismatch' } })
      return _data as T
    }
    const first = await token()
    try {
      return await send(first)
    }
    catch (error) {
      if (!first || (error as FetchError).status !== 401) throw error
      return send(await token({ skipCache: true }))
    }
  }

  return { slug, token, orgFetch }
}
