import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidCursorError, listMembers, putRow } from '../../../db'
import type { MemberSort } from '../../../shared/values'
import { runs, tempDatabase } from './temp-database'

const version = { updatedAt: 1, seenAt: 1, deletedAt: null }
const sorts: MemberSort[] = ['newest', 'oldest', 'name']

describe('a list of members', () => {
  it('has those of a role whom the words find, in order, each once, page by page', async () => {
    const db = await tempDatabase()
    let run = 0
    const one = fc.record({ role: fc.constantFrom('org:admin', 'org:member'), name: fc.constantFrom('ada', 'bob', 'böb', 'zoe', ''), createdAt: fc.integer({ min: 0, max: 3 }), deleted: fc.boolean() })
    const ask = fc.record({ sort: fc.constantFrom(...sorts), role: fc.constantFrom('', 'org:admin', 'org:nobody'), query: fc.constantFrom('', 'b', 'ADA'), limit: fc.integer({ min: 1, max: 4 }) })
    await fc.assert(fc.asyncProperty(fc.array(one, { maxLength: 12 }), ask, async (people, { sort, role, query, limit }) => {
      const orgId = `org_${++run}`
      await db.write(async (tx) => {
        await putRow(tx, 'organizations', { id: orgId, slug: null, name: orgId, imageUrl: '', hasImage: false, maxAllowedMemberships: 5, roleSetKey: null, createdAt: 1, filledAt: 1, ...version })
        for (const [n, person] of people.entries()) {
          const userId = `user_${run}_${n}`
          await putRow(tx, 'users', { id: userId, identifier: null, firstName: person.name, lastName: null, imageUrl: null, createdAt: 1, searchText: person.name, enterpriseAccounts: [], ...version })
          await putRow(tx, 'memberships', { id: `orgmem_${run}_${n}`, organizationId: orgId, userId, role: person.role, roleName: person.role, permissions: [], createdAt: person.createdAt, ...version, deletedAt: person.deleted ? 2 : null })
        }
      })
      const key = (person: typeof people[number]) => sort === 'name' ? person.name : String(person.createdAt)
      const order = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
      const expected = people.map((person, n) => ({ ...person, id: `orgmem_${run}_${n}` }))
        .filter(person => !person.deleted && (!role || person.role === role) && person.name.includes(query.toLowerCase()))
        .sort((a, b) => (sort === 'newest' ? -1 : 1) * (order(key(a), key(b)) || order(a.id, b.id))).map(({ id }) => id)

      const seen: string[] = []
      for (let cursor: string | undefined; ;) {
        const page = await listMembers(db, orgId, { limit, cursor, query, role, sort })
        expect(page.totalCount).toBe(expected.length)
        seen.push(...page.data.map(({ id }) => id))
        if (!page.nextCursor) break
        cursor = page.nextCursor
      }
      expect(seen).toEqual(expected)
    }), { numRuns: runs(200) })
  })

  it('refuses the cursor of another order, and holds nothing but what a member is', async () => {
    const db = await tempDatabase()
    await db.write(async (tx) => {
      await putRow(tx, 'organizations', { id: 'org_a', slug: null, name: 'A', imageUrl: '', hasImage: false, maxAllowedMemberships: 5, roleSetKey: null, createdAt: 1, filledAt: 1, ...version })
      for (const n of [1, 2]) {
        await putRow(tx, 'users', { id: `user_${n}`, identifier: null, firstName: 'Ada', lastName: null, imageUrl: null, createdAt: 1, searchText: 'ada', enterpriseAccounts: [], ...version })
        await putRow(tx, 'memberships', { id: `orgmem_${n}`, organizationId: 'org_a', userId: `user_${n}`, role: 'org:member', roleName: 'Member', permissions: [], createdAt: n, ...version })
      }
    })
    const { data: [first], nextCursor } = await listMembers(db, 'org_a', { limit: 1, sort: 'name' })
    expect(Object.keys(first!).sort()).toEqual(['connection', 'createdAt', 'firstName', 'id', 'identifier', 'imageUrl', 'lastName', 'role', 'roleName', 'updatedAt', 'userId'])
    await expect(listMembers(db, 'org_a', { limit: 1, sort: 'newest', cursor: nextCursor! })).rejects.toThrow(InvalidCursorError)
  })
})
