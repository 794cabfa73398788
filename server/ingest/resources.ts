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

/** What a `*.deleted` event says at the least. */
export const deletedSchema = z.looseObject({ id })

/** The envelope of every webhook. */
export const eventSchema = z.looseObject({ type: z.string().min(1), timestamp: msSchema, data: z.looseObject({}) })

/** A parsed webhook envelope. */
export type ClerkEvent = z.infer<typeof eventSchema>
