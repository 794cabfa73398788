/**
 * Makes the next migration from the schema: `node db/migrations/generate.ts [name]`.
 *
 * drizzle-kit writes the SQL but cannot say STRICT, so each `CREATE TABLE` gets it here, and standard quotes. The SQL is
 * then copied into `index.ts`, because the server is bundled and has no migration files beside it.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = new URL('sqlite/', import.meta.url)
const [name] = process.argv.slice(2)
const drizzleKit = fileURLToPath(new URL('../../../node_modules/drizzle-kit/bin.cjs', folder))
execFileSync(process.execPath, [drizzleKit, 'generate', ...name ? ['--name', name] : []], { stdio: 'inherit' })

const entries = readdirSync(folder).filter(file => file.endsWith('.sql')).sort().map((file) => {
  const url = new URL(file, folder)
  const sql = readFileSync(url, 'utf8').replaceAll('`', '"').replace(/^\);$/gm, ') STRICT;').trimEnd()
  writeFileSync(url, `${sql}\n`)
  return `  { version: ${Number(file.slice(0, 4)) + 1}, name: '${file.replace('.sql', '')}', sql: \`\n${sql}\n\` },`
})
writeFileSync(new URL('index.ts', folder), `/** One step of the schema; \`version\` counts from 1 without gaps. */
export interface Migration { version: number, name: string, sql: string }

/** Every migration, oldest first. Made by generate.ts from the .sql files: do not edit. */
export const migrations: readonly Migration[] = [
${entries.join('\n')}
]
`)
