import { extension } from '#tables'
import { activityTable } from './orgs/activity'
import { plansTable, subscriptionItemsTable, subscriptionsTable } from './orgs/billing'
import { connectionsTable } from './orgs/connections'
import { domainsTable } from './orgs/domains'
import { endedSessionsTable } from './people/ended-sessions'
import { invitationsTable } from './people/invitations'
import type { Kit } from './kit'
import { membershipsTable } from './people/memberships'
import { organizationChangesTable } from './mirror/organization-changes'
import { organizationsTable } from './orgs/organizations'
import { permissionsTable, rolePermissionsTable, rolesTable } from './people/roles'
import { projectsTable } from './orgs/projects'
import { syncStateTable } from './mirror/sync-state'
import { usersTable } from './people/users'
import { webhookEventsTable } from './mirror/webhook-events'
import { webhookTasksTable } from './mirror/webhook-tasks'

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
    webhookTasks: webhookTasksTable(kit),
    syncState: syncStateTable(kit),
    ...extension.tables(kit),
  }
}

/** The tables, named as the code names them. */
export type Tables = ReturnType<typeof defineTables>
