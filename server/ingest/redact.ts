import { z } from 'zod'

/** Never needed again, and somebody's: who invited (their id stays), and whose mailbox proved a domain. */
const personal = ['public_inviter_data', 'affiliation_email_address']
/** Messages carry codes, links and addresses. */
const messages = ['email.created', 'sms.created']
const idSchema = z.string().min(1).max(255).optional().catch(undefined)

const aboutSchema = z.looseObject({
  type: z.string().catch(''),
  data: z.looseObject({
    object: z.string().optional().catch(undefined),
    id: idSchema,
    user_id: idSchema,
    public_user_data: z.looseObject({ user_id: idSchema }).optional().catch(undefined),
    payer: z.looseObject({ user_id: idSchema, organization_id: idSchema }).optional().catch(undefined),
  }),
})

/** Whom and what an event is about, as far as it can be read at all. */
export function subjectOf(event: unknown): { userId: string | null, resourceId: string | null } {
  const { success, data: about } = aboutSchema.safeParse(event)
  if (!success) return { userId: null, resourceId: null }
  const { id, user_id, public_user_data, payer } = about.data
  const userId = about.type.startsWith('user.') ? id : user_id ?? public_user_data?.user_id ?? (payer?.organization_id ? undefined : payer?.user_id)
  return { userId: userId ?? null, resourceId: id ?? null }
}

/**
 * An event as the inbox keeps it: without private metadata at any depth unless told, invitation links, and what is personal and not needed.
 *
 * @param event - parsed JSON
 * @throws RangeError when it is nested too deeply to be written
 */
export function redact(event: unknown, keepPrivateMetadata: boolean): string {
  const about = aboutSchema.safeParse(event).data
  const dropped = new Set(keepPrivateMetadata ? personal : [...personal, 'private_metadata'])
  const kept = about && messages.includes(about.type) ? { ...about, data: { object: about.data.object, id: about.data.id, user_id: about.data.user_id } } : event
  return JSON.stringify(kept, function (this: unknown, key: string, value: unknown) {
    const isLink = key === 'url' && (this as { object?: unknown }).object === 'organization_invitation'
    return dropped.has(key) || isLink ? undefined : value
  })
}
