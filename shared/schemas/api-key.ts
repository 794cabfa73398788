import { z } from 'zod'
import { apiScopeNames, type ApiScope } from '../policy/scopes'

/** Body of `PATCH /api/orgs/:slug/api-keys/:id`: everything that the key may read from then on. Unknown keys are refused. */
export const updateApiKeySchema = z.strictObject({
  scopes: z.array(z.enum(apiScopeNames)).max(apiScopeNames.length).transform(scopes => apiScopeNames.filter(scope => scopes.includes(scope))),
})

/** Path parameters of one API key. */
export const apiKeyParamsSchema = z.object({ slug: z.string(), id: z.string().regex(/^ak_\w+$/, 'Not an API key’s id') })

/** A valid API key of the organization, without its secret; times in ms since 1970. */
export interface ApiKey {
  /** `ak_…` */
  id: string
  name: string
  /** What it may read here. */
  scopes: ApiScope[]
  createdAt: number
  /** Null where it has not been used. */
  lastUsedAt: number | null
}
