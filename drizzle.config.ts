import { defineConfig } from 'drizzle-kit'

const dialect = process.env.DRIZZLE_DIALECT === 'postgresql' ? 'postgresql' : 'sqlite'

/** Read by `db/migrations/generate.ts`, which is how a migration is made, once for each database. */
export default defineConfig({ dialect, schema: `./db/${dialect}/tables.ts`, out: `./db/migrations/${dialect}` })
