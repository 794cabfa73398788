import type { ClerkClient } from '@clerk/backend'
import type { Database, MembershipRow } from '../../../db'
import { findMembership, findOrganization, findPlan } from '../../../db'
import { fillOrganization, keepPlansFresh, keepRolesFresh, refreshMembership, refreshOrganization } from '../../ingest'
import type { NewerPlan, Standing } from './facts'

/** What the verified session token says about the active organization. `issuedAt` in ms. */
export interface TokenStanding { orgId: string, slug: string | null, userId: string, role: string, issuedAt: number }

/**
 * The organization and the membership of a session, read from the mirror and filled from Clerk where it has a gap.
 *
 * Newest evidence wins: a mirrored change later than the token's issue time beats the token; a token that is later than
 * the mirror and contradicts it makes the mirror refresh.
 *
 * @returns undefined when the organization is gone or the person is not a member
 * @throws what the Backend API threw, when the mirror cannot answer alone and Clerk cannot be asked
 */
export async function findStanding(deps: { db: Database, clerk: ClerkClient }, token: TokenStanding): Promise<Standing | undefined> {
  const organization = await currentOrganization(deps, token)
  if (!organization) return
  let membership = await findMembership(deps.db, token.orgId, token.userId)
  // Without Clerk's word nobody keeps a role that a newer token no longer has: this throws rather than believe the row.
  if (!membership || isBehind(membership, token)) membership = await refreshMembership(deps, token.orgId, token.userId)
  if (!membership || membership.deletedAt !== null) return
  keepRolesFresh(deps, !membership.roleKnown)
  return { organization, membership, mirrorIsNewer: membership.changedAt >= token.issuedAt, newerPlan: await findNewerPlan(deps, token) }
}

/** The mirrored plan, where it was seen after the token was issued and its features are known. */
async function findNewerPlan(deps: { db: Database, clerk: ClerkClient }, { orgId, issuedAt }: TokenStanding): Promise<NewerPlan | undefined> {
  let plan = await findPlan(deps.db, orgId)
  if (!plan) return
  const isNewer = Math.max(plan.changedAt, plan.seenAt) >= issuedAt
  const asked = keepPlansFresh(deps, isNewer && !plan.features)
  if (isNewer && !plan.features) {
    await asked
    plan = await findPlan(deps.db, orgId)
  }
  return isNewer && plan?.features ? { slug: plan.slug, features: plan.features, seenAt: plan.seenAt } : undefined
}

/** The organization's row; with Clerk unreachable, an incomplete one or one with the token's slug is better than none. */
async function currentOrganization(deps: { db: Database, clerk: ClerkClient }, { orgId, slug, issuedAt }: TokenStanding) {
  let organization = await findOrganization(deps.db, orgId)
  if (!organization?.filledAt) {
    const mirrored = organization
    await fillOrganization(deps, orgId).catch((error: unknown) => { if (!mirrored) throw error })
    organization = await findOrganization(deps.db, orgId)
  }
  if (!organization || organization.slug === slug || organization.updatedAt >= issuedAt) return organization
  const renamed = { ...organization, slug }
  return refreshOrganization(deps, orgId).catch(() => renamed)
}

/** Whether the token was issued after the row's last change and contradicts it. */
const isBehind = (row: MembershipRow, token: TokenStanding) =>
  (row.deletedAt ?? row.updatedAt) < token.issuedAt && (row.deletedAt !== null || row.role !== token.role)
