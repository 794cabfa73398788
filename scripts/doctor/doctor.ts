/**
 * `npm run doctor [-- --json]`: looks for what is wrong with the configuration, and with the session whose token is in
 * `DOCTOR_SESSION_TOKEN`. Exit code 1 where something breaks the app.
 */
import { parseArgs } from 'node:util'
import { createDatabase } from '../../db'
import { mirrorStatus } from '../../server/services/mirror/mirror'
import { loadEnv, withClerk } from '../lib/app-env.ts'
import type { Env } from '../lib/clerk-env.ts'
import { examine, checks } from './examine.ts'
import { askClerk, type Facts, hasKeys, readCode } from './facts.ts'

const { values: { json } } = parseArgs({ options: { json: { type: 'boolean' } } })

async function mirror(env: Env): Promise<Facts['mirror']> {
  try {
    const db = await createDatabase(env.NUXT_DATABASE_URL?.trim() || 'file:.data/clerk-orgs.db')
    try {
      // As a unit of work, because only those see every tenant's rows.
      const organizations = await db.write(async ({ read, tables: { organizations: table } }) => (await read.select({ id: table.id, deletedAt: table.deletedAt }).from(table)).filter(({ deletedAt }) => deletedAt === null).length)
      return { ...await mirrorStatus(db), organizations }
    }
    finally { await db.close() }
  }
  catch { return null }
}

// Misnamed variables are one of its checks.
const env = await withClerk(loadEnv({ quiet: true }))
const nothing = { instance: null, session: null }
let trouble: string | null = null
const { instance, session } = hasKeys(env)
  ? await askClerk(env, process.env.DOCTOR_SESSION_TOKEN).catch((error: unknown) => { trouble = (error as Error).message; return nothing })
  : nothing
const findings = examine({ env, instance, session, trouble, mirror: await mirror(env), code: readCode(process.cwd()) })
const broken = findings.filter(({ level }) => level === 'error').length

if (json) console.log(JSON.stringify({ findings, checks: checks.length, clerk: instance ? 'answers' : 'not asked' }, null, 2))
else {
  for (const { id, level, cause, proof, fix, where } of findings)
    console.log(`${level === 'error' ? '✗' : '!'} ${cause}  [${id}]\n    proof  ${proof}\n    fix    ${fix}${where ? `\n    where  Clerk dashboard → ${where}` : ''}\n`)
  console.log(findings.length ? `${checks.length} checks: ${broken} errors, ${findings.length - broken} warnings` : `${checks.length} checks: nothing is wrong`)
}
process.exitCode = broken ? 1 : 0
