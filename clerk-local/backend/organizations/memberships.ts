import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { MembershipAnswers, membershipOperations } from '../../contract/backend/memberships.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { OrganizationMembership } from '../../core/entities/index.ts'
import { mergeMetadata } from '../../domain/metadata.ts'
import { addMember, changeRole, newestMembers, removeMember, requireMembership, setMembershipMetadata } from '../../domain/organizations/memberships.ts'
import { requireUser } from '../../domain/people/users/users.ts'
import { membershipJson } from '../../formatters/organizations/membership.ts'
import { organizationById } from './organizations.ts'
import { metadata, type Orders, ordered, page, plainPage, queryList, readBody } from '../request.ts'
import { personOrders, userFilter } from '../users/user-filter.ts'

const createBody = z.strictObject({ user_id: z.string(), role: z.string(), public_metadata: metadata, private_metadata: metadata })
const updateBody = z.strictObject({ role: z.string() })
const metadataBody = z.strictObject({ public_metadata: metadata, private_metadata: metadata })

/** Memberships: of an organization, of a user, and of the whole instance. */
export const membershipHandlers = (ctx: Context): Handlers<Call, typeof membershipOperations, MembershipAnswers> => {
  const json = (membership: OrganizationMembership) => membershipJson(ctx, membership, 'backend')
  const orders: Orders<OrganizationMembership> = {
    created_at: m => m.createdAt,
    ...Object.fromEntries(Object.entries(personOrders).map(([word, value]) => [word, (m: OrganizationMembership) => {
      const user = ctx.store.users.get(m.userId)
      return user && value(user)
    }])),
  }
  return {
    async CreateOrganizationMembership(c, { organization_id }) {
      const { id } = organizationById(ctx, organization_id)
      const body = await readBody(c, createBody)
      return json(addMember(ctx, {
        organizationId: id, userId: body.user_id, role: body.role, publicMetadata: body.public_metadata, privateMetadata: body.private_metadata,
      }))
    },

    ListOrganizationMemberships(c, { organization_id }) {
      const { id } = organizationById(ctx, organization_id)
      const plain = plainPage(c)
      if (plain) {
        const { rows, total } = newestMembers(ctx, id, plain)
        return { data: rows.map(json), total_count: total }
      }
      const roles = queryList(c, 'role')
      const matches = userFilter(ctx, c)
      const rows = ctx.store.memberships.by('organizationId', id).filter((membership) => {
        const user = ctx.store.users.get(membership.userId)
        return user !== undefined && (!roles.length || roles.includes(membership.role)) && matches(user)
      })
      return { data: page(c, ordered(c, rows, orders)).map(json), total_count: rows.length }
    },

    async UpdateOrganizationMembership(c, { organization_id, user_id }) {
      const { id } = organizationById(ctx, organization_id)
      const { role } = await readBody(c, updateBody)
      return json(changeRole(ctx, id, user_id, role))
    },

    DeleteOrganizationMembership(_, { organization_id, user_id }) {
      const { id } = organizationById(ctx, organization_id)
      // Told as it was: the formatter needs the row's organization and person, which stay.
      return json(removeMember(ctx, id, user_id))
    },

    async UpdateOrganizationMembershipMetadata(c, { organization_id, user_id }) {
      const { id } = organizationById(ctx, organization_id)
      const body = await readBody(c, metadataBody)
      const membership = requireMembership(ctx, id, user_id)
      return json(setMembershipMetadata(ctx, id, membership.userId, {
        publicMetadata: mergeMetadata(membership.publicMetadata, body.public_metadata, 'public_metadata'),
        privateMetadata: mergeMetadata(membership.privateMetadata, body.private_metadata, 'private_metadata'),
      }))
    },

    InstanceGetOrganizationMemberships(c) {
      const rows = ctx.store.memberships.all()
      return { data: page(c, ordered(c, rows, orders)).map(json), total_count: rows.length }
    },

    UsersGetOrganizationMemberships(c, { user_id }) {
      const rows = ctx.store.memberships.by('userId', requireUser(ctx, user_id).id).reverse()
      return { data: page(c, rows).map(json), total_count: rows.length }
    },
  }
}
