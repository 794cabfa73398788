export { createDatabase } from './client'
export { DatabaseError, InvalidCursorError, isDatabaseUnavailable } from './errors'
export type { Database, DatabaseInfo, Source, Tables, Tx } from './types'
export type {
  EndedSessionRow, InvitationRow, MembershipRow, OrganizationRow, PermissionRow, RoleRow, UserRow, WebhookEventRow, WebhookOutcome,
} from './schema'
export { findOrganization, organizationSeats } from './queries/organizations'
export { findMember, findMembership, listHolders, listMembers, type Membership } from './queries/memberships'
export { countRoleHolders, listMirroredRoles, type MirroredRole } from './queries/roles'
export { isSessionEnded, putEndedSession } from './queries/sessions'
export { findInvitation, listInvitations } from './queries/invitations'
export { latestActivity } from './queries/activity'
export { findWebhookEvent, storeWebhookEvent } from './queries/inbox'
export { findRow, putRow, tombstoneParts, type MirrorRow, type MirrorTable } from './queries/mirror'
