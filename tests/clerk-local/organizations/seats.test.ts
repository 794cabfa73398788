import { createClerkClient } from '@clerk/backend'
import { afterEach, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { changePlan } from '../../../clerk-local/domain/billing/subscriptions.ts'

let local: ClerkLocal
afterEach(() => local.close())

it('takes an organization\'s limit from its plan, unless the Backend API says another', async () => {
  local = await createClerkLocal({ seed: 'demo' })
  const { organizations } = createClerkClient({ secretKey: local.secretKey, apiUrl: local.backendApiUrl, telemetry: { disabled: true } })
  const limits = async (organizationId: string) => (await organizations.getOrganization({ organizationId })).maxAllowedMemberships

  const { id } = await organizations.createOrganization({ name: 'Plain' })
  expect(await limits(id)).toBe(5)
  changePlan(local.ctx, 'org', id, 'team')
  expect(await limits(id)).toBe(20)
  await organizations.updateOrganization(id, { maxAllowedMemberships: 7 })
  expect(await limits(id)).toBe(7)
  expect((await organizations.createOrganization({ name: 'Own limit', maxAllowedMemberships: 3 })).maxAllowedMemberships).toBe(3)
})
