import type { ClerkClient } from '@clerk/backend'
import type { Metadata } from '../../../shared/metadata'
import type { OrganizationMetadata } from '../../../shared/schemas/metadata'
import { fromClerkError } from '../clerk-errors'

const refuse = (error: unknown): never => { throw fromClerkError(error) }

/** The organization's public metadata as Clerk has it: the mirror keeps none. */
export async function findMetadata(clerk: ClerkClient, organizationId: string): Promise<OrganizationMetadata> {
  const { publicMetadata } = await clerk.organizations.getOrganization({ organizationId }).catch(refuse)
  return { publicMetadata: { ...publicMetadata } }
}

/**
 * Merges into the organization's public metadata; null removes a key.
 *
 * @throws 422 invalid_input where the outcome is too large, 429 rate_limited, 503 clerk_unavailable
 */
export async function mergeMetadata(clerk: ClerkClient, organizationId: string, change: Metadata): Promise<OrganizationMetadata> {
  const { publicMetadata } = await clerk.organizations.updateOrganizationMetadata(organizationId, { publicMetadata: change }).catch(refuse)
  return { publicMetadata: { ...publicMetadata } }
}
