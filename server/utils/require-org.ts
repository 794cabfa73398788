import type { H3Event } from 'h3'
import { decide, type Requirement } from '../../shared/policy/decide'
import type { Viewer } from '../../shared/schemas/organization'
import { fromClerkError } from '../services/clerk-errors'
import { findStanding } from '../services/standing'
import { apiError, httpError } from './errors'

/** Slugs in `pla` and `fea` that are the organization's: claims read `o:team,u:pro,uo:reports`. */
const orgScoped = (claim: unknown): string[] => typeof claim !== 'string'
  ? []
  : claim.split(',').map(part => part.split(':')).flatMap(([scope, slug]) => scope?.includes('o') && slug ? [slug] : [])

const isSystemPermission = (permission: string) => permission.startsWith('org:sys_')

/**
 * The guard: which organization this request acts in, and as whom.
 *
 * The tenant comes from the verified session; the slug or id in the URL is only compared with it. Unknown and foreign
 * organizations get the same 404.
 *
 * @param key - slug or `org_…` id from the URL
 * @param requires - what the person must hold; none means any member
 * @throws 401 not_signed_in, 403 task_pending | no_organization | role_missing | permission_missing,
 *   402 plan_missing | feature_missing, 404 not_found, 503 clerk_unavailable
 */
export async function requireOrg(event: H3Event, key: string, requires?: Requirement) {
  const { db, clerk } = event.context
  const auth = event.context.auth({ treatPendingAsSignedOut: false })
  if (auth.tokenType !== 'session_token' || !auth.userId) throw apiError('not_signed_in', 'Sign in to go on.')
  if (auth.sessionStatus === 'pending') throw apiError('task_pending', 'Choose an organization to finish signing in.')
  if (!auth.orgId || !auth.orgRole) throw apiError('no_organization', 'Choose an organization first.')

  const standing = await findStanding({ db, clerk }, {
    orgId: auth.orgId, slug: auth.orgSlug ?? null, userId: auth.userId, role: auth.orgRole, issuedAt: auth.sessionClaims.iat * 1000,
  }).catch((error: unknown) => { throw httpError(fromClerkError(error)) })
  if (!standing || (key !== standing.organization.id && key !== standing.organization.slug))
    throw apiError('not_found', 'This organization does not exist, or you are not a member of it.')

  const { organization, membership, mirrorIsNewer } = standing
  // Custom permissions depend on the plan's features, which the token has weighed; system ones are never in the token.
  const custom = mirrorIsNewer ? membership.permissions.filter(p => !isSystemPermission(p)) : auth.orgPermissions ?? []
  const viewer: Viewer = {
    userId: auth.userId,
    membershipId: membership.id,
    role: membership.role,
    roleName: membership.roleName,
    permissions: [...membership.permissions.filter(isSystemPermission), ...custom],
    plan: orgScoped(auth.sessionClaims.pla)[0] ?? null,
    features: orgScoped(auth.sessionClaims.fea),
  }
  const decision = decide(viewer, requires)
  if (!decision.allowed) throw apiError(decision.code, 'Your role or plan does not allow this.', { required: decision.required })
  return { organization, viewer }
}

/** What the guard hands to a handler. */
export type OrgContext = Awaited<ReturnType<typeof requireOrg>>
