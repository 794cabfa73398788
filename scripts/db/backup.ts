/** `npm run db:backup [-- --to FILE]`: copies the database while the app is running, and checks the copy. */
import { resolve } from 'node:path'
import { backUp } from '../../db'
import { command, megabytes } from './command.ts'

command({ to: { type: 'string' } }, (from, { to }) => {
  const { file, schemaVersion, bytes } = backUp(from, to === undefined ? undefined : resolve(to))
  console.log(`${file}: ${megabytes(bytes)}, schema version ${schemaVersion}, every page checked`)
})
