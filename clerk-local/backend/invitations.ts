import { Hono } from 'hono'
import { z } from 'zod'
import type { Context } from '../core/context.ts'
import type { InvitationStatus, OrganizationInvitation } from '../core/entities.ts'
import { clerkError, invalidParam, missingParam } from '../core/errors.ts'
import { createInvitations, type InvitationInput, invitationsForUser, listInvitations, requireInvitation, revokeInvitation } from '../domain/organizations/invitations.ts'
import { invitationStatus } from '../domain/organizations/counts.ts'
import { requirePermission } from '../domain/organizations/roles.ts'
import { requireUser } from '../domain/people/users/users.ts'
import { invitationJson, userInvitationJson } from '../formatters/invitation.ts'
import { organizationById } from './organizations.ts'
import { metadata, ordered, page, queryList, readBody } from './request.ts'

/** One bulk call makes at most so many (facts §H). */
const bulkSize = 10

const createBody = z.strictObject({
  email_address: z.string(),
  role: z.string(),
  inviter_user_id: z.string().nullish(),
  public_metadata: metadata,
  private_metadata: metadata,
  redirect_url: z.url({ protocol: /^https?$/ }).nullish(),
  expires_in_days: z.int().min(1).max(365).nullish(),
  notify: z.boolean().nullish(),
})
const revokeBody = z.strictObject({ requesting_user_id: z.string().nullish() })
const statuses: readonly InvitationStatus[] = ['pending', 'accepted', 'revoked', 'expired']
const orders = { created_at: (i: OrganizationInvitation) => i.createdAt, email_address: (i: OrganizationInvitation) => i.emailAddress }

/** Organization invitations. */
export function invitationRoutes(ctx: Context): Hono {
  const app = new Hono()
  const json = (invitation: OrganizationInvitation) => invitationJson(ctx, invitation, 'backend')
  const base = '/organizations/:id/invitations'

  app.post(base, async (c) => {
    const { id } = organizationById(ctx, c.req.param('id'))
    const input = invitationInput(ctx, id, await readBody(c, createBody))
    return c.json(createInvitations(ctx, id, [input]).map(json)[0])
  })

  app.post(`${base}/bulk`, async (c) => {
    const { id } = organizationById(ctx, c.req.param('id'))
    const bodies = await readBody(c, z.array(createBody))
    if (!bodies.length) throw missingParam('email_address')
    if (bodies.length > bulkSize) throw clerkError(400, 'bulk_size_exceeded', 'bulk size exceeded', `Parameters exceed the maximum allowed bulk processing size of ${bulkSize}.`)
    const invitations = createInvitations(ctx, id, bodies.map(body => invitationInput(ctx, id, body)))
    return c.json({ data: invitations.map(json), total_count: invitations.length })
  })

  app.get(base, (c) => {
    const { id } = organizationById(ctx, c.req.param('id'))
    const rows = listInvitations(ctx, id, { statuses: wantedStatuses(queryList(c, 'status')), emailAddress: c.req.query('email_address') })
    return c.json({ data: page(c, ordered(c, [...rows].reverse(), orders)).map(json), total_count: rows.length })
  })

  app.get(`${base}/pending`, (c) => {
    const { id } = organizationById(ctx, c.req.param('id'))
    const rows = listInvitations(ctx, id, { statuses: ['pending'] })
    return c.json({ data: page(c, rows).map(json), total_count: rows.length })
  })

  app.get(`${base}/:invitationId`, (c) => {
    const { id } = organizationById(ctx, c.req.param('id'))
    return c.json(json(requireInvitation(ctx, id, c.req.param('invitationId'))))
  })

  app.post(`${base}/:invitationId/revoke`, async (c) => {
    const { id } = organizationById(ctx, c.req.param('id'))
    const { requesting_user_id } = await readBody(c, revokeBody)
    if (requesting_user_id) requirePermission(ctx, id, requesting_user_id, 'org:sys_memberships:manage')
    return c.json(json(revokeInvitation(ctx, id, c.req.param('invitationId'))))
  })

  app.get('/organization_invitations', (c) => {
    const wanted = wantedStatuses(queryList(c, 'status'))
    const query = c.req.query('query')?.toLowerCase()
    const rows = ctx.store.invitations.filter(i => (!wanted.length || wanted.includes(invitationStatus(ctx, i)))
      && (!query || i.emailAddress.includes(query) || i.id.toLowerCase() === query))
    return c.json({ data: page(c, ordered(c, rows, orders)).map(i => userInvitationJson(ctx, i, 'backend')), total_count: rows.length })
  })

  app.get('/users/:userId/organization_invitations', (c) => {
    const user = requireUser(ctx, c.req.param('userId'))
    const wanted = wantedStatuses(queryList(c, 'status'))
    const rows = invitationsForUser(ctx, user.id, wanted.length ? wanted : [...statuses])
    return c.json({ data: page(c, rows).map(i => userInvitationJson(ctx, i, 'backend')), total_count: rows.length })
  })

  return app
}

/** An inviter must be a member who may invite; without one the secret key suffices (facts §H). */
function invitationInput(ctx: Context, organizationId: string, body: z.output<typeof createBody>): InvitationInput {
  if (body.inviter_user_id) requirePermission(ctx, organizationId, body.inviter_user_id, 'org:sys_memberships:manage')
  return {
    emailAddress: body.email_address,
    role: body.role,
    inviterUserId: body.inviter_user_id,
    redirectUrl: body.redirect_url,
    publicMetadata: body.public_metadata,
    privateMetadata: body.private_metadata,
    expiresInDays: body.expires_in_days ?? undefined,
    notify: body.notify ?? undefined,
  }
}

function wantedStatuses(words: string[]): InvitationStatus[] {
  return words.map((word) => {
    const status = statuses.find(s => s === word)
    if (!status) throw invalidParam('status', `status must be one of ${statuses.join(', ')}.`)
    return status
  })
}
