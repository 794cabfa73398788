/** `npm run db:copy -- --from file:… --to postgres://…`: copies the mirror into another database, and compares the two. */
import { parseArgs } from 'node:util'
import { copyDatabase, createDatabase, type CopyProgress, type Database } from '../../db'

/** How often a long table says how far it is, in ms. */
const PAUSE = 2_000

/** Prints how far the copy is, and how long the rest of the table takes at this speed. */
function reporter() {
  let table = '', began = 0, said = 0
  return (at: CopyProgress) => {
    const now = performance.now()
    if (at.table !== table) [table, began, said] = [at.table, now, 0]
    const done = at.rows === at.total
    if (!done && now - said < PAUSE) return
    said = now
    const seconds = (now - began) / 1000
    const rest = done ? `in ${seconds.toFixed(1)} s` : `about ${Math.ceil(seconds * (at.total / at.rows - 1))} s to go`
    console.log(`${table.padEnd(20)} ${at.rows} of ${at.total}, ${rest}`)
  }
}

const open: Database[] = []
try {
  const { values: { from, to } } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } })
  if (!from || !to) throw new Error('From where to where? npm run db:copy -- --from file:.data/clerk-orgs.db --to postgres://…')
  if (from === to) throw new Error('--from and --to are the same database.')
  for (const url of [from, to]) open.push(await createDatabase(url))
  const [source, target] = open as [Database, Database]
  console.log(`from ${source.describe().location}\nto   ${target.describe().location}`)
  const tables = await copyDatabase(source, target, reporter())
  console.log('\ncompared, row by row:')
  for (const { table, rows: [before, after], checksums: [sum, other], same } of tables)
    console.log(`${table.padEnd(20)} ${same ? `same: ${before} rows, sha256 ${sum.slice(0, 16)}…` : `DIFFERENT: ${before} rows and ${after}, sha256 ${sum.slice(0, 16)}… and ${other.slice(0, 16)}…`}`)
  const different = tables.filter(({ same }) => !same).length
  console.log(different ? `\n${different} tables differ. Was something written meanwhile? Stop the app, make a new target, and copy again.` : '\nBoth databases hold the same.')
  process.exitCode = different ? 1 : 0
}
catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
finally { await Promise.all(open.map(db => db.close())) }
