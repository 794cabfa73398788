import { createClerkClient, type ClerkClient, type Organization, type User } from '@clerk/backend'
import { randomBytes } from 'node:crypto'
import { changePlan } from '../../../clerk-local/domain/billing/subscriptions.ts'
import type { ClerkLocal } from '../../../clerk-local/index.ts'
import type { PlanSlug } from '../../../shared/policy/table.ts'
import { testPassword } from './session.ts'

/** A person made for one test. */
export interface TestPerson { id: string, email: string, password: string, user: User }

/** A role made for one test; `change` replaces its permissions at Clerk. */
export interface TestRole { id: string, key: string, change: (permissions: string[]) => Promise<void> }

/** Makes people and organizations for one test through the Backend API; names are unique, so tests share no state. */
export interface Builders {
  client: ClerkClient
  person: (firstName?: string, lastName?: string) => Promise<TestPerson>
  /** An organization whose creator is its admin. */
  organization: (admin: TestPerson, name?: string, options?: { seats?: number }) => Promise<Organization & { slug: string }>
  member: (organization: { id: string }, person: TestPerson, role?: string) => Promise<void>
  /** Puts an organization on a plan, as a checkout would. */
  plan: (organization: { id: string }, plan: PlanSlug) => void
  /** A custom role that every organization can give. */
  role: (permissions: string[], name?: string) => Promise<TestRole>
}

/** Something short that no other test has. */
export const unique = (prefix: string): string => `${prefix}-${randomBytes(4).toString('hex')}`

/** Builders for one clerk-local. */
export function builders(clerk: ClerkLocal): Builders {
  const client = createClerkClient({ secretKey: clerk.secretKey, publishableKey: clerk.publishableKey, apiUrl: clerk.backendApiUrl, telemetry: { disabled: true } })
  return {
    client,
    async person(firstName = 'Test', lastName = 'Person') {
      const email = `${unique(firstName.toLowerCase())}+clerk_test@example.com`
      const user = await client.users.createUser({ emailAddress: [email], password: testPassword, firstName, lastName })
      return { id: user.id, email, password: testPassword, user }
    },
    async organization(admin, name = 'Test', { seats } = {}) {
      const slug = unique(name.toLowerCase().replace(/[^a-z0-9]+/g, '-'))
      const organization = await client.organizations.createOrganization({ name, slug, createdBy: admin.id, ...seats === undefined ? {} : { maxAllowedMemberships: seats } })
      return Object.assign(organization, { slug })
    },
    async member(organization, person, role = 'org:member') {
      await client.organizations.createOrganizationMembership({ organizationId: organization.id, userId: person.id, role })
    },
    plan: (organization, plan) => { changePlan(clerk.ctx, 'org', organization.id, plan) },
    async role(permissions, name = 'Custom') {
      const { data: known } = await client.organizationPermissions.getOrganizationPermissionList({ limit: 100 })
      const ids = (keys: string[]) => known.filter(({ key }) => keys.includes(key)).map(({ id }) => id)
      const { id, key } = await client.organizationRoles.createOrganizationRole({
        name, key: `org:${unique(name.toLowerCase()).replace('-', '_')}`, permissions: ids(permissions), includeInInitialRoleSet: true,
      })
      return { id, key, change: async keys => void await client.organizationRoles.updateOrganizationRole({ organizationRoleId: id, permissions: ids(keys) }) }
    },
  }
}
