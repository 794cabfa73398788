import type { OrgFacts } from '../../../shared/policy/context.ts'

/** Facts for decisions: a member of the free plan, but for what a test says. */
export function orgFacts({ org, user }: { org?: Partial<OrgFacts['org']>, user?: Partial<OrgFacts['user']> } = {}): OrgFacts {
  const at = { source: 'mirror' as const, at: 1_700_000_000_000 }
  return {
    org: { id: 'org_acme', slug: 'acme', name: 'Acme', imageUrl: '', hasImage: false, createdAt: at.at, plan: 'free_org', features: [], ...org },
    user: { id: 'user_ada', membershipId: 'orgmem_ada', role: 'org:member', roleName: 'Member', permissions: [], withheld: [], ...user },
    evidence: { role: at, permissions: at, plan: at },
  }
}
