import { InvalidCursorError } from './errors'

/** Where a page ended: newest first, ids decide between equal times. */
export interface Position { createdAt: number, id: string }

/** Before the first row. */
export const startPosition: Position = { createdAt: Number.MAX_SAFE_INTEGER, id: '' }

/** The opaque cursor for the rows after one, in a list that is sorted by a key and then by id. */
export const encodeKey = (key: number | string, id: string): string => Buffer.from(JSON.stringify([key, id])).toString('base64url')

/** The opaque cursor for the rows after a position. */
export const encodeCursor = ({ createdAt, id }: Position): string => encodeKey(createdAt, id)

/**
 * What `encodeKey` was given.
 *
 * @param isKey - whether a value can be a key of this list
 * @throws InvalidCursorError
 */
export function decodeKey<K>(cursor: string, isKey: (value: unknown) => value is K): { key: K, id: string } {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(parsed) && parsed.length === 2) {
      const [key, id] = parsed as unknown[]
      if (isKey(key) && typeof id === 'string') return { key, id }
    }
  }
  catch { /* Not JSON: the same refusal. */ }
  throw new InvalidCursorError('This page does not exist. Start again from the first one.')
}

/** Whether a key is a text. */
export const isText = (value: unknown): value is string => typeof value === 'string'

/** Whether a key is a time. */
export const isTime = (value: unknown): value is number => Number.isSafeInteger(value)

/**
 * The position a cursor stands for; the start of the list without one.
 *
 * @throws InvalidCursorError
 */
export function decodeCursor(cursor: string | undefined): Position {
  if (cursor === undefined) return startPosition
  const { key, id } = decodeKey(cursor, isTime)
  return { createdAt: key, id }
}
