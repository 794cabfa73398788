/**
 * Makes the next migration of both databases from the schema: `node db/migrations/generate.ts [name]`.
 *
 * drizzle-kit writes the SQL and cannot say all of it. The rest is added here: standard quotes and STRICT for SQLite, the
 * guard of tenants' rows for PostgreSQL. The SQL is then copied into `index.ts`, because the server is bundled and has no
 * migration files beside it.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { guardTenants } from './guard.ts'

const dialects = {
  sqlite: (sql: string) => sql.replaceAll('`', '"').replace(/^\);$/gm, ') STRICT;'),
  postgresql: (sql: string) => {
    const tenants = [...sql.matchAll(/^CREATE TABLE "(\w+)" \(\n(?:\t.*\n)*?\t"organization_id" /gm)].map(match => match[1]!)
    const unguarded = tenants.filter(table => !sql.includes(`CREATE POLICY "tenant" ON "${table}"`))
    // Without the name of a schema, so that the search path decides.
    return [sql.replaceAll('"public".', '').trimEnd(), ...unguarded.map(guardTenants)].join('\n--> statement-breakpoint\n')
  },
}

const [name] = process.argv.slice(2)
const drizzleKit = fileURLToPath(new URL('../../node_modules/drizzle-kit/bin.cjs', import.meta.url))

for (const [dialect, complete] of Object.entries(dialects)) {
  execFileSync(process.execPath, [drizzleKit, 'generate', ...name ? ['--name', name] : []], { stdio: 'inherit', env: { ...process.env, DRIZZLE_DIALECT: dialect } })

  const folder = new URL(`${dialect}/`, import.meta.url)
  const entries = readdirSync(folder).filter(file => file.endsWith('.sql')).sort().map((file) => {
    const url = new URL(file, folder)
    const sql = complete(readFileSync(url, 'utf8')).trimEnd()
    writeFileSync(url, `${sql}\n`)
    return `  { version: ${Number(file.slice(0, 4)) + 1}, name: '${file.replace('.sql', '')}', sql: \`\n${sql}\n\` },`
  })
  writeFileSync(new URL('index.ts', folder), `import type { Migration } from '../migration'

/** Every migration, oldest first. Made by generate.ts from the .sql files: do not edit. */
export const migrations: readonly Migration[] = [
${entries.join('\n')}
]
`)
}
