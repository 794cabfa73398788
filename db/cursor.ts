import { InvalidCursorError } from './errors'

/** Where a page ended: newest first, ids decide between equal times. */
export interface Position { createdAt: number, id: string }

/** Before the first row. */
export const startPosition: Position = { createdAt: Number.MAX_SAFE_INTEGER, id: '' }

/** The opaque cursor for the rows after a position. */
export const encodeCursor = ({ createdAt, id }: Position): string => Buffer.from(JSON.stringify([createdAt, id])).toString('base64url')

/**
 * The position a cursor stands for; the start of the list without one.
 *
 * @throws InvalidCursorError
 */
export function decodeCursor(cursor: string | undefined): Position {
  if (cursor === undefined) return startPosition
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(parsed) && parsed.length === 2) {
      const [createdAt, id] = parsed as unknown[]
      if (Number.isSafeInteger(createdAt) && typeof id === 'string') return { createdAt: createdAt as number, id }
    }
  }
  catch { /* Not JSON: the same refusal. */ }
  throw new InvalidCursorError('This page does not exist. Start again from the first one.')
}
