/**
 * Opens a database, which migrates it, in a process that kills itself at one of the steps on the way:
 * `jiti migrating.ts FILE STEP`. Without a step it prints how many there are.
 */
import Client from 'better-sqlite3'
import { createDatabase } from '../../../db'

const [file, end] = process.argv.slice(2)
let steps = 0
const step = () => { if (++steps === Number(end)) process.kill(process.pid, 'SIGKILL') }

// Every statement of a migration by itself, and everything else that is run, with a step before and after each.
const { exec, prepare } = Client.prototype
Client.prototype.exec = function (sql) {
  for (const statement of sql.split('--> statement-breakpoint')) {
    step()
    exec.call(this, statement)
  }
  step()
  return this
}
Client.prototype.prepare = function (this: Client.Database, sql: string) {
  const statement = prepare.call(this, sql) as Client.Statement
  const run = statement.run.bind(statement)
  statement.run = (...values) => {
    step()
    const result = run(...values)
    step()
    return result
  }
  return statement
} as typeof prepare

const db = await createDatabase(`file:${file}`)
step()
await db.close()
console.log(steps)
