import { z } from 'zod'

/** A time in ms since 1970. Clerk documents ms, but its examples hold seconds as well: the magnitude tells. */
export const msSchema = z.number().int().nonnegative().transform(time => time < 100_000_000_000 ? time * 1000 : time)

const id = z.string().min(1)
const text = z.string().nullish()

/** What the mirror reads of an organization. Unknown keys pass in every schema here: Clerk adds fields freely. */
export const organizationSchema = z.looseObject({
  id,
  name: z.string(),
  slug: text,
  image_url: text,
  has_image: z.boolean().nullish(),
  max_allowed_memberships: z.number().int().nullish(),
  role_set_key: text,
  created_by: text,
  created_at: msSchema,
  updated_at: msSchema,
})

/** The person inside a membership. It has no version of its own. */
export const publicUserDataSchema = z.looseObject({
  user_id: id,
  identifier: text,
  first_name: text,
  last_name: text,
  image_url: text,
})

/** What the mirror reads of a membership. */
export const membershipSchema = z.looseObject({
  id,
  role: z.string(),
  role_name: text,
  permissions: z.array(z.string()).nullish(),
  organization: organizationSchema,
  public_user_data: publicUserDataSchema.nullish(),
  created_at: msSchema,
  updated_at: msSchema,
})

/** What the mirror reads of an invitation. */
export const invitationSchema = z.looseObject({
  id,
  organization_id: text,
  public_organization_data: z.looseObject({ id }).nullish(),
  email_address: z.string(),
  inviter_id: text,
  /** Who accepted it. */
  user_id: text,
  role: z.string(),
  role_name: text,
  status: z.enum(['pending', 'accepted', 'revoked', 'expired']).nullish(),
  expires_at: msSchema.nullish(),
  created_at: msSchema,
  updated_at: msSchema,
})

/** What the mirror reads of a user. */
export const userSchema = z.looseObject({
  id,
  username: text,
  first_name: text,
  last_name: text,
  image_url: text,
  primary_email_address_id: text,
  primary_phone_number_id: text,
  email_addresses: z.array(z.looseObject({ id: text, email_address: z.string() })).nullish(),
  phone_numbers: z.array(z.looseObject({ id: text, phone_number: z.string() })).nullish(),
  enterprise_accounts: z.array(z.looseObject({
    enterprise_connection_id: text, enterprise_connection: z.looseObject({ id: text }).nullish(), last_authenticated_at: msSchema.nullish(),
  })).nullish(),
  created_at: msSchema,
  updated_at: msSchema,
})

/** What the mirror reads of a permission. */
export const permissionSchema = z.looseObject({
  id,
  key: z.string(),
  name: z.string(),
  description: text,
  created_at: msSchema,
  updated_at: msSchema,
})

/** What the mirror reads of a role. */
export const roleSchema = z.looseObject({
  id,
  key: z.string(),
  name: z.string(),
  description: text,
  permissions: z.array(permissionSchema).nullish(),
  created_at: msSchema,
  updated_at: msSchema,
})

const verificationSchema = z.looseObject({ status: text, strategy: text, verified_at: msSchema.nullish() })

/** What the mirror reads of a domain. */
export const domainSchema = z.looseObject({
  id,
  organization_id: text,
  name: z.string(),
  enrollment_mode: text,
  /** Clerk's older name of `affiliation_verification`, which the Backend API's client still uses alone. */
  verification: verificationSchema.nullish(),
  affiliation_verification: verificationSchema.nullish(),
  ownership_verification: verificationSchema.nullish(),
  created_at: msSchema,
  updated_at: msSchema,
})

/** What the mirror reads of a connection to an identity provider. */
export const connectionSchema = z.looseObject({
  id,
  organization_id: text,
  name: z.string(),
  provider: z.string(),
  domains: z.array(z.string()).nullish(),
  active: z.boolean(),
  sync_user_attributes: z.boolean().nullish(),
  disable_additional_identifications: z.boolean().nullish(),
  created_at: msSchema,
  updated_at: msSchema,
})

/** Who pays: an organization or a person. What does not apply is empty. */
const payerSchema = z.looseObject({ organization_id: text, user_id: text })

/** What the mirror reads of a plan, as the Backend API tells it: events leave the features out. */
export const planSchema = z.looseObject({ id, slug: z.string(), name: z.string(), features: z.array(z.looseObject({ slug: z.string() })) })

/**
 * What the mirror reads of one plan of a subscription. Within a subscription it names neither that nor the payer. Clerk's
 * specification and the SDK's types differ: the one has `interval` and a version, the other `plan_period` and none.
 */
export const subscriptionItemSchema = z.looseObject({
  id,
  subscription_id: text,
  payer: payerSchema.nullish(),
  status: z.string(),
  is_free_trial: z.boolean().nullish(),
  interval: text,
  plan_period: text,
  plan_id: text,
  plan: z.looseObject({ id: text, slug: text, name: text }).nullish(),
  seats: z.looseObject({ quantity: z.number().int().nullish() }).nullish(),
  period_start: msSchema,
  period_end: msSchema.nullish(),
  created_at: msSchema.nullish(),
  updated_at: msSchema.nullish(),
})

/** What the mirror reads of a subscription. */
export const subscriptionSchema = z.looseObject({
  id,
  payer: payerSchema.nullish(),
  status: z.string(),
  active_at: msSchema.nullish(),
  past_due_at: msSchema.nullish(),
  items: z.array(subscriptionItemSchema).nullish(),
  created_at: msSchema,
  updated_at: msSchema,
})

/** What tells which resource an event is about. */
export const deletedSchema = z.looseObject({ id })

/** What a `*.deleted` event says at the least. */
export const endedSchema = z.looseObject({ id: id.nullish() })

/** The envelope of every webhook. */
export const eventSchema = z.looseObject({ type: z.string().min(1), timestamp: msSchema, data: z.looseObject({}) })

/** A parsed webhook envelope. */
export type ClerkEvent = z.infer<typeof eventSchema>
