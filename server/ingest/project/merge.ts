import { isDeepStrictEqual } from 'node:util'
import type { ConnectionRow, DomainRow, InvitationRow, MembershipRow, MirrorRow, MirrorTable, OrganizationRow, PermissionRow, PlanRow, RoleRow, SubscriptionItemRow, SubscriptionRow, UserRow } from '../../../db'
import { blankUser } from './project'

/** The earlier of two times; null is never. */
export const earliest = (a: number | null, b: number | null): number | null => a === null ? b : b === null ? a : Math.min(a, b)

/** A total order on content of the same version, so that ties end alike whichever came first. */
const canonical = (content: object): string => JSON.stringify(Object.entries(content).sort(([a], [b]) => a < b ? -1 : 1))

/** The newer of two states: by Clerk's version, then by when it was observed, then by content. */
function newer<C extends { updatedAt: number, seenAt: number }>(a: C, b: C): C {
  const order = a.updatedAt - b.updatedAt || a.seenAt - b.seenAt
  if (order) return order > 0 ? a : b
  if (isDeepStrictEqual(a, b)) return a
  return canonical(a) >= canonical(b) ? a : b
}

function mergeOrganization(a: OrganizationRow, b: OrganizationRow): OrganizationRow {
  const { filledAt: filledA, deletedAt: deletedA, ...contentA } = a
  const { filledAt: filledB, deletedAt: deletedB, ...contentB } = b
  return { ...newer(contentA, contentB), filledAt: earliest(filledA, filledB), deletedAt: earliest(deletedA, deletedB) }
}

function mergeUser(a: UserRow, b: UserRow): UserRow {
  const { deletedAt: deletedA, ...contentA } = a
  const { deletedAt: deletedB, ...contentB } = b
  const deletedAt = earliest(deletedA, deletedB)
  // Nothing that is left in an older event may bring an erased name back.
  return deletedAt === null ? { ...newer(contentA, contentB), deletedAt } : { ...blankUser(a.id), deletedAt }
}

function mergeMembership(a: MembershipRow, b: MembershipRow): MembershipRow {
  // Whose membership it is and of what never changes: any event may tell.
  const { organizationId: organizationA, userId: userA, deletedAt: deletedA, ...contentA } = a
  const { organizationId: organizationB, userId: userB, deletedAt: deletedB, ...contentB } = b
  return {
    ...newer(contentA, contentB),
    organizationId: organizationA ?? organizationB,
    userId: userA ?? userB,
    deletedAt: earliest(deletedA, deletedB),
  }
}

/** The one that is known; told apart by their order where events contradict each other. */
const known = (a: string | null, b: string | null): string | null => (a ?? '') >= (b ?? '') ? a : b

function mergeInvitation(a: InvitationRow, b: InvitationRow): InvitationRow {
  // The address never changes, and may have been erased from one of them: it does not decide which is newer.
  const { organizationId: organizationA, userId: userA, emailAddress: addressA, deletedAt: deletedA, ...contentA } = a
  const { organizationId: organizationB, userId: userB, emailAddress: addressB, deletedAt: deletedB, ...contentB } = b
  // An invitation never becomes pending again, whatever the versions say.
  const openA = a.status === 'pending', openB = b.status === 'pending'
  return {
    ...openA === openB ? newer(contentA, contentB) : openA ? contentB : contentA,
    organizationId: organizationA ?? organizationB,
    userId: known(userA, userB),
    emailAddress: addressA >= addressB ? addressA : addressB,
    deletedAt: earliest(deletedA, deletedB),
  }
}

function mergeOfOrganization<R extends DomainRow | ConnectionRow>(a: R, b: R): R {
  const { organizationId: organizationA, deletedAt: deletedA, ...contentA } = a
  const { organizationId: organizationB, deletedAt: deletedB, ...contentB } = b
  return { ...newer(contentA, contentB), organizationId: organizationA ?? organizationB, deletedAt: earliest(deletedA, deletedB) } as R
}

function mergeSubscription(a: SubscriptionRow, b: SubscriptionRow): SubscriptionRow {
  const { organizationId: organizationA, userId: userA, deletedAt: deletedA, ...contentA } = a
  const { organizationId: organizationB, userId: userB, deletedAt: deletedB, ...contentB } = b
  return { ...newer(contentA, contentB), organizationId: organizationA ?? organizationB, userId: userA ?? userB, deletedAt: earliest(deletedA, deletedB) }
}

/** How far a status is in the life of an item: of several in the same millisecond the last counts. */
const steps = ['incomplete', 'upcoming', 'active', 'past_due', 'canceled', 'abandoned', 'ended']

function mergeItem(a: SubscriptionItemRow, b: SubscriptionItemRow): SubscriptionItemRow {
  const { subscriptionId: subscriptionA, organizationId: organizationA, userId: userA, deletedAt: deletedA, ...contentA } = a
  const { subscriptionId: subscriptionB, organizationId: organizationB, userId: userB, deletedAt: deletedB, ...contentB } = b
  // The default plan's item ends and begins again under the same id, so that only the versions count, and no status is final.
  const tied = a.updatedAt === b.updatedAt && a.seenAt === b.seenAt
  const step = tied ? steps.indexOf(a.status) - steps.indexOf(b.status) : 0
  return {
    ...step ? (step > 0 ? contentA : contentB) : newer(contentA, contentB),
    subscriptionId: known(subscriptionA, subscriptionB),
    organizationId: organizationA ?? organizationB,
    userId: userA ?? userB,
    deletedAt: earliest(deletedA, deletedB),
  }
}

function mergeNewer<R extends RoleRow | PermissionRow | PlanRow>(a: R, b: R): R {
  const { deletedAt: deletedA, ...contentA } = a
  const { deletedAt: deletedB, ...contentB } = b
  return { ...newer(contentA, contentB), deletedAt: earliest(deletedA, deletedB) } as R
}

const mergers: { [N in MirrorTable]: (a: MirrorRow<N>, b: MirrorRow<N>) => MirrorRow<N> } = {
  organizations: mergeOrganization,
  users: mergeUser,
  memberships: mergeMembership,
  invitations: mergeInvitation,
  domains: mergeOfOrganization,
  connections: mergeOfOrganization,
  subscriptions: mergeSubscription,
  subscriptionItems: mergeItem,
  plans: mergeNewer,
  roles: mergeNewer,
  permissions: mergeNewer,
}

/**
 * What two statements about one row amount to. Commutative, associative and idempotent: any order and any repetition of
 * the same statements ends in the same row.
 */
export const merge = <N extends MirrorTable>(table: N, a: MirrorRow<N>, b: MirrorRow<N>): MirrorRow<N> => mergers[table](a, b)
