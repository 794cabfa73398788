import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { ApplicationInvitationAnswers, applicationInvitationOperations } from '../../contract/backend/people/application-invitations.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { ApplicationInvitation } from '../../core/entities/index.ts'
import { clerkError } from '../../core/errors.ts'
import { applicationInvitationStatus, createApplicationInvitations, revokeApplicationInvitation } from '../../domain/people/sign-up/application-invitations.ts'
import { applicationInvitationJson } from '../../formatters/people/tokens.ts'
import { metadata, type Orders, ordered, page, queryFlag, queryWord, readBody } from '../request.ts'

/** How many at once (clerk.com/docs/reference/backend-api: 10 per call). */
const bulkLimit = 10

const createBody = z.strictObject({
  email_address: z.string(),
  public_metadata: metadata,
  redirect_url: z.url({ protocol: /^https?$/ }).nullish(),
  notify: z.boolean().nullish(),
  ignore_existing: z.boolean().nullish(),
  expires_in_days: z.int().min(1).max(365).nullish(),
  template_slug: z.enum(['invitation', 'waitlist_invitation']).nullish(),
})
const bulkBody = z.array(createBody).min(1)

const orders: Orders<ApplicationInvitation> = {
  created_at: invitation => invitation.createdAt,
  email_address: invitation => invitation.emailAddress,
  expires_at: invitation => invitation.expiresAt,
}

/** Invitations to the application, without an organization. */
export const applicationInvitationHandlers = (ctx: Context): Handlers<Call, typeof applicationInvitationOperations, ApplicationInvitationAnswers> => {
  const json = (invitation: ApplicationInvitation) => applicationInvitationJson(ctx, invitation)
  const create = (bodies: z.output<typeof bulkBody>) => createApplicationInvitations(ctx, bodies.map(body => ({
    emailAddress: body.email_address,
    publicMetadata: body.public_metadata,
    redirectUrl: body.redirect_url,
    expiresInDays: body.expires_in_days,
    notify: body.notify,
    ignoreExisting: body.ignore_existing,
  }))).map(json)
  return {
    CreateInvitation: async c => create([await readBody(c, createBody)])[0] as ReturnType<typeof json>,

    async CreateBulkInvitations(c) {
      const bodies = await readBody(c, bulkBody)
      if (bodies.length > bulkLimit) throw clerkError(400, 'bulk_size_exceeded', 'bulk size exceeded', `A bulk call takes at most ${bulkLimit} invitations.`)
      return create(bodies)
    },

    ListInvitations(c) {
      const status = queryWord(c, 'status', ['pending', 'accepted', 'revoked', 'expired'])
      const query = c.req.query('query')?.trim().toLowerCase()
      const rows = ordered(c, ctx.store.applicationInvitations.filter(i =>
        (!status || applicationInvitationStatus(ctx, i) === status) && (!query || i.emailAddress.includes(query) || i.id.toLowerCase() === query)), orders)
      const data = page(c, rows).map(json)
      return queryFlag(c, 'paginated') ? { data, total_count: rows.length } : data
    },

    RevokeInvitation: (_, { invitation_id }) => json(revokeApplicationInvitation(ctx, invitation_id)),
  }
}
