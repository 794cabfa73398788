import { defineTables, sqliteKit } from '../schema'

/** Every table, parents first. */
export const tables = defineTables(sqliteKit)

/** Read by drizzle-kit, which finds the tables among the exports. */
export const {
  organizations, users, roles, permissions, memberships, invitations, rolePermissions, projects, endedSessions, organizationChanges, webhookEvents, webhookTasks, syncState,
  domains, connections, subscriptions, subscriptionItems, plans, activity,
} = tables
