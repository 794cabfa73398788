import type { APIKey, ClerkClient } from '@clerk/backend'
import { findOrganization, findPlan, putActivity, recordChanges, type Database } from '../../../db'
import { AppError } from '../../../shared/errors'
import type { OrgFacts } from '../../../shared/policy/context'
import type { Requirement } from '../../../shared/policy/decide'
import { apiScopeNames, grantsOf, type ApiScope } from '../../../shared/policy/scopes'
import type { ApiKey } from '../../../shared/schemas/api-key'
import type { Page } from '../../../shared/schemas/common'
import { fillOrganization, isNotFound, keepPlansFresh } from '../../ingest'
import { fromClerkError } from '../clerk-errors'

interface Deps { db: Database, clerk: ClerkClient }

const DAY = 24 * 3600 * 1000
/** The most that Clerk gives at once. */
const MOST = 100

const toApiKey = ({ id, name, scopes, createdAt, lastUsedAt }: APIKey): ApiKey =>
  ({ id, name, scopes: apiScopeNames.filter(scope => scopes.includes(scope)), createdAt, lastUsedAt })

const missing = () => new AppError('not_found', 'This API key does not exist.')
const refuse = (error: unknown): never => { throw fromClerkError(error) }

/**
 * The organization's valid API keys, newest first; at most 100.
 *
 * @throws 429 rate_limited, 503 clerk_unavailable
 */
export async function listApiKeys({ clerk }: Pick<Deps, 'clerk'>, orgId: string): Promise<Page<ApiKey>> {
  const { data, totalCount } = await clerk.apiKeys.list({ subject: orgId, limit: MOST }).catch(refuse)
  return { data: data.map(toApiKey), totalCount, nextCursor: null }
}

/**
 * Changes what a key may read. Nobody allows a key more than they may see themselves; what it may already read can stay.
 *
 * @param can - whether the person who asks meets a requirement
 * @throws 403 scope_ceiling, 404 not_found, 429 rate_limited, 503 clerk_unavailable
 */
export async function changeScopes({ db, clerk }: Deps, orgId: string, can: (requirement: Requirement) => boolean, id: string, scopes: ApiScope[]): Promise<ApiKey> {
  const key = await clerk.apiKeys.get(id).catch((error: unknown) => { throw isNotFound(error) ? missing() : fromClerkError(error) })
  if (key.subject !== orgId || key.revoked || key.expired) throw missing()
  const added = scopes.filter(scope => !key.scopes.includes(scope))
  if (!grantsOf(added).every(permission => can({ permission }))) throw new AppError('scope_ceiling', 'A key can’t be allowed to read what you may not see.')
  const changed = await clerk.apiKeys.update({ apiKeyId: id, subject: orgId, scopes }).catch(refuse)
  await db.write(tx => recordChanges(tx, [{ organizationId: orgId, kind: 'api_keys', userId: null }]))
  return toApiKey(changed)
}

/**
 * The organization of a key with its plan and features, from the mirror, and from Clerk where that has a gap.
 *
 * @throws what the Backend API threw, when the mirror cannot answer alone
 */
export async function findKeyOrganization(deps: Deps, orgId: string): Promise<OrgFacts['org'] | undefined> {
  let organization = await findOrganization(deps.db, orgId)
  if (!organization?.filledAt) {
    await fillOrganization(deps, orgId)
    organization = await findOrganization(deps.db, orgId)
  }
  if (!organization) return
  let plan = await findPlan(deps.db, orgId)
  const asked = keepPlansFresh(deps, plan?.features === null)
  if (plan?.features === null) {
    await asked
    plan = await findPlan(deps.db, orgId)
  }
  const { id, slug, name, imageUrl, hasImage, createdAt } = organization
  return { id, slug, name, imageUrl, hasImage, createdAt, plan: plan?.slug ?? null, features: plan?.features ?? [] }
}

/** The day on which each key was noted last, so that its further uses cost no write. */
const noted = new Map<string, number>()

/** Puts the use of a key in the activity: once a key and day (UTC), whichever process sees it. */
export async function noteKeyUse(db: Database, orgId: string, { id, name }: { id: string, name: string }, now = Date.now()): Promise<void> {
  const day = Math.floor(now / DAY)
  if (noted.get(id) === day) return
  await db.write(async (tx) => {
    await putActivity(tx, {
      id: `${id}:used:${day}`, organizationId: orgId, kind: 'api_key_used', audience: 'api_keys', at: now, actorId: null, userId: null, targetId: id, value: name, shown: true,
    })
    await recordChanges(tx, [{ organizationId: orgId, kind: 'api_keys', userId: null }])
  })
  // It never grows beyond what one day's keys take.
  for (const [key, last] of noted) if (last !== day) noted.delete(key)
  noted.set(id, day)
}
