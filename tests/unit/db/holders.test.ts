import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listHolders, putRow, type Database, type RoleRow, type UserRow } from '../../../db'
import { runs, tempDatabase } from './temp-database'

const version = { updatedAt: 1, seenAt: 1, deletedAt: null }
const PERMISSION = 'org:sys_billing:manage'
const organization = (id: string) =>
  ({ id, slug: null, name: id, imageUrl: '', hasImage: false, maxAllowedMemberships: 5, roleSetKey: null, createdAt: 1, filledAt: 1, ...version })
const role = (key: string, permissionIds: string[], deletedAt: number | null): RoleRow =>
  ({ id: `role_${key}`, key, name: key, description: null, createdAt: 1, ...version, deletedAt, permissionIds })
const person = (id: string): UserRow => ({ id, identifier: null, firstName: id, lastName: null, imageUrl: null, createdAt: 1, searchText: '', enterpriseAccounts: [], ...version })

interface Seat { role: string, createdAt: number, mine: boolean, granted: boolean, deleted: boolean }

/** Two roles the mirror knows, one it knew, and others it doesn't. */
const fillRoles = (db: Database) => db.write(async (tx) => {
  await putRow(tx, 'permissions', { id: 'perm_1', key: PERMISSION, name: '', description: null, createdAt: 1, ...version })
  for (const row of [role('org:b', ['perm_1'], null), role('org:d', [], null), role('org:f', ['perm_1'], 2)]) await putRow(tx, 'roles', row)
})

/** An organization, and another one with the same people's like. */
const fill = (db: Database, run: number, seats: readonly Seat[]) => db.write(async (tx) => {
  for (const id of [`org_${run}`, `org_${run}x`]) await putRow(tx, 'organizations', organization(id))
  for (const [n, { role, createdAt, mine, granted, deleted }] of seats.entries()) {
    const userId = `user_${run}_${n}`
    await putRow(tx, 'users', person(userId))
    await putRow(tx, 'memberships', {
      id: `orgmem_${run}_${n}`, organizationId: mine ? `org_${run}` : `org_${run}x`, userId, role, roleName: role, permissions: granted ? [PERMISSION] : [], createdAt, ...version, deletedAt: deleted ? 2 : null,
    })
  }
})

describe('who holds a permission', () => {
  it('is told by the role where the mirror knows it, else by the membership; the longest-standing first', async () => {
    const seat = fc.record({
      role: fc.constantFrom('org:a', 'org:b', 'org:c', 'org:d', 'org:e', 'org:f', 'org:g'), createdAt: fc.integer({ min: 0, max: 3 }),
      mine: fc.boolean(), granted: fc.boolean(), deleted: fc.boolean(),
    })
    const db = await tempDatabase()
    await fillRoles(db)
    let run = 0
    await fc.assert(fc.asyncProperty(fc.array(seat, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), async (seats, limit) => {
      await fill(db, ++run, seats)
      const expected = seats.map((seat, n) => ({ ...seat, n, id: `orgmem_${run}_${n}` }))
        .filter(({ role, mine, granted, deleted }) => mine && !deleted && (role === 'org:b' || (role !== 'org:d' && granted)))
        .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)).slice(0, limit).map(({ n }) => `user_${run}_${n}`)
      expect(await listHolders(db, `org_${run}`, PERMISSION, limit)).toEqual(expected)
    }), { numRuns: runs(100) })
  })
})
