import { z } from 'zod'

/** Largest page a list endpoint answers. */
export const MAX_PAGE_SIZE = 100

/** Query of every list endpoint: page size and the cursor of the previous answer. */
export const listQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(50),
  cursor: z.string().min(1).max(256).optional(),
  query: z.string().trim().max(100).optional(),
})

/** Parsed list query. */
export type ListQuery = z.infer<typeof listQuerySchema>

/** What every list endpoint answers. `nextCursor` is null on the last page. */
export interface Page<T> { data: T[], totalCount: number, nextCursor: string | null }
