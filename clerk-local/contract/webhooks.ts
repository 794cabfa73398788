import type { DeletedObject } from './objects/answers.ts'
import type { PaymentAttemptEventObject, SubscriptionEventObject, SubscriptionItemEventObject } from './objects/billing/events.ts'
import type { EmailMessageObject, SmsMessageObject } from './objects/instance/message.ts'
import type { DomainObject } from './objects/organizations/domain.ts'
import type { InvitationObject } from './objects/organizations/invitation.ts'
import type { MembershipObject } from './objects/organizations/membership.ts'
import type { OrganizationObject } from './objects/organizations/organization.ts'
import type { PermissionObject, RoleObject } from './objects/organizations/role.ts'
import type { SessionEventObject } from './objects/people/session.ts'
import type { WaitlistEntryObject } from './objects/people/tokens.ts'
import type { UserObject } from './objects/people/user.ts'

type Verbs<Noun extends string, Verb extends string, Data> = Record<`${Noun}.${Verb}`, Data>

/** What may happen to a subscription item. */
export type ItemVerb = 'abandoned' | 'active' | 'canceled' | 'ended' | 'freeTrialEnding' | 'incomplete' | 'pastDue' | 'upcoming' | 'updated'

/** The `data` of every event that is sent, by its type (webhooks.yml). */
export type WebhookPayloads
  = & Verbs<'user', 'created' | 'updated', UserObject>
    & Verbs<'organization', 'created' | 'updated', OrganizationObject>
    & Verbs<'organizationDomain', 'created' | 'updated', DomainObject>
    & Verbs<'organizationInvitation', 'created' | 'revoked', InvitationObject>
    & Verbs<'organizationInvitation', 'accepted', InvitationObject & { user_id: string }>
    & Verbs<'organizationMembership', 'created' | 'updated' | 'deleted', MembershipObject>
    & Verbs<'role', 'created' | 'updated', RoleObject>
    & Verbs<'permission', 'created' | 'updated', PermissionObject>
    & Verbs<'user' | 'organization' | 'organizationDomain' | 'role' | 'permission', 'deleted', DeletedObject>
    & Verbs<'session', 'created' | 'pending' | 'ended' | 'removed' | 'revoked', SessionEventObject>
    & Verbs<'waitlistEntry', 'created' | 'updated', WaitlistEntryObject>
    & Verbs<'email', 'created', EmailMessageObject>
    & Verbs<'sms', 'created', SmsMessageObject>
    & Verbs<'subscription', 'created' | 'updated' | 'active' | 'pastDue', SubscriptionEventObject>
    & Verbs<'subscriptionItem', ItemVerb, SubscriptionItemEventObject>
    & Verbs<'paymentAttempt', 'created' | 'updated', PaymentAttemptEventObject>
