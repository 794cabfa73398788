import { describe, expect, it } from 'vitest'
import type { MembershipRow, OrganizationRow } from '../../../db'
import { factsOf } from '../../../server/services/orgs/facts'

const organization: OrganizationRow = {
  id: 'org_acme', slug: 'acme', name: 'Acme', imageUrl: '', hasImage: false, maxAllowedMemberships: 5, roleSetKey: null, createdAt: 1, filledAt: 1, updatedAt: 1, seenAt: 2, deletedAt: null,
}
const membership: MembershipRow = {
  id: 'orgmem_ada', organizationId: 'org_acme', userId: 'user_ada', role: 'org:admin', roleName: 'Admin',
  permissions: ['org:projects:create', 'org:projects:manage', 'org:sys_memberships:manage'], createdAt: 1, updatedAt: 50_000, seenAt: 60_000, deletedAt: null,
}
const facts = (claims: { pla?: string, fea?: string }, tokenPermissions: string[], mirrorIsNewer = false) =>
  factsOf({ organization, membership, mirrorIsNewer }, { claims: { iat: 40, ...claims }, permissions: tokenPermissions })

describe('factsOf', () => {
  it('takes system permissions from the membership, which no token has, and custom ones from the token', () => {
    const { user } = facts({ pla: 'o:team', fea: 'o:projects' }, ['org:projects:create'])
    expect(user.permissions).toEqual(['org:sys_memberships:manage', 'org:projects:create'])
    expect(user.withheld).toEqual(['org:projects:manage'])
  })

  it('takes all of them from a newer membership, and weighs custom ones against the plan\'s features', () => {
    expect(facts({ pla: 'o:team', fea: 'o:projects' }, [], true).user).toMatchObject({ permissions: ['org:sys_memberships:manage', 'org:projects:create', 'org:projects:manage'], withheld: [] })
    expect(facts({ pla: 'o:team', fea: 'o:reports' }, [], true).user).toMatchObject({ permissions: ['org:sys_memberships:manage'], withheld: ['org:projects:create', 'org:projects:manage'] })
    expect(facts({ pla: 'o:team' }, [], true).user.withheld).toHaveLength(2)
  })

  it('weighs nothing where there is no Billing', () => {
    expect(facts({}, [], true).user).toMatchObject({ withheld: [] })
    expect(facts({}, [], true).org).toMatchObject({ plan: null, features: [] })
  })

  it('never takes the person\'s own plan and features for the organization\'s', () => {
    expect(facts({ pla: 'o:team,u:pro', fea: 'o:projects,u:sso,uo:api_keys' }, []).org).toMatchObject({ plan: 'team', features: ['projects', 'api_keys'] })
    expect(facts({ pla: 'u:pro,o:free_org', fea: 'u:sso' }, []).org).toMatchObject({ plan: 'free_org', features: [] })
    expect(facts({ pla: 'u:pro', fea: 'u:sso' }, []).org).toMatchObject({ plan: null, features: [] })
  })

  it.each([7, null, '', ':', 'o', 'o:', ',,', 'x:team', {}])('reads nothing from the odd claim %j', (claim) => {
    expect(factsOf({ organization, membership, mirrorIsNewer: false }, { claims: { iat: 40, pla: claim, fea: claim }, permissions: [] }).org).toMatchObject({ plan: null, features: [] })
  })

  it('takes plan and features from the mirror where that is newer, and weighs custom permissions against them', () => {
    const newerPlan = { slug: 'free_org', features: ['reports'], seenAt: 70_000 }
    const { org, user, evidence } = factsOf({ organization, membership, mirrorIsNewer: false, newerPlan }, { claims: { iat: 40, pla: 'o:team', fea: 'o:projects' }, permissions: ['org:projects:create'] })
    expect(org).toMatchObject({ plan: 'free_org', features: ['reports'] })
    expect(user).toMatchObject({ permissions: ['org:sys_memberships:manage'], withheld: ['org:projects:create', 'org:projects:manage'] })
    expect(evidence).toMatchObject({ plan: { source: 'mirror', at: 70_000 }, permissions: { source: 'mirror' } })
  })

  it('says where each fact came from, and how fresh it is', () => {
    const token = { source: 'token', at: 40_000 }, mirror = { source: 'mirror', at: 60_000 }
    expect(facts({}, []).evidence).toEqual({ role: mirror, permissions: token, plan: token })
    expect(facts({}, [], true).evidence).toEqual({ role: mirror, permissions: mirror, plan: token })
  })
})
