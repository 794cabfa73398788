import type { MembershipRow, OrganizationRow } from '../../../db'
import type { OrgFacts } from '../../../shared/policy/context'
import { featureOf } from '../../../shared/policy/table'

/** The organization's plan as it was seen after the token was issued. `seenAt` in ms. */
export interface NewerPlan { slug: string, features: string[], seenAt: number }

/** What the mirror knows of somebody in an organization. `mirrorIsNewer`: their membership changed after the token was issued. */
export interface Standing { organization: OrganizationRow, membership: MembershipRow, mirrorIsNewer: boolean, newerPlan?: NewerPlan }

/** What a verified session token says. `claims` are its payload, `permissions` the custom permissions its bit map grants. */
export interface TokenFacts { claims: { iat: number, pla?: unknown, fea?: unknown }, permissions: readonly string[] }

/** Slugs in `pla` and `fea` that are the organization's: claims read `o:team,u:pro,uo:reports`. */
export const orgScoped = (claim: unknown): string[] => typeof claim !== 'string'
  ? []
  : claim.split(',').map(part => part.split(':')).flatMap(([scope, slug]) => scope?.includes('o') && slug ? [slug] : [])

/**
 * The facts decisions rest on, from the mirrored membership and the session token. Pure.
 *
 * System permissions are never in a token and come with the membership. Custom ones come from the token, which has weighed
 * them against the plan's features; where the membership or the plan is newer they come from there, and are weighed here by
 * the same rule: with Billing (a plan is named), `org:<feature>:<action>` counts while the plan has the feature.
 *
 * @see https://clerk.com/docs/guides/billing/for-b2b#control-access-with-features-plans-and-permissions
 */
export function factsOf({ organization, membership, mirrorIsNewer, newerPlan }: Standing, token: TokenFacts): OrgFacts {
  const { id, slug, name, imageUrl, hasImage, createdAt } = organization
  const plan = newerPlan?.slug ?? orgScoped(token.claims.pla)[0] ?? null
  const features = newerPlan?.features ?? orgScoped(token.claims.fea)
  const weigh = mirrorIsNewer || newerPlan !== undefined
  const issued = { source: 'token' as const, at: token.claims.iat * 1000 }
  const seen = { source: 'mirror' as const, at: membership.seenAt }

  const system = membership.permissions.filter(permission => featureOf(permission) === null)
  const ofRole = membership.permissions.filter(permission => featureOf(permission) !== null)
  const counts = weigh ? (permission: string) => plan === null || features.includes(featureOf(permission)!) : (permission: string) => token.permissions.includes(permission)
  const custom = weigh ? ofRole.filter(counts) : [...token.permissions]
  return {
    org: { id, slug, name, imageUrl, hasImage, createdAt, plan, features },
    user: {
      id: membership.userId!,
      membershipId: membership.id,
      role: membership.role,
      roleName: membership.roleName,
      permissions: [...system, ...custom],
      withheld: ofRole.filter(permission => !counts(permission)),
    },
    evidence: { role: seen, permissions: weigh ? seen : issued, plan: newerPlan ? { source: 'mirror', at: newerPlan.seenAt } : issued },
  }
}
