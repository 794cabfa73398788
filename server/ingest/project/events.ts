import type { WebhookEventType } from '@clerk/backend'
import { membershipDeleted, organizationDeleted, organizationFilled, projectInvitation, projectMembership, projectOrganization, projectUser, userDeleted, type Change } from './project'
import { projectSubscription, projectSubscriptionItem } from './project-billing'
import { domainDeleted, projectDomain } from './project-domains'
import { permissionDeleted, projectPermission, projectRole, roleDeleted } from './project-roles'
import { deletedSchema, endedSchema, membershipSchema, type ClerkEvent } from './resources'

type Projector = (data: unknown, at: number) => Change[] | undefined

/** Clerk lets the id be missing. Then nobody can know whose end it is, and the next reconcile finds out. */
const ends = (end: (id: string, at: number) => Change): Projector => (data, at) => {
  const { id } = endedSchema.parse(data)
  return id ? [end(id, at)] : undefined
}

/** Carries the whole membership; its end counts even if the rest cannot be read. */
const membershipEnded: Projector = (data, at) => {
  const { success, data: membership } = membershipSchema.safeParse(data)
  if (!success) return membershipDeleted(deletedSchema.parse(data), at)
  const { id, organization, public_user_data: person } = membership
  return [...projectMembership(data, at), ...membershipDeleted({ id, organizationId: organization.id, userId: person?.user_id }, at)]
}

const sessionEnded: Projector = (data, endedAt) => [{ table: 'endedSessions', row: { id: deletedSchema.parse(data).id, endedAt } }]

/** Nothing that is mirrored: stored and acknowledged. */
const ignored = null

/** What each type of event says about the mirror. Sources: Clerk's webhook reference, and the SDK's list, which differ in two. */
export const projectors = {
  // Every later event of a new organization reaches us too, so that nothing is missing.
  'organization.created': (data, at) => [...projectOrganization(data, at), organizationFilled(deletedSchema.parse(data).id, at)],
  'organization.updated': projectOrganization,
  'organization.deleted': ends(organizationDeleted),
  'organizationDomain.created': projectDomain,
  'organizationDomain.updated': projectDomain,
  'organizationDomain.deleted': ends(domainDeleted),
  'organizationInvitation.created': (data, at) => projectInvitation(data, at, 'pending'),
  'organizationInvitation.accepted': (data, at) => projectInvitation(data, at, 'accepted'),
  'organizationInvitation.revoked': (data, at) => projectInvitation(data, at, 'revoked'),
  'organizationMembership.created': projectMembership,
  'organizationMembership.updated': projectMembership,
  'organizationMembership.deleted': membershipEnded,
  'permission.created': projectPermission,
  'permission.updated': projectPermission,
  'permission.deleted': ends(permissionDeleted),
  'role.created': projectRole,
  'role.updated': projectRole,
  'role.deleted': ends(roleDeleted),
  'session.ended': sessionEnded,
  'session.removed': sessionEnded,
  'session.revoked': sessionEnded,
  'subscription.active': projectSubscription,
  'subscription.created': projectSubscription,
  'subscription.pastDue': projectSubscription,
  'subscription.updated': projectSubscription,
  'subscriptionItem.abandoned': projectSubscriptionItem,
  'subscriptionItem.active': projectSubscriptionItem,
  'subscriptionItem.canceled': projectSubscriptionItem,
  'subscriptionItem.created': projectSubscriptionItem,
  'subscriptionItem.ended': projectSubscriptionItem,
  'subscriptionItem.freeTrialEnding': projectSubscriptionItem,
  'subscriptionItem.incomplete': projectSubscriptionItem,
  'subscriptionItem.pastDue': projectSubscriptionItem,
  'subscriptionItem.upcoming': projectSubscriptionItem,
  'subscriptionItem.updated': projectSubscriptionItem,
  'user.created': projectUser,
  'user.updated': projectUser,
  'user.deleted': ends(userDeleted),
  // Messages hold codes and links; payments belong to the payer; a session that begins proves itself by its token.
  'email.created': ignored,
  'sms.created': ignored,
  'paymentAttempt.created': ignored,
  'paymentAttempt.updated': ignored,
  'session.created': ignored,
  'session.pending': ignored,
  'waitlistEntry.created': ignored,
  'waitlistEntry.updated': ignored,
} as const satisfies Record<WebhookEventType | 'session.pending', Projector | null>

/**
 * What an event says about the mirror; undefined for a type that is not mirrored, or not known.
 *
 * @throws ZodError when the payload is not what its type promises
 */
export function projectEvent({ type, timestamp, data }: ClerkEvent): Change[] | undefined {
  const project: Projector | null = Object.hasOwn(projectors, type) ? projectors[type as keyof typeof projectors] : null
  return project?.(data, timestamp)
}
