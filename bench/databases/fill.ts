import type { Database } from '../../db'

/** The organization that is asked. */
export const big = 'org_big'
/** Its members, or as many as there are at all. */
export const bigSize = 10_000
/** How many members every other organization has. */
const smallSize = 50
/** Rows in one statement. */
const BATCH = 250

const version = { updatedAt: 1, seenAt: 1 }
const ids = (count: number) => Array.from({ length: count }, (_, at) => at)
/** An id as long as Clerk's. */
export const id = (prefix: string, n: number): string => `${prefix}_${n.toString(36).padStart(27, '0')}`

/** Puts so many memberships into an empty database, each of another person: one large organization, and small ones. */
export async function fill(db: Database, memberships: number): Promise<void> {
  const ofBig = Math.min(bigSize, memberships), small = Math.ceil((memberships - ofBig) / smallSize)
  const insert = async (name: 'organizations' | 'users' | 'memberships', count: number, row: (n: number) => object) => {
    for (let from = 0; from < count; from += BATCH) {
      const rows = ids(Math.min(BATCH, count - from)).map(at => row(from + at))
      await db.write(async ({ write, tables }) => { await write.insert(tables[name] as typeof tables.users).values(rows as typeof tables.users.$inferInsert[]) })
    }
  }
  await insert('organizations', small + 1, n => ({ id: n === small ? big : id('org', n), slug: n === small ? 'big' : `o-${n}`, name: `Organization ${n}`, imageUrl: '', hasImage: false, maxAllowedMemberships: 0, createdAt: n, filledAt: 1, ...version }))
  const text = (n: number) => `first${n} last${n % 997} person${n}@example.com`
  await insert('users', memberships, n => ({ id: id('user', n), identifier: `person${n}@example.com`, firstName: `First${n}`, lastName: `Last${n % 997}`, createdAt: n, searchText: text(n), ...version }))
  await insert('memberships', memberships, n => ({
    id: id('orgmem', n), organizationId: n < ofBig ? big : id('org', n % small), userId: id('user', n), role: n % 20 ? 'org:member' : 'org:admin', roleName: 'Member',
    permissions: ['org:sys_memberships:read'], createdAt: 1_700_000_000_000 + n, searchText: text(n), ...version,
  }))
}
