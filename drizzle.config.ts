import { defineConfig } from 'drizzle-kit'

/** Read by `db/migrations/generate.ts`, which is how a migration is made. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './db/sqlite/tables.ts',
  out: './db/migrations/sqlite',
})
