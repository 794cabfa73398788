/** A mail, as its webhook tells it (webhooks.yml, `EmailEventPayload`). */
export interface EmailMessageObject {
  object: 'email'
  id: string
  slug: string
  from_email_name: string
  reply_to_email_name: string | null
  to_email_address: string
  email_address_id: string | null
  user_id: string | null
  subject: string
  /** HTML. */
  body: string
  body_plain: string
  status: string
  data: Record<string, unknown>
  delivered_by_clerk: boolean
}

/** A text message, as its webhook tells it (webhooks.yml, `SmsEventPayload`). */
export interface SmsMessageObject {
  object: 'sms_message'
  id: string
  slug: string
  from_phone_number: string
  to_phone_number: string
  phone_number_id: string | null
  user_id: string | null
  message: string
  status: string
  data: Record<string, unknown>
  delivered_by_clerk: boolean
  created_at_ms: number
}
