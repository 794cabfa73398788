import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { InvitationAnswers, invitationOperations } from '../../contract/backend/invitations.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { InvitationStatus, OrganizationInvitation } from '../../core/entities/index.ts'
import { clerkError, invalidParam, missingParam } from '../../core/errors.ts'
import { createInvitations, type InvitationInput, invitationsForUser, listInvitations, requireInvitation, revokeInvitation } from '../../domain/organizations/invitations.ts'
import { invitationStatus } from '../../domain/organizations/counts.ts'
import { requirePermission } from '../../domain/organizations/roles.ts'
import { requireUser } from '../../domain/people/users/users.ts'
import { invitationJson, userInvitationJson } from '../../formatters/organizations/invitation.ts'
import { organizationById } from './organizations.ts'
import { metadata, ordered, page, queryList, readBody } from '../request.ts'

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

/** The lists of an organization leave out what its domains sent (backend-api.yml). */
const sentByPeople = (invitation: OrganizationInvitation) => invitation.domainId === null

/** Organization invitations: of an organization, of a user, and of the whole instance. */
export const invitationHandlers = (ctx: Context): Handlers<Call, typeof invitationOperations, InvitationAnswers> => {
  const json = (invitation: OrganizationInvitation) => invitationJson(ctx, invitation, 'backend')
  const invitedJson = (invitation: OrganizationInvitation) => userInvitationJson(ctx, invitation, 'backend')
  return {
    async CreateOrganizationInvitation(c, { organization_id }) {
      const { id } = organizationById(ctx, organization_id)
      const [invitation] = createInvitations(ctx, id, [invitationInput(ctx, id, await readBody(c, createBody))])
      return json(invitation!)
    },

    async CreateOrganizationInvitationBulk(c, { organization_id }) {
      const { id } = organizationById(ctx, organization_id)
      const bodies = await readBody(c, z.array(createBody))
      if (!bodies.length) throw missingParam('email_address')
      if (bodies.length > bulkSize) throw clerkError(400, 'bulk_size_exceeded', 'bulk size exceeded', `Parameters exceed the maximum allowed bulk processing size of ${bulkSize}.`)
      const invitations = createInvitations(ctx, id, bodies.map(body => invitationInput(ctx, id, body)))
      return { data: invitations.map(json), total_count: invitations.length }
    },

    ListOrganizationInvitations(c, { organization_id }) {
      const { id } = organizationById(ctx, organization_id)
      const rows = listInvitations(ctx, id, { statuses: wantedStatuses(queryList(c, 'status')), emailAddress: c.req.query('email_address') }).filter(sentByPeople)
      return { data: page(c, ordered(c, [...rows].reverse(), orders)).map(json), total_count: rows.length }
    },

    ListPendingOrganizationInvitations(c, { organization_id }) {
      const { id } = organizationById(ctx, organization_id)
      const rows = listInvitations(ctx, id, { statuses: ['pending'] }).filter(sentByPeople)
      return { data: page(c, rows).map(json), total_count: rows.length }
    },

    GetOrganizationInvitation(_, { organization_id, invitation_id }) {
      const { id } = organizationById(ctx, organization_id)
      return json(requireInvitation(ctx, id, invitation_id))
    },

    async RevokeOrganizationInvitation(c, { organization_id, invitation_id }) {
      const { id } = organizationById(ctx, organization_id)
      const { requesting_user_id } = await readBody(c, revokeBody)
      if (requesting_user_id) requirePermission(ctx, id, requesting_user_id, 'org:sys_memberships:manage')
      return json(revokeInvitation(ctx, id, invitation_id))
    },

    ListInstanceOrganizationInvitations(c) {
      const wanted = wantedStatuses(queryList(c, 'status'))
      const query = c.req.query('query')?.toLowerCase()
      const rows = ctx.store.invitations.filter(i => (!wanted.length || wanted.includes(invitationStatus(ctx, i)))
        && (!query || i.emailAddress.includes(query) || i.id.toLowerCase() === query))
      return { data: page(c, ordered(c, rows, orders)).map(invitedJson), total_count: rows.length }
    },

    UsersGetOrganizationInvitations(c, { user_id }) {
      const user = requireUser(ctx, user_id)
      const wanted = wantedStatuses(queryList(c, 'status'))
      const rows = invitationsForUser(ctx, user.id, wanted.length ? wanted : [...statuses])
      return { data: page(c, rows).map(invitedJson), total_count: rows.length }
    },
  }
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
