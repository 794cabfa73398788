import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { WaitlistAnswers, waitlistOperations } from '../../contract/backend/people/waitlist.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { WaitlistEntry } from '../../core/entities/index.ts'
import { deleteWaiting, inviteWaiting, joinWaitlist, rejectWaiting, requireWaitlistEntry } from '../../domain/people/sign-up/waitlist.ts'
import { deletedJson } from '../../formatters/organizations/organization.ts'
import { waitlistEntryJson } from '../../formatters/people/tokens.ts'
import { type Orders, ordered, page, queryWord, readBody } from '../request.ts'

/** How many at once (backend-api.yml). */
const bulkLimit = 50

const createBody = z.strictObject({ email_address: z.string(), notify: z.boolean().nullish() })
const bulkBody = z.array(createBody).min(1).max(bulkLimit)
const inviteBody = z.strictObject({ ignore_existing: z.boolean().nullish() })

/** Who waits to be invited to the application; nothing is sent for it but the invitation. */
export const waitlistHandlers = (ctx: Context): Handlers<Call, typeof waitlistOperations, WaitlistAnswers> => {
  const json = (entry: WaitlistEntry) => waitlistEntryJson(ctx, entry)
  const orders: Orders<WaitlistEntry> = {
    created_at: entry => entry.createdAt,
    email_address: entry => entry.emailAddress,
    invited_at: entry => ctx.store.applicationInvitations.get(entry.invitationId ?? '')?.createdAt ?? 0,
  }
  const join = (bodies: z.output<typeof bulkBody>) => joinWaitlist(ctx, bodies.map(body => body.email_address)).map(json)
  return {
    ListWaitlistEntries(c) {
      const status = queryWord(c, 'status', ['pending', 'invited', 'completed', 'rejected'])
      const query = c.req.query('query')?.trim().toLowerCase()
      const rows = ordered(c, ctx.store.waitlistEntries.filter(entry =>
        (!status || entry.status === status) && (!query || entry.emailAddress.includes(query) || entry.id.toLowerCase() === query)), orders)
      return { data: page(c, rows).map(json), total_count: rows.length }
    },
    CreateWaitlistEntry: async c => join([await readBody(c, createBody)])[0] as ReturnType<typeof json>,
    CreateBulkWaitlistEntries: async c => join(await readBody(c, bulkBody)),
    DeleteWaitlistEntry(_, { waitlist_entry_id }) {
      const entry = requireWaitlistEntry(ctx, waitlist_entry_id)
      deleteWaiting(ctx, entry)
      return deletedJson('waitlist_entry', entry)
    },
    async InviteWaitlistEntry(c, { waitlist_entry_id }) {
      const { ignore_existing } = await readBody(c, inviteBody)
      return json(inviteWaiting(ctx, requireWaitlistEntry(ctx, waitlist_entry_id), ignore_existing ?? false))
    },
    RejectWaitlistEntry: (_, { waitlist_entry_id }) => json(rejectWaiting(ctx, requireWaitlistEntry(ctx, waitlist_entry_id))),
  }
}
