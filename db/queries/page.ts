import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import type { Page } from '../../shared/schemas/common'
import { encodeCursor, type Position } from '../cursor'

/** Condition of a keyset page, newest first: rows after the position given by placeholders `createdAt` and `id`. */
export const afterPosition = (createdAt: SQLWrapper, id: SQLWrapper): SQL =>
  sql`(${createdAt}, ${id}) < (${sql.placeholder('createdAt')}, ${sql.placeholder('id')})`

/** A page from one row more than was asked for, which tells whether there is a next page. */
export function toPage<T extends Position>(rows: T[], limit: number, totalCount: number): Page<T> {
  const data = rows.slice(0, limit)
  const last = data.at(-1)
  return { data, totalCount, nextCursor: rows.length > limit && last ? encodeCursor(last) : null }
}

/** Placeholder values of a LIKE that finds the text anywhere; the pattern's own characters are escaped with a backslash. */
export const containing = (text: string): string => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
