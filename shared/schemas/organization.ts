import { z } from 'zod'

/** What an organization has subscribed to, for those who may see billing; times in ms since 1970. */
export interface Subscription {
  /** The plan's slug, and its name at Clerk. */
  plan: string
  name: string | null
  state: 'active' | 'trial' | 'past_due' | 'canceled'
  period: 'month' | 'annual'
  periodStart: number
  /** Null where it doesn't end, as with a plan that costs nothing. */
  periodEnd: number | null
}

/** Seats of an organization. `limit` is null where membership is unlimited. */
export interface Seats { used: number, pending: number, limit: number | null }

/** Body of `PATCH /api/orgs/:slug/seats`: how many members and open invitations there may be. */
export const changeSeatsSchema = z.strictObject({ limit: z.int('Enter a whole number').min(1, 'Enter at least 1').max(1_000_000, 'That is too many') })

// Sources: Clerk's rules for names (256 characters) and slugs.
const name = z.string().trim().min(1, 'Enter a name').max(256, 'At most 256 characters')
const slug = z.string().regex(/^[a-z0-9-]*[a-z0-9][a-z0-9-]*$/, 'Lower-case letters, digits and hyphens').max(256, 'At most 256 characters')

/** Body of `POST /api/orgs`. Without a slug Clerk makes one of the name. */
export const createOrganizationSchema = z.strictObject({ name, slug: slug.optional() })

/** Body of `PATCH /api/orgs/:slug`: what is not named stays. */
export const updateOrganizationSchema = z.strictObject({ name: name.optional(), slug: slug.optional() })

/** Parsed body of `PATCH /api/orgs/:slug`. */
export type UpdateOrganization = z.infer<typeof updateOrganizationSchema>

/** Answer of `GET /api/former-slugs/:slug`: the slug by now; null where no organization of the caller's had the old one. */
export interface FormerSlug { slug: string | null }

/** Path parameters of `GET /api/former-slugs/:slug`. */
export const formerSlugParamsSchema = z.object({ slug: z.string().min(1).max(256) })

/** Parsed body of `POST /api/orgs`. */
export type CreateOrganization = z.infer<typeof createOrganizationSchema>

/** Answer of `POST /api/orgs`. */
export interface CreatedOrganization { id: string, name: string, slug: string | null }
