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

/** Body of `POST /api/orgs`. Without a slug Clerk makes one of the name. Sources: Clerk's rules for names (256 characters) and slugs. */
export const createOrganizationSchema = z.strictObject({
  name: z.string().trim().min(1, 'Enter a name').max(256, 'At most 256 characters'),
  slug: z.string().regex(/^[a-z0-9-]*[a-z0-9][a-z0-9-]*$/, 'Lower-case letters, digits and hyphens').max(256, 'At most 256 characters').optional(),
})

/** Parsed body of `POST /api/orgs`. */
export type CreateOrganization = z.infer<typeof createOrganizationSchema>

/** Answer of `POST /api/orgs`. */
export interface CreatedOrganization { id: string, name: string, slug: string | null }
