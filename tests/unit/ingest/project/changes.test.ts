import { describe, expect, it } from 'vitest'
import { applyChanges, projectEvent } from '../../../../server/ingest'
import { eventSchema } from '../../../../server/ingest/project/resources'
import { allRows, tempDatabase } from '../../db/temp-database'
import { deleted, event, invitation, membership, organization, publicUser, user } from '../fixtures/payloads'

const AT = 1_700_000_000_000

/** A mirror with Acme and Ada in it, and a function that says what an event added to the log. */
async function mirror() {
  const db = await tempDatabase()
  const apply = (type: string, data: object, at = AT) => db.write(tx => applyChanges(tx, projectEvent(eventSchema.parse(event(type, data, at))) ?? []))
  const log = async () => (await allRows(db, 'organizationChanges')).sort((a, b) => a.id - b.id).map(({ id, ...change }) => change)
  await apply('organization.created', organization())
  await apply('organizationMembership.created', membership())
  return async (type: string, data: object, at?: number) => {
    const before = (await log()).length
    await apply(type, data, at)
    return (await log()).slice(before)
  }
}

const members = (userId: string | null, organizationId = 'org_acme') => ({ organizationId, kind: 'members', userId })

describe('the log of changes', () => {
  it('has what a new row, another state and an end show', async () => {
    const added = await mirror()
    expect(await added('organization.updated', organization({ name: 'Acme 2', updated_at: AT + 1 }))).toEqual([{ organizationId: 'org_acme', kind: 'organization', userId: null }])
    const bob = { id: 'orgmem_bob', public_user_data: publicUser({ user_id: 'user_bob' }), organization: organization({ name: 'Acme 2', updated_at: AT + 1 }) }
    expect(await added('organizationMembership.created', membership(bob))).toEqual([members('user_bob')])
    expect(await added('organizationMembership.updated', membership({ ...bob, role: 'org:member', updated_at: AT + 2 }))).toEqual([members('user_bob')])
    expect(await added('organizationMembership.deleted', deleted('organization_membership', 'orgmem_bob'))).toEqual([members('user_bob')])
    expect(await added('organizationInvitation.created', invitation())).toEqual([{ organizationId: 'org_acme', kind: 'invitations', userId: null }])
    const domain = { id: 'orgdmn_1', organization_id: 'org_acme', name: 'acme.example', created_at: AT, updated_at: AT }
    expect(await added('organizationDomain.created', domain)).toEqual([{ organizationId: 'org_acme', kind: 'domains', userId: null }])
    expect(await added('organizationDomain.deleted', deleted('organization_domain', 'orgdmn_1'))).toEqual([{ organizationId: 'org_acme', kind: 'domains', userId: null }])
    const item = { id: 'item_1', status: 'active', period_start: AT, created_at: AT, updated_at: AT, payer: { organization_id: 'org_acme', user_id: '' } }
    expect(await added('subscriptionItem.active', item)).toEqual([{ organizationId: 'org_acme', kind: 'plan', userId: null }])
    expect(await added('subscriptionItem.updated', { ...item, id: 'item_2', payer: { organization_id: '', user_id: 'user_ada' } })).toEqual([])
    expect(await added('organization.deleted', deleted('organization', 'org_acme'))).toEqual([{ organizationId: 'org_acme', kind: 'organization', userId: null }])
  })

  it('has nothing of what was known, also when it is told later or anew', async () => {
    const added = await mirror()
    expect(await added('organizationMembership.created', membership())).toEqual([])
    expect(await added('organizationMembership.updated', membership({ updated_at: AT + 5 }), AT + 5)).toEqual([])
    expect(await added('organization.updated', organization({ name: 'Older', updated_at: AT - 5 }))).toEqual([])
  })

  it('has a person\'s new name, and their end, in each of their organizations and in no other', async () => {
    const added = await mirror()
    await added('organizationMembership.created', membership({ id: 'orgmem_2', organization: organization({ id: 'org_beta', slug: 'beta' }) }))
    await added('organizationMembership.created', membership({ id: 'orgmem_3', organization: organization({ id: 'org_gone', slug: 'gone' }) }))
    await added('organizationMembership.deleted', deleted('organization_membership', 'orgmem_3'))
    const both = expect.arrayContaining([members('user_ada'), members('user_ada', 'org_beta')])
    const renamed = await added('user.updated', user({ first_name: 'Augusta', updated_at: AT + 1 }))
    expect(renamed).toHaveLength(2)
    expect(renamed).toEqual(both)
    const ended = await added('user.deleted', deleted('user', 'user_ada'))
    expect(ended).toHaveLength(2)
    expect(ended).toEqual(both)
  })

  it('is part of the unit of work: a failing one leaves neither', async () => {
    const db = await tempDatabase()
    await expect(db.write(async (tx) => {
      await applyChanges(tx, projectEvent(eventSchema.parse(event('organization.created', organization()))) ?? [])
      throw new Error('no')
    })).rejects.toThrow('no')
    expect(await allRows(db, 'organizationChanges')).toEqual([])
  })
})
