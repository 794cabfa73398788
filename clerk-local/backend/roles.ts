import { Hono } from 'hono'
import type { Context } from '../core/context.ts'
import type { Permission, Role } from '../core/entities.ts'
import { notFound } from '../core/errors.ts'
import { permissionJson, roleJson } from '../formatters/role.ts'
import { ordered, page } from './request.ts'

const matches = (row: Role | Permission, query: string) => [row.id, row.key, row.name].some(text => text.toLowerCase().includes(query))
const orders = { created_at: (row: Role | Permission) => row.createdAt, name: (row: Role | Permission) => row.name.toLowerCase(), key: (row: Role | Permission) => row.key }

/** Roles and permissions of the instance. */
export function roleRoutes(ctx: Context): Hono {
  const app = new Hono()

  app.get('/organization_roles', (c) => {
    const query = c.req.query('query')?.toLowerCase() ?? ''
    const rows = ctx.store.roles.filter(role => matches(role, query))
    return c.json({ data: page(c, ordered(c, rows, orders)).map(role => roleJson(ctx, role)), total_count: rows.length })
  })

  app.get('/organization_roles/:id', (c) => {
    const role = ctx.store.roles.get(c.req.param('id'))
    if (!role) throw notFound('Organization role not found')
    return c.json(roleJson(ctx, role))
  })

  app.get('/organization_permissions', (c) => {
    const query = c.req.query('query')?.toLowerCase() ?? ''
    const rows = ctx.store.permissions.filter(permission => matches(permission, query))
    return c.json({ data: page(c, ordered(c, rows, orders)).map(permissionJson), total_count: rows.length })
  })

  app.get('/organization_permissions/:id', (c) => {
    const permission = ctx.store.permissions.get(c.req.param('id'))
    if (!permission) throw notFound('Organization permission not found')
    return c.json(permissionJson(permission))
  })

  return app
}
