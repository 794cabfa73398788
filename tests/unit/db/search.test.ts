import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listMembers, putRow, type Database, type MembershipRow, type UserRow } from '../../../db'
import { tempDatabase } from './temp-database'

const version = { updatedAt: 1, seenAt: 1, deletedAt: null }
const organization = (id: string) =>
  ({ id, slug: null, name: id, imageUrl: '', hasImage: false, maxAllowedMemberships: 5, roleSetKey: null, createdAt: 1, filledAt: 1, ...version })
const person = (id: string, searchText: string): UserRow =>
  ({ id, identifier: null, firstName: null, lastName: null, imageUrl: null, createdAt: 1, searchText, enterpriseAccounts: [], ...version })
const member = (id: string, organizationId: string, userId: string | null, deletedAt: number | null = null): MembershipRow =>
  ({ id, organizationId, userId, role: 'org:member', roleName: 'Member', permissions: [], createdAt: Number(id.at(-1)) >> 1, ...version, deletedAt })

type Step = { user: UserRow } | { membership: MembershipRow }

async function apply(db: Database, steps: readonly Step[]) {
  await db.write(async (tx) => {
    for (const id of ['org_a', 'org_b']) await putRow(tx, 'organizations', organization(id))
    for (const step of steps) {
      if ('user' in step) await putRow(tx, 'users', step.user)
      else await putRow(tx, 'memberships', step.membership)
    }
  })
}

/** What the rows say, without a database. */
class Shadow {
  private readonly texts = new Map<string, string>()
  private readonly memberships = new Map<string, MembershipRow>()

  apply(steps: readonly Step[]) {
    for (const step of steps) {
      if ('user' in step) this.texts.set(step.user.id, step.user.searchText)
      else this.memberships.set(step.membership.id, step.membership)
    }
  }

  found(orgId: string, query: string): string[] {
    const rows = [...this.memberships.values()].filter(row => row.organizationId === orgId && row.deletedAt === null)
    return rows.filter(row => this.texts.get(row.userId ?? '')?.includes(query.toLowerCase())).map(({ id }) => id).sort()
  }
}

describe('a search among members', () => {
  it('finds who has the text anywhere in their name or address, whatever the order in which rows came and changed', async () => {
    const db = await tempDatabase(), shadow = new Shadow()
    const text = fc.stringMatching(/^[a-cü%_\\ ]{0,4}$/)
    const id = fc.constantFrom('user_1', 'user_2', 'user_3')
    const step: fc.Arbitrary<Step> = fc.oneof(
      fc.record({ user: fc.tuple(id, text).map(([user, searchText]) => person(user, searchText)) }),
      fc.record({ membership: fc.record({ n: fc.integer({ min: 0, max: 5 }), org: fc.constantFrom('org_a', 'org_b'), ended: fc.boolean() })
        // Whose membership it is does not change: the number decides.
        .map(({ n, org, ended }) => member(`orgmem_${n}`, org, `user_${n % 3 + 1}`, ended ? 5 : null)) }),
    )
    const people = ['user_1', 'user_2', 'user_3'].map(user => ({ user: person(user, '') }))
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 12 }), text, async (steps, query) => {
      await apply(db, [...people, ...steps])
      shadow.apply([...people, ...steps])
      for (const orgId of ['org_a', 'org_b']) {
        const all = await listMembers(db, orgId, { limit: 100, query })
        expect(all.data.map(row => row.id).sort()).toEqual(shadow.found(orgId, query))
        // The total is the same on a page that is not the whole, which counts in another way.
        const page = await listMembers(db, orgId, { limit: 1, query })
        expect([page.totalCount, all.totalCount]).toEqual([all.data.length, all.data.length])
      }
    }), { numRuns: 150 })
  })

  it('folds letters beyond ASCII, follows a change of name, and finds nobody under an erased one', async () => {
    const db = await tempDatabase()
    const found = async (query: string) => (await listMembers(db, 'org_a', { limit: 5, query })).totalCount
    await apply(db, [{ user: person('user_1', 'zoë özil zoe@example.com') }, { membership: member('orgmem_1', 'org_a', 'user_1') }])
    expect([await found('ÖZIL'), await found('e@Ex'), await found('other')]).toEqual([1, 1, 0])
    await apply(db, [{ user: person('user_1', 'zoë other zoe@example.com') }])
    expect([await found('özil'), await found('other')]).toEqual([0, 1])
    await apply(db, [{ user: person('user_1', '') }])
    expect([await found('other'), await found('example')]).toEqual([0, 0])
  })
})
