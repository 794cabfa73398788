import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isManager, MANAGE_MEMBERS, rankRefusal } from '../../../shared/policy/ranks'

const read = 'org:sys_memberships:read', pay = 'org:sys_billing:manage'
const all = [MANAGE_MEMBERS, read, pay]
const others = { otherManagers: true }, alone = { otherManagers: false }

describe('rankRefusal', () => {
  it.each([
    ['an admin invites an admin', { own: all, held: [], given: all, ...others }, undefined],
    ['an admin demotes an equal', { own: all, held: all, given: [read], ...others }, undefined],
    ['an admin removes an equal', { own: all, held: all, given: [], ...others }, undefined],
    ['a manager promotes beyond themselves', { own: [MANAGE_MEMBERS, read], held: [read], given: all, ...others }, 'role_ceiling'],
    ['a manager promotes themselves', { own: [MANAGE_MEMBERS, read], held: [MANAGE_MEMBERS, read], given: all, ...others }, 'role_ceiling'],
    ['a manager removes somebody above', { own: [MANAGE_MEMBERS, read], held: all, given: [], ...others }, 'outranked'],
    ['a manager changes somebody with one other permission', { own: [MANAGE_MEMBERS], held: [pay], given: [], ...others }, 'outranked'],
    ['the last manager leaves', { own: all, held: all, given: [], ...alone }, 'last_admin'],
    ['the last manager demotes themselves', { own: all, held: all, given: [read, pay], ...alone }, 'last_admin'],
    ['the last manager takes another managing role', { own: all, held: all, given: [MANAGE_MEMBERS], ...alone }, undefined],
    ['a member leaves', { own: [read], held: [read], given: [], ...alone }, undefined],
    ['somebody without any permission leaves', { own: [], held: [], given: [], ...alone }, undefined],
  ] as const)('%s', (_, act, refusal) => {
    expect(rankRefusal(act)).toBe(refusal)
  })

  const some = fc.subarray(['org:a:x', 'org:b:y', ...all])
  const act = fc.record({ own: some, held: some, given: some, otherManagers: fc.boolean() })
  it('lets nobody gain or touch what the acting person lacks, nor the last manager go, and refuses nothing else', () => {
    fc.assert(fc.property(act, (one) => {
      const beyond = [...one.held, ...one.given].some(permission => !one.own.includes(permission))
      const orphaned = isManager(one.held) && !isManager(one.given) && !one.otherManagers
      expect(rankRefusal(one) !== undefined).toBe(beyond || orphaned)
    }), { numRuns: 2000 })
  })

  it('knows no order and no repetition', () => {
    fc.assert(fc.property(act, (one) => {
      const turned = { ...one, own: [...one.own, ...one.own].reverse(), held: one.held.toReversed(), given: [...one.given, ...one.given] }
      expect(rankRefusal(turned)).toBe(rankRefusal(one))
    }))
  })
})
