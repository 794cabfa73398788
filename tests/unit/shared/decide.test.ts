import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, type PolicyFacts, type Requirement } from '../../../shared/policy/decide'
import { features, permissions, plans } from '../../../shared/policy/table'

const admin: PolicyFacts = { role: 'org:admin', permissions: ['org:sys_memberships:manage', 'org:sys_memberships:read'], plan: 'team', features: ['projects'] }

describe('decide', () => {
  it('allows anything that asks for nothing', () => {
    expect(decide(admin)).toEqual({ allowed: true })
    expect(decide(admin, { permission: [] })).toEqual({ allowed: true })
  })

  it('says no_organization when there are no facts', () => {
    expect(decide(null, { role: 'org:admin' })).toEqual({ allowed: false, code: 'no_organization', required: {} })
  })

  it.each<[Requirement, string]>([
    [{ role: 'org:member' }, 'role_missing'],
    [{ permission: 'org:sys_billing:manage' }, 'permission_missing'],
    [{ plan: 'business' }, 'plan_missing'],
    [{ feature: ['sso', 'api_keys'] }, 'feature_missing'],
  ])('names what is missing for %o', (requirement, code) => {
    const [[key, value]] = Object.entries(requirement) as [[string, string | string[]]]
    expect(decide(admin, requirement)).toEqual({ allowed: false, code, required: { [key]: [value].flat() } })
  })

  it('needs one of several values of a key, and all of the keys', () => {
    expect(decide(admin, { role: ['org:member', 'org:admin'], permission: 'org:sys_memberships:read', plan: 'team', feature: 'projects' }).allowed).toBe(true)
    expect(decide(admin, { role: 'org:admin', plan: 'business' }).allowed).toBe(false)
  })

  it('agrees with a plain reading of the rule for any facts and requirement', () => {
    const some = <T extends string>(values: readonly T[]) => fc.subarray([...values], { maxLength: 3 })
    const permission = Object.keys(permissions) as (keyof typeof permissions)[]
    const plan = Object.keys(plans) as (keyof typeof plans)[]
    const feature = Object.keys(features) as (keyof typeof features)[]
    const roles = ['org:admin', 'org:member', 'org:auditor'] as const
    fc.assert(fc.property(
      fc.record({ role: fc.constantFrom(...roles), permissions: some(permission), plan: fc.constantFrom(...plan, null), features: some(feature) }),
      fc.record({ role: some(roles), permission: some(permission), plan: some(plan), feature: some(feature) }, { requiredKeys: [] }),
      (facts, requirement) => {
        const meets = (wanted: readonly string[] | undefined, held: readonly (string | null)[]) => !wanted?.length || wanted.some(value => held.includes(value))
        const expected = meets(requirement.role, [facts.role]) && meets(requirement.permission, facts.permissions)
          && meets(requirement.plan, [facts.plan]) && meets(requirement.feature, facts.features)
        expect(decide(facts, requirement).allowed).toBe(expected)
      },
    ))
  })
})
