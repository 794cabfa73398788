import { z } from 'zod'
import { listQuerySchema, MAX_PAGE_SIZE } from './common'
import { type ActivityKind, activityKinds } from '../values'

const time = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** Which lines are asked for: of one kind, about or by one person, from a time on and before another; times in ms. */
export const activityFilterSchema = z.object({
  kind: z.enum(Object.keys(activityKinds) as [ActivityKind, ...ActivityKind[]]).optional(),
  person: z.string().regex(/^user_\w{1,64}$/).optional(),
  from: time.optional(),
  to: time.optional(),
})

/** Parsed filter of the activity. */
export type ActivityFilter = z.infer<typeof activityFilterSchema>

/** Query of `GET /api/orgs/:slug/activity`. */
export const activityQuerySchema = activityFilterSchema.extend({ cursor: listQuerySchema.shape.cursor, limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(8) })

/** Parsed query of the activity. */
export type ActivityQuery = z.infer<typeof activityQuerySchema>

/** One line of an organization's activity; time in ms since 1970. */
export interface ActivityItem {
  id: string
  /** `member_left` is a removal by the person themselves. */
  type: ActivityKind | 'member_left'
  /** Name or address of the person, or name of the thing, it is about; null where it is not known any more. */
  subject: string | null
  /** Name of who did it; null where nobody said so, or where it is the person it is about. */
  actor: string | null
  /** The new name, role or plan. */
  value: string | null
  at: number
}

/** A page of activity, newest first; `nextCursor` is null on the last one. */
export interface ActivityPage { data: ActivityItem[], nextCursor: string | null }
