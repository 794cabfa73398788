import { getTableColumns, getTableName } from 'drizzle-orm'
import pg from 'pg'
import { beforeEach, describe, expect, it } from 'vitest'
import { createDatabase, DatabaseError, listMembers, putRow, recordChanges, type Database, type Tables } from '../../../../db'
import { prepared } from '../../../../db/prepared'
import { blocks } from '../../../support/docs/blocks'
import { asAdmin } from '../../../support/postgres/postgres'
import { tempDatabase } from '../temp-database'

const version = { updatedAt: 1, seenAt: 1, deletedAt: null }

let db: Database & { url: string }
let adminUrl: string

/** Two organizations with a member, an invitation and a change each. */
beforeEach(async () => {
  db = await tempDatabase()
  adminUrl = Object.assign(new URL(db.url), { username: 'postgres' }).href
  await db.write(async (tx) => {
    for (const key of ['a', 'b']) {
      const organizationId = `org_${key}`, userId = `user_${key}`
      await putRow(tx, 'organizations', { id: organizationId, slug: key, name: key, imageUrl: '', hasImage: false, maxAllowedMemberships: 5, roleSetKey: null, createdAt: 1, filledAt: 1, ...version })
      await putRow(tx, 'users', { id: userId, identifier: null, firstName: null, lastName: null, imageUrl: null, createdAt: 1, searchText: '', enterpriseAccounts: [], ...version })
      await putRow(tx, 'memberships', { id: `orgmem_${key}`, organizationId, userId, role: 'org:member', roleName: 'Member', permissions: [], createdAt: 1, ...version })
      await putRow(tx, 'invitations', { id: `orginv_${key}`, organizationId, emailAddress: `${key}@example.com`, role: 'org:member', roleName: 'Member', status: 'pending', createdAt: 1, expiresAt: null, userId: null, ...version })
      await recordChanges(tx, [{ organizationId, kind: 'members', userId }])
    }
  })
})

const tenantTables = (tables: Tables) => Object.entries(tables).filter(([, table]) => 'organizationId' in getTableColumns(table)) as [keyof Tables, Tables['memberships']][]

/** What somebody might write who forgot the tenant. */
const careless = (name: keyof Tables) => prepared(({ read, tables }) => read.select({ organizationId: (tables[name] as Tables['memberships']).organizationId }).from(tables[name] as Tables['memberships']))

describe('rows of tenants', () => {
  it('are guarded in every table that names an organization, for the owner of the tables too', async () => {
    const names = tenantTables(db.tables).map(([, table]) => getTableName(table)).sort()
    expect(names).toEqual(expect.arrayContaining(['organization_changes', 'organization_invitations', 'organization_memberships']))
    const guarded = await asAdmin<{ relname: string }>(adminUrl, 'select relname from pg_class where relrowsecurity and relforcerowsecurity order by relname collate "C"')
    expect(guarded.map(({ relname }) => relname)).toEqual(names)
    const policies = await asAdmin<{ tablename: string, qual: string, with_check: string }>(adminUrl, 'select tablename, qual, with_check from pg_policies order by tablename collate "C"')
    expect(policies.map(({ tablename }) => tablename)).toEqual(names)
    for (const { qual, with_check: check } of policies) {
      expect(qual).toBe('((organization_id = current_setting(\'app.organization_id\'::text, true)) OR (current_setting(\'app.mirror\'::text, true) = \'on\'::text))')
      expect(check).toBe('(current_setting(\'app.mirror\'::text, true) = \'on\'::text)')
    }
  })

  it('show to a query without a tenant in no table', async () => {
    for (const [name] of tenantTables(db.tables)) {
      expect(await careless(name)(db).execute(), name).toEqual([])
      expect(await db.read.select().from(db.tables[name]), name).toEqual([])
    }
  })

  it('show to a query that forgets its WHERE as far as they are the tenant\'s', async () => {
    for (const name of ['memberships', 'invitations', 'organizationChanges'] as const) {
      expect(await careless(name)(db).execute({ orgId: 'org_a' }), name).toEqual([{ organizationId: 'org_a' }])
      expect(await careless(name)(db).execute({ orgId: 'org_unknown' }), name).toEqual([])
      expect(await careless(name)(db).execute({ orgId: '' }), name).toEqual([])
    }
  })

  it('show to the unit of work, which is the projection\'s', async () => {
    expect(await db.write(tx => careless('memberships')(tx).execute())).toHaveLength(2)
  })

  it('are never those of the tenant before on the same connection', async () => {
    const all = careless('memberships')
    const results = await Promise.all(Array.from({ length: 200 }, async (_, at) => {
      const orgId = [undefined, 'org_a', 'org_b'][at % 3]
      return { orgId, seen: await all(db).execute({ orgId }) }
    }))
    for (const { orgId, seen } of results) expect(seen).toEqual(orgId ? [{ organizationId: orgId }] : [])
  })

  it('are there after a query in the scope has failed', async () => {
    const broken = prepared(({ read, tables }) => read.select({ id: tables.memberships.id }).from(tables.users as unknown as Tables['memberships']))
    for (let at = 0; at < 15; at++) await expect(broken(db).execute({ orgId: 'org_a' })).rejects.toThrow()
    expect((await listMembers(db, 'org_a', { limit: 5 })).data).toHaveLength(1)
    expect(await careless('memberships')(db).execute()).toEqual([])
  })

  it('cannot be written by a connection that reads', async () => {
    await expect(db.read.delete(db.tables.users)).rejects.toMatchObject({ cause: { code: '25006' } })
  })
})

describe('a role that policies do not bind', () => {
  it('is refused, and told what to do', async () => {
    await expect(createDatabase(adminUrl)).rejects.toThrow(DatabaseError)
    await expect(createDatabase(adminUrl)).rejects.toThrow(/row-level security does not bind.*create role/)
    await asAdmin(adminUrl, 'create role bypassing login bypassrls')
    await expect(createDatabase(Object.assign(new URL(db.url), { username: 'bypassing' }).href)).rejects.toThrow('row-level security does not bind')
  })
})

describe('the guide to scale', () => {
  const [prepare, look] = blocks('docs/scale.md').filter(({ language }) => language === 'sql').map(({ code }) => code) as [string, string]

  it('makes a role and a database that the app accepts', async () => {
    await asAdmin(adminUrl, ...prepare.replaceAll('clerk_orgs', 'from_the_guide').split(';').filter(statement => statement.trim()))
    const made = await createDatabase(Object.assign(new URL(db.url), { username: 'from_the_guide', pathname: '/from_the_guide' }).href)
    expect(await made.read.select().from(made.tables.organizations)).toEqual([])
    await made.close()
    await asAdmin(adminUrl, 'drop database from_the_guide', 'drop role from_the_guide')
  })

  it('shows how to look at one tenant\'s rows', async () => {
    const client = new pg.Client({ connectionString: db.url })
    await client.connect()
    const answers = await client.query(look.replace('org_…', 'org_a')) as unknown as pg.QueryResult<{ organization_id: string }>[]
    expect(answers[2]!.rows.map(row => row.organization_id)).toEqual(['org_a'])
    await client.end()
  })
})
