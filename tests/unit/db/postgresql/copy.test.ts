import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { copyDatabase, DatabaseError, listMembers, putRow, putSyncState, recordChanges, storeWebhookEvent, type CopyProgress, type Database } from '../../../../db'
import { allRows, opened, tempFolder, tempUrl } from '../temp-database'

const root = join(import.meta.dirname, '..', '..', '..', '..')
const version = { updatedAt: 1_700_000_000_000, seenAt: 1, deletedAt: null }
const PEOPLE = 600

/** What Clerk might have told: many people, every language, odd letters, nothing where nothing is known, two tenants. */
async function fill(db: Database) {
  await db.write(async (tx) => {
    for (const key of ['a', 'b']) await putRow(tx, 'organizations', { id: `org_${key}`, slug: key === 'a' ? null : 'b', name: `Ünï 🚀 "${key}"`, imageUrl: '', hasImage: key === 'a', maxAllowedMemberships: null, roleSetKey: null, createdAt: 1, filledAt: null, ...version })
    await putRow(tx, 'permissions', { id: 'perm_1', key: 'org:a:read', name: 'Read', description: null, createdAt: 1, ...version })
    await putRow(tx, 'roles', { id: 'role_1', key: 'org:member', name: 'Member', description: '', createdAt: 1, permissionIds: ['perm_1'], ...version })
    for (let n = 0; n < PEOPLE; n++) {
      const id = `user_${n % 2 ? 'Z' : 'a'}${n}`
      await putRow(tx, 'users', { id, identifier: n % 3 ? `p${n}@example.com` : null, firstName: ['Žofie', '李', 'naïve\n\t\\', '𝕏', ''][n % 5]!, lastName: null, imageUrl: null, createdAt: n % 7 ? n : null, searchText: `${n}`, enterpriseAccounts: n % 5 ? [] : [{ connectionId: 'ent_"1"', lastAt: n % 2 ? n : null }], ...version, deletedAt: n % 11 ? null : 9_007_199_254_740_991 })
      await putRow(tx, 'memberships', { id: `orgmem_${id}`, organizationId: n % 10 ? 'org_a' : null, userId: id, role: 'org:member', roleName: 'Member', permissions: n % 2 ? [] : ['org:a:read', 'org:"quoted"'], createdAt: n, ...version })
    }
    await storeWebhookEvent(tx, { svixId: 'msg_1', type: 'x', eventTime: null, receivedAt: 1, payload: '{"a":"\\u0000 é"}', outcome: 'quarantined', error: 'why', attempts: 1, userId: null, invitationId: null })
    await recordChanges(tx, [{ organizationId: 'org_a', kind: 'members', userId: null }])
    await putSyncState(tx, 'k', 'v')
  })
}

const sorted = (rows: object[]) => rows.map(row => JSON.stringify(row)).sort()

describe('copyDatabase', () => {
  it('takes every row to PostgreSQL and back, and finds both sides the same', async () => {
    const file = await opened(`file:${join(tempFolder(), 'from.db')}`), server = await opened(await tempUrl()), back = await opened(`file:${join(tempFolder(), 'back.db')}`)
    await fill(file)
    const seen: CopyProgress[] = []
    const tables = await copyDatabase(file, server, at => seen.push({ ...at }))
    expect(tables.filter(({ same }) => !same)).toEqual([])
    expect(tables.map(({ table }) => table)).toEqual(Object.keys(file.tables))
    expect(tables.find(({ table }) => table === 'memberships')?.rows).toEqual([PEOPLE, PEOPLE])
    expect(seen.filter(({ table }) => table === 'users').map(({ rows }) => rows)).toEqual([250, 500, PEOPLE])
    expect((await copyDatabase(server, back)).filter(({ same }) => !same)).toEqual([])
    for (const name of Object.keys(file.tables) as (keyof Database['tables'])[]) expect(sorted(await allRows(back, name)), name).toEqual(sorted(await allRows(file, name)))

    // The lists of both are alike, in what they hold and in their order.
    const page = (db: Database) => listMembers(db, 'org_a', { limit: 100, query: '1' })
    expect(await page(server)).toEqual(await page(file))
    expect((await page(server)).data).toHaveLength(100)
  })

  it('refuses a target that holds anything, and a source that holds nothing', async () => {
    const file = await opened(`file:${join(tempFolder(), 'from.db')}`), server = await opened(await tempUrl())
    await expect(copyDatabase(file, server)).rejects.toThrow('nothing to copy')
    await file.write(tx => putSyncState(tx, 'a', '1'))
    await server.write(tx => putSyncState(tx, 'b', '1'))
    await expect(copyDatabase(file, server)).rejects.toThrow(DatabaseError)
    await expect(copyDatabase(file, server)).rejects.toThrow('The target is not empty: syncState holds 1 rows')
    expect(await allRows(server, 'syncState')).toMatchObject([{ key: 'b' }])
  })

  it('tells which table was written to meanwhile', async () => {
    const file = await opened(`file:${join(tempFolder(), 'from.db')}`), server = await opened(await tempUrl())
    await fill(file)
    let writing: Promise<void> | undefined
    const tables = await copyDatabase(file, server, ({ table, rows, total }) => {
      if (table === 'users' && rows === total) writing = file.write(tx => putSyncState(tx, 'k', 'later'))
    })
    await writing
    expect(tables.filter(({ same }) => !same)).toEqual([])

    const late = await opened(await tempUrl())
    const different = await copyDatabase(file, late, ({ table }) => {
      if (table === 'syncState') writing = file.write(tx => putSyncState(tx, 'k', 'too late'))
    })
    await writing
    expect(different.filter(({ same }) => !same)).toMatchObject([{ table: 'syncState', rows: [1, 1] }])
  })
})

describe('npm run db:copy', () => {
  const run = async (...args: string[]) => {
    const jiti = join(root, 'node_modules', 'jiti', 'lib', 'jiti-cli.mjs')
    return promisify(execFile)(process.execPath, [jiti, join(root, 'scripts', 'db', 'copy.ts'), ...args], { cwd: tempFolder() })
      .then(({ stdout, stderr }) => ({ code: 0, printed: stdout + stderr }), (error: { code: number, stdout: string, stderr: string }) => ({ code: error.code, printed: error.stdout + error.stderr }))
  }

  it('shows progress and the comparison, then refuses to do it again', { timeout: 60_000 }, async () => {
    const url = `file:${join(tempFolder(), 'from.db')}`, target = Object.assign(new URL(await tempUrl()), { password: 'secret' }).href
    await fill(await opened(url))
    const first = await run('--from', url, '--to', target)
    expect(first.printed).toMatch(new RegExp(`users +${PEOPLE} of ${PEOPLE}, in [\\d.]+ s`))
    expect(first.printed).toMatch(new RegExp(`memberships +same: ${PEOPLE} rows, sha256 [0-9a-f]{16}`))
    expect(first.printed).toContain('Both databases hold the same.')
    expect(first.printed).not.toContain('secret')
    expect(first.code).toBe(0)
    const second = await run('--from', url, '--to', target)
    expect(second).toMatchObject({ code: 2 })
    expect(second.printed).toContain('The target is not empty: organizations holds 2 rows. Make a new database')
  })

  it('says what is missing', async () => {
    expect(await run('--from', 'file:a.db')).toMatchObject({ code: 2, printed: expect.stringContaining('--to postgres://') as string })
  })
})
