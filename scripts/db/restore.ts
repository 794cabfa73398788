/** `npm run db:restore -- --from FILE --yes`: puts a backup in the place of the database, while the app is stopped. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { restore } from '../../db'
import { command, megabytes } from './command.ts'

command({ from: { type: 'string' }, yes: { type: 'boolean' } }, (to, { from, yes }) => {
  if (from === undefined) throw new Error('Which backup? npm run db:restore -- --from FILE')
  if (existsSync(to) && !yes) throw new Error(`This replaces ${to}, which is kept under another name. Add --yes to do it.`)
  const { file, schemaVersion, bytes, replaced } = restore(resolve(from), to)
  console.log(`${file}: restored, ${megabytes(bytes)}, schema version ${schemaVersion}, every page checked`)
  if (replaced) console.log(`What was there is ${replaced}`)
})
