import { defineTables, postgresKit } from '../schema'

/** Every table, parents first. */
export const tables = defineTables(postgresKit)

/** Read by drizzle-kit, which finds the tables among the exports. */
export const {
  organizations, users, roles, permissions, memberships, invitations, rolePermissions, projects, endedSessions, organizationChanges, webhookEvents, webhookTasks, syncState,
  domains, connections, subscriptions, subscriptionItems, plans, activity,
} = tables
