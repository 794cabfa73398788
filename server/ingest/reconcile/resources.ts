import type { ClerkClient } from '@clerk/backend'
import type { InstanceTable, OrganizationTable } from '../../../db'
import { isNotFound } from '../fill'
import {
  invitationDeleted, membershipDeleted, organizationDeleted, projectInvitation, projectMembership, projectOrganization, projectUser, userDeleted, type Change,
} from '../project'
import { permissionDeleted, projectPermission, projectRole, roleDeleted } from '../project-roles'
import { permissionJson, roleJson } from '../refresh'
import { TruncatedError } from './calls'

/** One resource of a list, in the webhooks' shape. */
export interface Listed { id: string, raw: unknown }
/** Part of a list, and how many the whole list has. */
export interface Page { data: Listed[], totalCount: number }
/** Which part; `limit` is at most 500, Clerk's limit. */
export interface Part { limit: number, offset: number }

/** How one kind of thing is compared with Clerk. */
interface Resource<Table> {
  table: Table
  project: (raw: unknown, seenAt: number) => Change[]
  gone: (id: string, at: number) => Change
}

/** A kind of thing that the instance has. */
export interface InstanceResource extends Resource<InstanceTable> {
  /** In a stable order. */
  list: (clerk: ClerkClient, part: Part) => Promise<Page>
  /** Which of at most 100 ids Clerk has. Where it is missing, lists are short enough to be held in memory. */
  among?: (clerk: ClerkClient, ids: string[]) => Promise<Page>
  /** One by its id; throws Clerk's 404 when it is gone. */
  get: (clerk: ClerkClient, id: string) => Promise<unknown>
}

/** A kind of thing that an organization has. */
export interface OrganizationResource extends Resource<OrganizationTable> {
  /** In a stable order. */
  list: (clerk: ClerkClient, organizationId: string, part: Part) => Promise<Page>
  /** One by its id, or undefined when Clerk says that it is gone; `userId` is empty where the row is about nobody. */
  find: (clerk: ClerkClient, organizationId: string, row: { id: string, userId: string }) => Promise<unknown>
}

const orderBy = '+created_at'

/** What the instance has, in the order in which it is compared. */
export const instanceResources: readonly InstanceResource[] = [
  {
    table: 'permissions',
    list: async (clerk, part) => {
      const { data, totalCount } = await clerk.organizationPermissions.getOrganizationPermissionList({ orderBy, ...part })
      return { totalCount, data: data.map(permission => ({ id: permission.id, raw: permissionJson(permission) })) }
    },
    get: async (clerk, id) => permissionJson(await clerk.organizationPermissions.getOrganizationPermission(id)),
    project: projectPermission,
    gone: permissionDeleted,
  },
  {
    table: 'roles',
    list: async (clerk, part) => {
      const { data, totalCount } = await clerk.organizationRoles.getOrganizationRoleList({ orderBy, ...part })
      return { totalCount, data: data.map(role => ({ id: role.id, raw: roleJson(role) })) }
    },
    get: async (clerk, id) => roleJson(await clerk.organizationRoles.getOrganizationRole(id)),
    project: projectRole,
    gone: roleDeleted,
  },
  {
    table: 'users',
    list: (clerk, part) => clerk.users.getUserList({ orderBy, ...part }),
    among: (clerk, ids) => clerk.users.getUserList({ userId: ids, limit: ids.length }),
    get: async (clerk, id) => (await clerk.users.getUser(id)).raw,
    project: projectUser,
    gone: userDeleted,
  },
  {
    table: 'organizations',
    list: (clerk, part) => clerk.organizations.getOrganizationList({ orderBy, ...part }),
    among: (clerk, ids) => clerk.organizations.getOrganizationList({ organizationId: ids, limit: ids.length }),
    get: async (clerk, organizationId) => (await clerk.organizations.getOrganization({ organizationId })).raw,
    project: projectOrganization,
    gone: organizationDeleted,
  },
]

/** Memberships have no address of their own: they are gone when neither the organization nor the person has them. */
async function findMembership(clerk: ClerkClient, organizationId: string, { id, userId }: { id: string, userId: string }): Promise<unknown> {
  const ofOrganization = await clerk.organizations.getOrganizationMembershipList({ organizationId, userId: [userId], limit: 100 })
  const ofPerson = await clerk.users.getOrganizationMembershipList({ userId, limit: 500 })
    .catch((error: unknown) => {
      if (isNotFound(error)) return { data: [], totalCount: 0 }
      throw error
    })
  const found = [...ofOrganization.data, ...ofPerson.data].find(membership => membership.id === id)
  if (found) return found.raw
  if (ofOrganization.data.length < ofOrganization.totalCount || ofPerson.data.length < ofPerson.totalCount) throw new TruncatedError('Clerk left memberships out.')
}

/** What an organization has. A further kind is one more entry. */
export const organizationResources: readonly OrganizationResource[] = [
  {
    table: 'memberships',
    list: (clerk, organizationId, part) => clerk.organizations.getOrganizationMembershipList({ organizationId, orderBy, ...part }),
    find: findMembership,
    project: projectMembership,
    gone: membershipDeleted,
  },
  {
    // Those that a domain sent are in no list, but each has its address.
    table: 'invitations',
    list: (clerk, organizationId, part) => clerk.organizations.getOrganizationInvitationList({ organizationId, status: ['pending', 'accepted', 'revoked', 'expired'], ...part }),
    find: (clerk, organizationId, { id }) => clerk.organizations.getOrganizationInvitation({ organizationId, invitationId: id })
      .then(invitation => invitation.raw, (error: unknown) => {
        if (isNotFound(error)) return undefined
        throw error
      }),
    project: (raw, seenAt) => projectInvitation(raw, seenAt),
    gone: invitationDeleted,
  },
]
