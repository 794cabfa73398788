import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createDatabase } from '../../../db'

/** A folder that is gone after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'clerk-orgs-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An empty, migrated database in a file of its own. */
export async function tempDatabase() {
  const file = join(tempFolder(), 'test.db')
  const db = await createDatabase(`file:${file}`)
  onTestFinished(() => db.close())
  return Object.assign(db, { file })
}
