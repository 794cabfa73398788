import { defineTables, postgresKit } from '../schema'

/** Read by drizzle-kit, which finds the tables among the exports. */
export const {
  organizations, users, roles, permissions, memberships, invitations, rolePermissions, endedSessions, organizationChanges, webhookEvents, syncState,
} = defineTables(postgresKit)
