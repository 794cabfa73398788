import type { EmailMessageObject, SmsMessageObject } from '../../contract/objects/instance/message.ts'
import type { Context } from '../../core/context.ts'
import type { Mail } from '../../core/entities/index.ts'
import { instanceHost } from '../../core/keys/keys.ts'

const escaped = (text: string) => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)

/** A mail as the webhook `email.created` tells it (webhooks.yml, `EmailEventPayload`). */
export function emailJson(ctx: Context, mail: Mail): EmailMessageObject {
  const link = mail.link ? `<p><a href="${escaped(mail.link)}">${escaped(mail.link)}</a></p>` : ''
  return {
    object: 'email',
    id: mail.id,
    slug: mail.slug,
    from_email_name: 'notifications',
    reply_to_email_name: null,
    to_email_address: mail.to,
    email_address_id: ctx.store.users.get(mail.userId)?.emailAddresses.find(e => e.emailAddress === mail.to)?.id ?? null,
    user_id: mail.userId,
    subject: mail.subject,
    body: `<!DOCTYPE html><title>${escaped(mail.subject)}</title><p>${escaped(mail.body)}</p>${link}`,
    body_plain: mail.link ? `${mail.body}\n\n${mail.link}` : mail.body,
    status: 'queued',
    data: variables(ctx, mail),
    delivered_by_clerk: true,
  }
}

/** A text message as the webhook `sms.created` tells it (webhooks.yml, `SmsEventPayload`). */
export function smsJson(ctx: Context, mail: Mail): SmsMessageObject {
  return {
    object: 'sms_message',
    id: mail.id,
    slug: mail.slug,
    from_phone_number: '+15550100000',
    to_phone_number: mail.to,
    phone_number_id: ctx.store.users.get(mail.userId)?.phoneNumbers.find(p => p.phoneNumber === mail.to)?.id ?? null,
    user_id: mail.userId,
    message: mail.body,
    status: 'queued',
    data: variables(ctx, mail),
    delivered_by_clerk: true,
    created_at_ms: mail.createdAt,
  }
}

/** What a template of one's own would be filled with. */
function variables(ctx: Context, mail: Mail): Record<string, unknown> {
  return {
    app: { name: ctx.settings.applicationName, domain_name: instanceHost, url: ctx.url, logo_url: null, logo_image_url: '' },
    ...(mail.code && { otp_code: mail.code }),
    ...(mail.link && { [mail.slug.endsWith('invitation') ? 'action_url' : 'magic_link']: mail.link }),
    requested_at: new Date(mail.createdAt).toUTCString(),
    user: { public_metadata: ctx.store.users.get(mail.userId)?.publicMetadata ?? {}, public_metadata_fallback: '' },
  }
}
