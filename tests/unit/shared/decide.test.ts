import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { errorStatus } from '../../../shared/errors'
import type { NoContext, OrgFacts } from '../../../shared/policy/context'
import { decide, type Requirement } from '../../../shared/policy/decide'
import { features, permissions, plans, roles } from '../../../shared/policy/table'
import { orgFacts } from '../../support/mirror/facts'

const admin = orgFacts({
  org: { plan: 'team', features: ['projects'] },
  user: { role: 'org:admin', permissions: ['org:sys_memberships:manage', 'org:sys_memberships:read'] },
})
const managers = { members: ['Ann Admin'], billing: ['Bea Billing'] }

describe('decide', () => {
  it('allows anything that asks for nothing', () => {
    expect(decide(admin)).toEqual({ allowed: true })
    expect(decide(admin, { permission: [] })).toEqual({ allowed: true })
  })

  it.each<[NoContext, number]>([['not_signed_in', 401], ['task_pending', 403], ['no_organization', 403], ['not_found', 404]])('says %s (%i) where there are no facts, whatever is asked', (code, status) => {
    for (const requirement of [{}, { role: 'org:admin' }, { feature: 'sso' }] as const)
      expect(decide(code, requirement)).toEqual({ allowed: false, code, status, required: {}, help: { people: [], plans: [] } })
  })

  it.each<[Requirement, string, number, string[], string[]]>([
    [{ role: 'org:member' }, 'role_missing', 403, managers.members, []],
    [{ permission: 'org:sys_billing:manage' }, 'permission_missing', 403, managers.members, []],
    [{ plan: 'business' }, 'plan_missing', 402, managers.billing, ['business']],
    [{ feature: ['sso', 'api_keys'] }, 'feature_missing', 402, managers.billing, ['team', 'business']],
  ])('names what is missing for %o, and who can help', (requirement, code, status, people, higher) => {
    const [[key, value]] = Object.entries(requirement) as [[string, string | string[]]]
    expect(decide({ ...admin, managers }, requirement)).toEqual({ allowed: false, code, status, required: { [key]: [value].flat() }, help: { people, plans: higher } })
  })

  it('names the feature when the plan withholds a permission that the role has', () => {
    const withheld = orgFacts({ org: { plan: 'free_org' }, user: { role: 'org:admin', withheld: ['org:projects:manage'] } })
    expect(decide({ ...withheld, managers }, { permission: 'org:projects:manage' })).toMatchObject({
      code: 'feature_missing', status: 402, required: { feature: ['projects'] }, help: { people: managers.billing, plans: ['free_org', 'team', 'business'] },
    })
    expect(decide(withheld, { permission: 'org:projects:create' })).toMatchObject({ code: 'permission_missing' })
  })

  it('needs one of several values of a key, and all of the keys', () => {
    expect(decide(admin, { role: ['org:member', 'org:admin'], permission: 'org:sys_memberships:read', plan: 'team', feature: 'projects' }).allowed).toBe(true)
    expect(decide(admin, { role: 'org:admin', plan: 'business' }).allowed).toBe(false)
  })
})

const slugs = <T extends string>(table: Record<T, unknown>) => Object.keys(table) as T[]
const some = <T extends string>(values: readonly T[]) => fc.subarray([...values])
const oneOrSome = <T extends string>(values: readonly T[]) => fc.oneof(some(values), fc.constantFrom(...values))
const anyRequirement: fc.Arbitrary<Requirement> = fc.record({
  role: oneOrSome(slugs(roles)), permission: oneOrSome(slugs(permissions)), plan: oneOrSome(slugs(plans)), feature: oneOrSome(slugs(features)),
}, { requiredKeys: [] })
const anyFacts: fc.Arbitrary<OrgFacts> = fc.record({
  role: fc.constantFrom(...slugs(roles), 'org:auditor'), permissions: some(slugs(permissions)), plan: fc.constantFrom(...slugs(plans), null), features: some(slugs(features)),
}).map(({ role, permissions, plan, features }) => orgFacts({ org: { plan, features }, user: { role, permissions } }))

/** The rule as a person would read it. */
function meets({ org, user }: OrgFacts, requirement: Requirement): boolean {
  const oneOf = (wanted: string | readonly string[] | undefined, held: readonly (string | null)[]) => {
    const values = wanted === undefined ? [] : [wanted].flat()
    return !values.length || values.some(value => held.includes(value))
  }
  return oneOf(requirement.role, [user.role]) && oneOf(requirement.permission, user.permissions) && oneOf(requirement.plan, [org.plan]) && oneOf(requirement.feature, org.features)
}

describe('for any facts and requirement, decide', () => {
  it('agrees with a plain reading of the rule', () => {
    fc.assert(fc.property(anyFacts, anyRequirement, (facts, requirement) => {
      expect(decide(facts, requirement).allowed).toBe(meets(facts, requirement))
    }), { numRuns: 2000 })
  })

  it('never takes something away for holding more', () => {
    fc.assert(fc.property(anyFacts, anyRequirement, some(slugs(permissions)), some(slugs(features)), (facts, requirement, more, moreFeatures) => {
      fc.pre(decide(facts, requirement).allowed)
      const richer = { ...facts, org: { ...facts.org, features: [...facts.org.features, ...moreFeatures] }, user: { ...facts.user, permissions: [...facts.user.permissions, ...more] } }
      expect(decide(richer, requirement).allowed).toBe(true)
    }), { numRuns: 1000 })
  })

  it('allows no more when more is asked', () => {
    fc.assert(fc.property(anyFacts, anyRequirement, anyRequirement, (facts, a, asked) => {
      const b: Requirement = Object.fromEntries(Object.entries(asked).filter(([key]) => !(key in a)))
      expect(decide(facts, { ...a, ...b }).allowed).toBe(decide(facts, a).allowed && decide(facts, b).allowed)
    }), { numRuns: 1000 })
  })

  it('gives a denial the status of its code, and a requirement that really isn\'t met', () => {
    fc.assert(fc.property(anyFacts, anyRequirement, (facts, requirement) => {
      const decision = decide(facts, requirement)
      if (decision.allowed) return
      expect(decision.status).toBe(errorStatus[decision.code])
      expect(meets(facts, decision.required as Requirement)).toBe(false)
    }), { numRuns: 1000 })
  })
})
