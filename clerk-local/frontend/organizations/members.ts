import { Hono } from 'hono'
import type { Context } from '../../core/context.ts'
import { addMember, changeRole, listMembers, removeMember } from '../../domain/organizations/memberships.ts'
import { rolesOf } from '../../domain/organizations/roles.ts'
import { membershipJson, membershipRequestJson } from '../../formatters/membership.ts'
import { roleJson } from '../../formatters/role.ts'
import { answer, type FrontendEnv, page } from '../request.ts'
import { member } from './organizations.ts'

/** Members, roles and requests to join. */
export function memberRoutes(ctx: Context): Hono<FrontendEnv> {
  const app = new Hono<FrontendEnv>().basePath('/organizations/:organizationId')

  app.get('/memberships', (c) => {
    const { organization } = member(ctx, c, 'org:sys_memberships:read')
    const params = c.get('params')
    const rows = listMembers(ctx, organization.id, { query: params.string('query'), roles: params.list('role') })
    return page(c, rows, m => membershipJson(ctx, m, 'frontend'))
  })

  app.post('/memberships', (c) => {
    const { client, organization } = member(ctx, c, 'org:sys_memberships:manage')
    const params = c.get('params')
    const membership = addMember(ctx, { organizationId: organization.id, userId: params.required('user_id'), role: params.required('role') })
    return answer(ctx, c, client, membershipJson(ctx, membership, 'frontend'))
  })

  app.patch('/memberships/:userId', (c) => {
    const { client, organization } = member(ctx, c, 'org:sys_memberships:manage')
    const membership = changeRole(ctx, organization.id, c.req.param('userId'), c.get('params').required('role'))
    return answer(ctx, c, client, membershipJson(ctx, membership, 'frontend'))
  })

  app.delete('/memberships/:userId', (c) => {
    const { client, organization } = member(ctx, c, 'org:sys_memberships:manage')
    const membership = listMembers(ctx, organization.id, { userIds: [c.req.param('userId')] })[0]
    const json = membership && membershipJson(ctx, membership, 'frontend')
    removeMember(ctx, organization.id, c.req.param('userId'))
    return answer(ctx, c, client, json)
  })

  app.get('/roles', (c) => {
    const { organization } = member(ctx, c)
    return page(c, rolesOf(ctx, organization), role => roleJson(ctx, role))
  })

  app.get('/membership_requests', (c) => {
    const { organization } = member(ctx, c, 'org:sys_memberships:manage')
    const status = c.get('params').list('status')
    const rows = ctx.store.membershipRequests.by('organizationId', organization.id).filter(r => !status.length || status.includes(r.status)).reverse()
    return page(c, rows, r => membershipRequestJson(ctx, r))
  })

  return app
}
