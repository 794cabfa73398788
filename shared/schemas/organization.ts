import { z } from 'zod'

/** Seats of an organization. `limit` is null where membership is unlimited. */
export interface Seats { used: number, pending: number, limit: number | null }

/** Body of `PATCH /api/orgs/:slug/seats`: how many members and open invitations there may be. */
export const changeSeatsSchema = z.strictObject({ limit: z.int('Enter a whole number').min(1, 'Enter at least 1').max(1_000_000, 'That is too many') })
