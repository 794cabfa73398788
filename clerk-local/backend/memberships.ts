import { Hono } from 'hono'
import { z } from 'zod'
import type { Context } from '../core/context.ts'
import type { OrganizationMembership } from '../core/entities.ts'
import { mergeMetadata } from '../domain/metadata.ts'
import { addMember, changeRole, removeMember, requireMembership, setMembershipMetadata } from '../domain/organizations/memberships.ts'
import { membershipJson } from '../formatters/membership.ts'
import { organizationById } from './organizations.ts'
import { metadata, type Orders, ordered, page, queryList, readBody } from './request.ts'
import { personOrders, userFilter } from './user-filter.ts'

const createBody = z.strictObject({ user_id: z.string(), role: z.string(), public_metadata: metadata, private_metadata: metadata })
const updateBody = z.strictObject({ role: z.string() })
const metadataBody = z.strictObject({ public_metadata: metadata, private_metadata: metadata })

/** Memberships: of an organization, and of the whole instance. */
export function membershipRoutes(ctx: Context): Hono {
  const app = new Hono()
  const json = (membership: OrganizationMembership) => membershipJson(ctx, membership, 'backend')
  const orders: Orders<OrganizationMembership> = {
    created_at: m => m.createdAt,
    ...Object.fromEntries(Object.entries(personOrders).map(([word, value]) => [word, (m: OrganizationMembership) => {
      const user = ctx.store.users.get(m.userId)
      return user && value(user)
    }])),
  }

  app.get('/organizations/:id/memberships', (c) => {
    const { id } = organizationById(ctx, c.req.param('id'))
    const roles = queryList(c, 'role')
    const matches = userFilter(ctx, c)
    const rows = ctx.store.memberships.by('organizationId', id).filter((membership) => {
      const user = ctx.store.users.get(membership.userId)
      return user !== undefined && (!roles.length || roles.includes(membership.role)) && matches(user)
    })
    return c.json({ data: page(c, ordered(c, rows, orders)).map(json), total_count: rows.length })
  })

  app.post('/organizations/:id/memberships', async (c) => {
    const { id } = organizationById(ctx, c.req.param('id'))
    const body = await readBody(c, createBody)
    return c.json(json(addMember(ctx, {
      organizationId: id, userId: body.user_id, role: body.role, publicMetadata: body.public_metadata, privateMetadata: body.private_metadata,
    })))
  })

  app.patch('/organizations/:id/memberships/:userId', async (c) => {
    const { id } = organizationById(ctx, c.req.param('id'))
    const { role } = await readBody(c, updateBody)
    return c.json(json(changeRole(ctx, id, c.req.param('userId'), role)))
  })

  app.delete('/organizations/:id/memberships/:userId', (c) => {
    const { id } = organizationById(ctx, c.req.param('id'))
    // Told as it was: the formatter needs the row's organization and person, which stay.
    return c.json(json(removeMember(ctx, id, c.req.param('userId'))))
  })

  app.patch('/organizations/:id/memberships/:userId/metadata', async (c) => {
    const { id } = organizationById(ctx, c.req.param('id'))
    const body = await readBody(c, metadataBody)
    const membership = requireMembership(ctx, id, c.req.param('userId'))
    return c.json(json(setMembershipMetadata(ctx, id, membership.userId, {
      publicMetadata: mergeMetadata(membership.publicMetadata, body.public_metadata, 'public_metadata'),
      privateMetadata: mergeMetadata(membership.privateMetadata, body.private_metadata, 'private_metadata'),
    })))
  })

  app.get('/organization_memberships', (c) => {
    const rows = ctx.store.memberships.all()
    return c.json({ data: page(c, ordered(c, rows, orders)).map(json), total_count: rows.length })
  })

  return app
}
