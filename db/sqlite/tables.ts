import { defineTables, sqliteKit } from '../schema'

/** Read by drizzle-kit, which finds the tables among the exports. */
export const {
  organizations, users, roles, permissions, memberships, invitations, rolePermissions, projects, endedSessions, organizationChanges, webhookEvents, syncState,
} = defineTables(sqliteKit)
