import { setResponseHeader, type H3Event } from 'h3'
import { ORGANIZATION_HEADER } from '../../../shared/headers'
import { decide, type DecisionFacts, type Denial, type Requirement } from '../../../shared/policy/decide'
import { grantsOf, type ApiScope } from '../../../shared/policy/scopes'
import type { OrgFacts } from '../../../shared/policy/context'
import { findKeyOrganization, noteKeyUse } from '../../services/admin/api-keys'
import { fromClerkError } from '../../services/clerk-errors'
import { findManagers } from '../../services/orgs/context'
import { apiError, httpError } from '../http/errors'
import { spendBudget } from './rate-limits'
import { isMeant, messages } from './require-org'

/** A key that Clerk has just verified. `orgId` is null for the key of a person. */
export interface VerifiedKey { id: string, name: string, scopes: readonly string[], orgId: string | null }

/** The verified API key of this request, if it came with one. */
export function findKey({ context }: H3Event): VerifiedKey | null {
  const auth = context.auth({ acceptsToken: 'api_key' })
  return auth.isAuthenticated ? { id: auth.id, name: auth.name, scopes: auth.scopes, orgId: auth.orgId } : null
}

/**
 * The guard for API keys: the tenant comes from the key, and what it may read from its scopes.
 *
 * Keys are verified at Clerk with each request, so that a revoked one is refused at the next.
 *
 * @param slug - slug or `org_…` id from the URL; only compared with the key's organization
 * @param options.scope - what the handler takes; none means that keys are refused
 * @returns the organization, and what the key counts as in decisions
 * @throws 403 key_not_accepted | scope_missing, 402 feature_missing, 404 not_found, 429 rate_limited, 503
 */
export async function requireKey(event: H3Event, slug: string, key: VerifiedKey, { scope, requires }: { scope?: ApiScope, requires?: Requirement }): Promise<Pick<OrgFacts, 'org'> & DecisionFacts> {
  const { db, clerk } = event.context
  if (!key.orgId || !scope) throw apiError('key_not_accepted', 'An API key can’t do this.')
  const org = await findKeyOrganization({ db, clerk }, key.orgId).catch((error: unknown) => { throw httpError(fromClerkError(error)) })
  if (!org || !isMeant(event, slug, org)) throw apiError('not_found', messages.not_found)
  setResponseHeader(event, ORGANIZATION_HEADER, org.id)

  const facts = { org, user: { role: '', permissions: grantsOf(key.scopes), withheld: [] } }
  // The plan may have changed since the key was made.
  const refused = [{ feature: 'api_keys' } as const, requires].map(requirement => decide(facts, requirement)).find(({ allowed }) => !allowed) as Denial | undefined
  if (refused?.status === 402) throw apiError(refused.code, messages[refused.code], { required: refused.required, help: { people: (await findManagers(db, org.id)).billing, plans: refused.help.plans } })
  if (refused || !key.scopes.includes(scope)) throw apiError('scope_missing', 'The API key lacks the scope for this.', { required: { scope: [scope] } })
  await spendBudget('keys', { userId: key.id, orgId: org.id })
  await noteKeyUse(db, org.id, key).catch((error: unknown) => { throw httpError(error) })
  return facts
}
