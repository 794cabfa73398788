import { activityTable } from './activity'
import { plansTable, subscriptionItemsTable, subscriptionsTable } from './billing'
import { connectionsTable } from './connections'
import { domainsTable } from './domains'
import { endedSessionsTable } from './ended-sessions'
import { invitationsTable } from './invitations'
import type { Kit } from './kit'
import { membershipsTable } from './memberships'
import { organizationChangesTable } from './organization-changes'
import { organizationsTable } from './organizations'
import { permissionsTable, rolePermissionsTable, rolesTable } from './roles'
import { projectsTable } from './projects'
import { syncStateTable } from './sync-state'
import { usersTable } from './users'
import { webhookEventsTable } from './webhook-events'

/** Every table, in one of the databases. */
export function defineTables(kit: Kit) {
  const organizations = organizationsTable(kit)
  const users = usersTable(kit)
  const roles = rolesTable(kit)
  const permissions = permissionsTable(kit)
  return {
    organizations, users, roles, permissions,
    memberships: membershipsTable(kit, { organizations, users }),
    invitations: invitationsTable(kit),
    domains: domainsTable(kit),
    connections: connectionsTable(kit),
    subscriptions: subscriptionsTable(kit),
    subscriptionItems: subscriptionItemsTable(kit),
    plans: plansTable(kit),
    activity: activityTable(kit),
    rolePermissions: rolePermissionsTable(kit, { roles, permissions }),
    projects: projectsTable(kit),
    endedSessions: endedSessionsTable(kit),
    organizationChanges: organizationChangesTable(kit),
    webhookEvents: webhookEventsTable(kit),
    syncState: syncStateTable(kit),
  }
}

/** The tables, named as the code names them. */
export type Tables = ReturnType<typeof defineTables>
