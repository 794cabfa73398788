import type { ApiKey } from '#shared/schemas/api-key'
import type { ApiScope } from '#shared/policy/scopes'

/**
 * The organization's API keys and what each may read, newest answer of `GET /api/orgs/:slug/api-keys`. Not in the first
 * HTML, which would wait for Clerk.
 *
 * @returns what `useOrgList` does, and `changeScopes`, which shows at once, is taken back when it fails and rejects with FetchError
 */
export function useOrgApiKeys() {
  const { act, orgFetch, ...list } = useOrgList<ApiKey>('apiKeys', '/api-keys', {
    filter: () => ({}),
    requires: { permission: 'org:sys_api_keys:read', feature: 'api_keys' },
    alsoChanges: [],
    server: false,
  })
  const changeScopes = (key: ApiKey, scopes: ApiScope[]): Promise<ApiKey> =>
    act(page => withRow(page, { ...key, scopes }), () => orgFetch<ApiKey>(`/api-keys/${key.id}`, { method: 'PATCH', body: { scopes } }))

  return { ...list, changeScopes }
}
