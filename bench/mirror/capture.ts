/** What a query of ours really runs, so that the same can be run without drizzle. */
import Client from 'better-sqlite3'

/** A statement with the values it was run with. */
export interface Statement { sql: string, values: unknown[] }

/** The statements that are prepared and run meanwhile; a statement that was prepared before does not show. */
export async function capture(run: () => Promise<unknown>): Promise<Statement[]> {
  const { prepare } = Client.prototype
  const seen: Statement[] = []
  Client.prototype.prepare = function (this: Client.Database, sql: string) {
    const statement = prepare.call(this, sql) as Client.Statement
    for (const name of ['run', 'all'] as const) {
      const original = statement[name].bind(statement) as (...values: unknown[]) => never
      statement[name] = (...values: unknown[]) => {
        seen.push({ sql, values })
        return original(...values)
      }
    }
    const raw = statement.raw.bind(statement)
    statement.raw = (on?: boolean) => (on === undefined ? raw() : raw(on), statement)
    return statement
  } as typeof prepare
  try { await run() }
  finally { Client.prototype.prepare = prepare }
  return seen
}
