import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DatabaseError } from '../errors'

/**
 * The file that a `file:` URL names, relative ones against the working directory.
 *
 * @throws DatabaseError when it names none
 */
export function fileOf(url: string): string {
  if (!url.startsWith('file:')) throw new DatabaseError('The database is no SQLite file.')
  const path = url.startsWith('file://') ? fileURLToPath(url) : resolve(url.slice('file:'.length))
  if (url === 'file:' || url.startsWith('file::')) throw new DatabaseError('NUXT_DATABASE_URL must name a file: readers and writer are two connections to it.')
  return path
}
