import { vi } from 'vitest'

const memberships = [{ organization: { id: 'org_acme', slug: 'acme' } }, { organization: { id: 'org_beta', slug: 'beta' } }]

/** clerk-js as far as the data composables use it: a person in acme and beta, with a token per call. */
export function fakeClerk() {
  let tokens = 0
  return {
    loaded: true,
    organization: memberships[1]!.organization,
    session: { user: { organizationMemberships: memberships }, getToken: vi.fn(async (_: { organizationId: string, skipCache: boolean }) => `token-${++tokens}`) },
  }
}
