import { z } from 'zod'

/** What to project once more: one stored event, or all that are in quarantine. */
export const replaySchema = z.union([z.strictObject({ svixId: z.string().min(1).max(255) }), z.strictObject({ all: z.literal(true) })])

/** How long events are to be kept, in days; the setting where it is left out. */
export const purgeSchema = z.strictObject({ retentionDays: z.number().int().min(1).max(3650).optional() })
