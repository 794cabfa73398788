import type { SpecName } from './spec/spec.ts'

/** Something that Clerk does otherwise than its specification says. */
export interface Difference {
  spec: SpecName
  /** The named schema and the property, or the operation and the status. */
  place: string
  /** Who says so. */
  source: string
}

/** Differences that are meant. One that no test shows any more fails the run. */
export const differences: readonly Difference[] = [
  ...[
    'OrganizationMemberships', 'OrganizationInvitations', 'OrganizationInvitationsUserContext',
    'OrganizationSuggestions', 'OrganizationMembershipRequests', 'OrganizationDomains', 'Roles', 'EnterpriseConnections',
  ].map(name => ({ spec: 'frontend' as const, place: `Client.ClientWrapped${name}.client`, source: 'measured: a list answers `client: null` (facts §D); clerk-js keeps the client it has' })),
  ...['force_organization_selection', 'organization_creation_defaults'].map(name => ({
    spec: 'frontend' as const, place: `Client.OrganizationSettings.${name}`, source: 'clerk-js 6 reads it (resources/OrganizationSettings)',
  })),
  {
    spec: 'frontend',
    place: 'Client.SignUp.Verifications.email_address',
    source: 'Clerk UI sends the first code only while there is no status (components/SignUp/SignUpEmailCodeCard)',
  },
  ...['GetUserPaymentAttempts', 'GetUserPaymentAttempt'].map(operation => ({
    spec: 'frontend' as const, place: `${operation}.200`, source: 'clerk-js 6 reads the answer bare (core/modules/billing, facts §D)',
  })),
  { spec: 'frontend', place: 'BillingPlan.available_prices', source: 'clerk-js 6 reads it, and Clerk UI sells seats by it (components/OrganizationProfile/InviteMembersForm)' },
  { spec: 'webhooks', place: 'Session.user', source: 'SessionEventPayload, made of this closed schema, requires it, and its example has it' },
  { spec: 'webhooks', place: 'Session.status', source: 'example of session.pending, and Session of backend-api.yml: it may be `pending`' },
  { spec: 'webhooks', place: 'OrganizationInvitation.user_id', source: 'OrganizationInvitationAcceptedPayload, made of this closed schema, requires it, and its example has it' },
  { spec: 'webhooks', place: 'OrganizationInvitationAcceptedPayload.data', source: 'neither the example of the event nor OrganizationInvitationAcceptedJSON of @clerk/backend has it' },
]
