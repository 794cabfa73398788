import { getRequestHeader, setResponseHeader, type H3Event } from 'h3'
import { isSessionEnded } from '../../../db'
import { ORGANIZATION_HEADER } from '../../../shared/headers'
import type { NoContext, OrgContext, OrgFacts } from '../../../shared/policy/context'
import { decide, type Denial, type Requirement } from '../../../shared/policy/decide'
import { fromClerkError } from '../../services/clerk-errors'
import { completeContext, findManagers } from '../../services/orgs/context'
import { factsOf } from '../../services/orgs/facts'
import { findStanding } from '../../services/orgs/standing'
import { apiError, httpError } from '../http/errors'
import { frozen } from '../http/frozen'
import { hint } from '../clerk/hints'

/** Why not, for programs; people get the client's words for the code. */
export const messages: Record<Denial['code'], string> = {
  not_signed_in: 'Sign in to go on.',
  task_pending: 'Choose an organization to finish signing in.',
  no_organization: 'Choose an organization first.',
  not_found: 'This organization does not exist, or you are not a member of it.',
  role_missing: 'Your role does not allow this.',
  permission_missing: 'Your role does not allow this.',
  plan_missing: 'The organization’s plan does not include this.',
  feature_missing: 'The organization’s plan does not include this.',
}

/** Facts of verified sessions, each good as long as nothing was committed since: a request then costs one look at the database. */
const known = new WeakMap<object, { version: number, facts: OrgFacts }>()

async function sessionFacts({ context: { db, clerk, auth: authOf } }: H3Event): Promise<OrgFacts | NoContext> {
  const auth = authOf({ treatPendingAsSignedOut: false })
  if (auth.tokenType !== 'session_token' || !auth.userId) return 'not_signed_in'
  // Read first: what is committed while the rest is read makes the next request look again.
  const version = db.version()
  const remembered = known.get(auth)
  if (remembered?.version === version) return remembered.facts

  // The token lives on after its session: the mirror knows better.
  if (await isSessionEnded(db, auth.sessionId)) return 'not_signed_in'
  if (auth.sessionStatus === 'pending') {
    hint('pending_session')
    return 'task_pending'
  }
  if (!auth.orgId || !auth.orgRole) return 'no_organization'
  const standing = await findStanding({ db, clerk }, {
    orgId: auth.orgId, slug: auth.orgSlug ?? null, userId: auth.userId, role: auth.orgRole, issuedAt: auth.sessionClaims.iat * 1000,
  })
  if (!standing) return 'not_found'
  const facts = frozen(factsOf(standing, { claims: auth.sessionClaims, permissions: auth.orgPermissions ?? [] }))
  known.set(auth, { version, facts })
  return facts
}

/**
 * The facts about this request: which organization it acts in, and as whom. Asked once a request, and again by an
 * answer that goes on.
 *
 * The tenant comes from the verified session; the slug or id in the URL is only compared with it. Unknown and foreign
 * organizations get the same answer.
 *
 * @param key - slug or `org_…` id from the URL
 * @throws 503 clerk_unavailable | database_unavailable
 */
export async function findFacts(event: H3Event, key: string): Promise<OrgFacts | NoContext> {
  const facts = await sessionFacts(event).catch((error: unknown) => { throw httpError(fromClerkError(error)) })
  if (typeof facts === 'string') return facts
  if (isMeant(event, key, facts.org)) return facts
  hint('other_organization')
  return 'not_found'
}

/** Whether the request is about this organization, by the slug or id in its URL and by the header. */
export function isMeant(event: H3Event, key: string, { id, slug }: { id: string, slug: string | null }): boolean {
  // A slug can pass to another organization: a client that names the one it means is not served the other.
  const expected = getRequestHeader(event, ORGANIZATION_HEADER) ?? id
  return (key === id || key === slug) && expected === id
}

/**
 * The context of the organization in the URL for the page that is being rendered, or why there is none.
 *
 * @throws 503 clerk_unavailable | database_unavailable
 */
export async function orgContext(event: H3Event, key: string): Promise<OrgContext | NoContext> {
  const facts = await findFacts(event, key)
  return typeof facts === 'string' ? facts : completeContext(event.context.db, facts)
}

/**
 * The guard: lets only those pass who may, before anything else is done.
 *
 * @param key - slug or `org_…` id from the URL
 * @param requires - what the person must hold; none means any member
 * @returns which organization the request acts in, and as whom
 * @throws 401 not_signed_in, 403 task_pending | no_organization | role_missing | permission_missing,
 *   402 plan_missing | feature_missing, 404 not_found, 503 clerk_unavailable
 */
export async function requireOrg(event: H3Event, key: string, requires?: Requirement): Promise<OrgFacts> {
  const facts = await findFacts(event, key)
  if (typeof facts === 'string') throw apiError(facts, messages[facts])
  setResponseHeader(event, ORGANIZATION_HEADER, facts.org.id)
  if (decide(facts, requires).allowed) return facts
  // Names are looked up for those who need them only.
  const { code, required, help } = decide({ ...facts, managers: await findManagers(event.context.db, facts.org.id) }, requires) as Denial
  throw apiError(code, messages[code], { required, help })
}
