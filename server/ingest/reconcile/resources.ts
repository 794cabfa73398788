import type { ClerkClient } from '@clerk/backend'
import type { InstanceTable, MirrorTable, OrganizationTable } from '../../../db'
import { isNotFound } from '../fill/fill'
import {
  invitationDeleted, membershipDeleted, organizationDeleted, projectInvitation, projectMembership, projectOrganization, projectUser, userDeleted, type Change,
} from '../project/project'
import { projectPlan, projectSubscription } from '../project/project-billing'
import { connectionDeleted, domainDeleted, projectConnection, projectDomain } from '../project/project-domains'
import { permissionDeleted, projectPermission, projectRole, roleDeleted } from '../project/project-roles'
import { permissionJson, roleJson } from '../fill/refresh'
import { ifEnabled } from '../fill/refresh-more'
import { connectionJson, domainJson, planJson, subscriptionJson } from '../fill/sdk'
import { TruncatedError } from './calls'

/** One resource of a list, in the webhooks' shape. */
export interface Listed { id: string, raw: unknown }
/** Part of a list, and how many the whole list has. */
export interface Page { data: Listed[], totalCount: number }
/** Which part; `limit` is at most 500, Clerk's limit. */
export interface Part { limit: number, offset: number }
/** A mirrored row as far as it says whom to ask about it. */
export interface Known { id: string, organizationId: string | null, userId: string | null }

/** One kind of thing: how Clerk lists it, and what the mirror makes of it. */
export interface Listing {
  table: MirrorTable
  /** Tables that have what it embeds, where nothing else lists that. */
  embeds?: readonly MirrorTable[]
  project: (raw: unknown, seenAt: number) => Change[]
}

/** How to find out that one is gone. */
export interface Ending<Table extends MirrorTable> {
  table: Table
  gone: (row: Known, at: number) => Change[]
}

/** A kind of thing that the instance has. */
export interface InstanceResource extends Listing {
  /** In a stable order. */
  list: (clerk: ClerkClient, part: Part) => Promise<Page>
  /** Where it is missing, none ever goes. */
  ending?: Ending<InstanceTable> & {
    /** Which of at most 100 ids Clerk has. Where it is missing, lists are short enough to be held in memory. */
    among?: (clerk: ClerkClient, ids: string[]) => Promise<Page>
    /** One by its id; throws Clerk's 404 when it is gone. */
    get: (clerk: ClerkClient, id: string) => Promise<unknown>
  }
}

/** A kind of thing that an organization has. */
export interface OrganizationResource extends Listing {
  /** In a stable order. */
  list: (clerk: ClerkClient, organizationId: string, part: Part) => Promise<Page>
  /** Where it is missing, none ever goes but with the organization. */
  ending?: Ending<OrganizationTable> & {
    /** One by its id, or undefined when Clerk says that it is gone; `userId` is empty where the row is about nobody. */
    find: (clerk: ClerkClient, organizationId: string, row: { id: string, userId: string }) => Promise<unknown>
    /** Asked last, before one is buried that `find` did not find; the same answers. */
    probe?: (clerk: ClerkClient, organizationId: string, id: string) => Promise<unknown>
  }
}

const orderBy = '+created_at'

/** The SDK's page with each resource in the webhooks' shape. */
const page = <T extends { id: string }>({ data, totalCount }: { data: T[], totalCount: number }, json: (resource: T) => unknown): Page =>
  ({ totalCount, data: data.map(resource => ({ id: resource.id, raw: json(resource) })) })

const none: Page = { data: [], totalCount: 0 }

/** What a call answers; undefined where Clerk says that there is no such thing. */
const ifThere = <T>(call: Promise<T>): Promise<T | undefined> => call.catch((error: unknown) => {
  if (isNotFound(error)) return undefined
  throw error
})

/** What the instance has, in the order in which it is compared. A further kind is one more entry. */
export const instanceResources: readonly InstanceResource[] = [
  {
    table: 'permissions',
    project: projectPermission,
    list: async (clerk, part) => page(await clerk.organizationPermissions.getOrganizationPermissionList({ orderBy, ...part }), permissionJson),
    ending: {
      table: 'permissions',
      get: async (clerk, id) => permissionJson(await clerk.organizationPermissions.getOrganizationPermission(id)),
      gone: ({ id }, at) => [permissionDeleted(id, at)],
    },
  },
  {
    table: 'roles',
    project: projectRole,
    list: async (clerk, part) => page(await clerk.organizationRoles.getOrganizationRoleList({ orderBy, ...part }), roleJson),
    ending: {
      table: 'roles',
      get: async (clerk, id) => roleJson(await clerk.organizationRoles.getOrganizationRole(id)),
      gone: ({ id }, at) => [roleDeleted(id, at)],
    },
  },
  {
    table: 'plans',
    project: projectPlan,
    list: async (clerk, part) => page(await ifEnabled(clerk.billing.getPlanList({ payerType: 'org', ...part })) ?? { data: [], totalCount: 0 }, planJson),
  },
  {
    table: 'users',
    project: projectUser,
    list: (clerk, part) => clerk.users.getUserList({ orderBy, ...part }),
    ending: {
      table: 'users',
      among: (clerk, ids) => clerk.users.getUserList({ userId: ids, limit: ids.length }),
      get: async (clerk, id) => (await clerk.users.getUser(id)).raw,
      gone: ({ id }, at) => [userDeleted(id, at)],
    },
  },
  {
    table: 'organizations',
    project: projectOrganization,
    list: (clerk, part) => clerk.organizations.getOrganizationList({ orderBy, ...part }),
    ending: {
      table: 'organizations',
      among: (clerk, ids) => clerk.organizations.getOrganizationList({ organizationId: ids, limit: ids.length }),
      get: async (clerk, organizationId) => (await clerk.organizations.getOrganization({ organizationId })).raw,
      gone: ({ id }, at) => [organizationDeleted(id, at)],
    },
  },
]

/** Memberships have no address of their own: they are gone when neither the organization nor the person has them. */
async function findMembership(clerk: ClerkClient, organizationId: string, { id, userId }: { id: string, userId: string }): Promise<unknown> {
  const ofOrganization = await clerk.organizations.getOrganizationMembershipList({ organizationId, userId: [userId], limit: 100 })
  const ofPerson = await ifThere(clerk.users.getOrganizationMembershipList({ userId, limit: 500 })) ?? { data: [], totalCount: 0 }
  const found = [...ofOrganization.data, ...ofPerson.data].find(membership => membership.id === id)
  if (found) return found.raw
  if (ofOrganization.data.length < ofOrganization.totalCount || ofPerson.data.length < ofPerson.totalCount) throw new TruncatedError('Clerk left memberships out.')
}

/** Domains have no address that can be read: a second look at the whole list may show them. */
async function findDomain(clerk: ClerkClient, organizationId: string, { id }: { id: string }): Promise<unknown> {
  const domains = await ifThere(clerk.organizations.getOrganizationDomainList({ organizationId, limit: 500 })) ?? { data: [], totalCount: 0 }
  const found = domains.data.find(domain => domain.id === id)
  if (found) return domainJson(found)
  if (domains.data.length < domains.totalCount) throw new TruncatedError('Clerk left domains out.')
}

/** What an organization has. A further kind is one more entry. */
export const organizationResources: readonly OrganizationResource[] = [
  {
    table: 'memberships',
    project: projectMembership,
    list: (clerk, organizationId, part) => clerk.organizations.getOrganizationMembershipList({ organizationId, orderBy, ...part }),
    ending: { table: 'memberships', find: findMembership, gone: membershipDeleted },
  },
  {
    // Those that a domain sent are in no list, but each has its address.
    table: 'invitations',
    project: (raw, seenAt) => projectInvitation(raw, seenAt),
    list: (clerk, organizationId, part) => clerk.organizations.getOrganizationInvitationList({ organizationId, status: ['pending', 'accepted', 'revoked', 'expired'], ...part }),
    ending: {
      table: 'invitations',
      find: async (clerk, organizationId, { id }) => (await ifThere(clerk.organizations.getOrganizationInvitation({ organizationId, invitationId: id })))?.raw,
      gone: ({ id }, at) => [invitationDeleted(id, at)],
    },
  },
  {
    table: 'domains',
    project: projectDomain,
    list: async (clerk, organizationId, part) => page(await ifEnabled(clerk.organizations.getOrganizationDomainList({ organizationId, ...part })) ?? { data: [], totalCount: 0 }, domainJson),
    ending: {
      table: 'domains',
      find: findDomain,
      // The one address that a domain has is for changing it. To change nothing does no harm, and is a 404 for one that is gone.
      probe: async (clerk, organizationId, domainId) => {
        const domain = await ifThere(clerk.organizations.updateOrganizationDomain({ organizationId, domainId }))
        return domain && domainJson(domain)
      },
      gone: ({ id }, at) => [domainDeleted(id, at)],
    },
  },
  {
    table: 'connections',
    project: projectConnection,
    list: async (clerk, organizationId, part) => page(await ifEnabled(clerk.enterpriseConnections.getEnterpriseConnectionList({ organizationId, ...part })) ?? { data: [], totalCount: 0 }, connectionJson),
    ending: {
      table: 'connections',
      find: async (clerk, _, { id }) => {
        const connection = await ifThere(clerk.enterpriseConnections.getEnterpriseConnection(id))
        return connection && connectionJson(connection)
      },
      gone: ({ id }, at) => [connectionDeleted(id, at)],
    },
  },
  {
    table: 'subscriptions',
    embeds: ['subscriptionItems'],
    project: projectSubscription,
    list: async (clerk, organizationId) => {
      const subscription = await ifEnabled(clerk.billing.getOrganizationBillingSubscription(organizationId))
      return subscription ? { data: [{ id: subscription.id, raw: subscriptionJson(subscription, organizationId) }], totalCount: 1 } : none
    },
  },
]
