import { registerEndpoint } from '@nuxt/test-utils/runtime'
import { defineEventHandler, setResponseHeader, type H3Event } from 'h3'
import { ORGANIZATION_HEADER } from '#shared/headers'
import type { OrgContext } from '#shared/policy/context'
import { orgFacts } from '../../support/mirror/facts'

/** An admin's context of the organization acme, but for what a test says. */
export function orgContext({ user, org, ...context }: { org?: Partial<OrgContext['org']>, user?: Partial<OrgContext['user']> } & Partial<Pick<OrgContext, 'seats' | 'managers'>> = {}): OrgContext {
  const permissions = ['org:sys_memberships:read', 'org:sys_memberships:manage']
  return {
    ...orgFacts({ org, user: { role: 'org:admin', roleName: 'Admin', permissions, ...user } }),
    seats: { used: 1, pending: 0, limit: 5 },
    managers: { members: ['Ann Admin'], billing: ['Bea Billing'] },
    lastChange: '0',
    ...context,
  }
}

/** An endpoint of the organization acme, which says so as the API does. */
export function orgEndpoint(path: string, handler: (event: H3Event) => unknown, method: 'GET' | 'POST' | 'DELETE' = 'GET'): void {
  registerEndpoint(`/api/orgs/acme${path}`, { method, handler: defineEventHandler((event) => {
    setResponseHeader(event, ORGANIZATION_HEADER, 'org_acme')
    return handler(event)
  }) })
}
