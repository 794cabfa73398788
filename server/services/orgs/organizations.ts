import type { ClerkClient } from '@clerk/backend'
import { findFormerSlug, type Database } from '../../../db'
import { AppError } from '../../../shared/errors'
import { seatLimit } from '../../../shared/policy/table'
import type { CreatedOrganization, CreateOrganization, FormerSlug, UpdateOrganization } from '../../../shared/schemas/organization'
import { applyChanges, mirrorOrganization, organizationDeleted } from '../../ingest'
import { fromClerkError } from '../clerk-errors'
import { inTurn } from '../people/in-turn'

/** The plan that new organizations start on. */
const STARTING_PLAN = 'free_org'
/** Clerk's largest page. */
const PAGE = 500

/** Clerk holds to a person's limits in its own components only; the Backend API may always. */
async function requireMayCreate(clerk: ClerkClient, userId: string, perPerson: number): Promise<void> {
  const user = await clerk.users.getUser(userId)
  if (!user.createOrganizationEnabled) throw new AppError('organization_creation_disabled', 'This account may not create organizations.')
  const limit = user.createOrganizationsLimit ?? perPerson
  if (!limit) return
  const { data } = await clerk.users.getOrganizationMembershipList({ userId, limit: PAGE })
  const created = data.filter(({ organization }) => organization.createdBy === userId).length
  if (created >= limit) throw new AppError('organization_limit_reached', `One person may create ${limit} organizations.`)
}

/**
 * Makes an organization whose creator is its first admin, with the seats of the plan it starts on.
 *
 * @param userId - from the session, never from the client
 * @param perPerson - how many organizations a person may create whose own limit Clerk doesn't set; 0 is any number
 * @throws 403 organization_creation_disabled | organization_limit_reached, 422 invalid_input (a slug that is taken, too), 429, 503
 */
export function createOrganization({ db, clerk }: { db: Database, clerk: ClerkClient }, userId: string, { name, slug }: CreateOrganization, perPerson: number): Promise<CreatedOrganization> {
  // In turn, so that nobody passes the limit by asking twice at once.
  return inTurn(userId, async () => {
    try {
      await requireMayCreate(clerk, userId, perPerson)
      const created = await clerk.organizations.createOrganization({ name, slug, createdBy: userId, maxAllowedMemberships: seatLimit(STARTING_PLAN) ?? undefined })
      await mirrorOrganization(db, created.raw)
      return { id: created.id, name: created.name, slug: created.slug }
    }
    catch (error) { throw fromClerkError(error) }
  })
}

/**
 * Changes an organization's name or slug. Links with the old slug lead its members to the new one.
 *
 * @throws 422 invalid_input (a slug that is taken, too), 429, 503
 */
export async function updateOrganization({ db, clerk }: { db: Database, clerk: ClerkClient }, id: string, change: UpdateOrganization): Promise<CreatedOrganization> {
  const changed = await clerk.organizations.updateOrganization(id, change).catch((error: unknown) => { throw fromClerkError(error) })
  await mirrorOrganization(db, changed.raw)
  return { id, name: changed.name, slug: changed.slug }
}

/**
 * Ends an organization with everything in it.
 *
 * @throws 403 deletion_disabled where Clerk's settings keep it from its admins, 429, 503
 */
export async function deleteOrganization({ db, clerk }: { db: Database, clerk: ClerkClient }, id: string): Promise<void> {
  try {
    // The Backend API may always: the setting is ours to keep.
    const { adminDeleteEnabled } = await clerk.organizations.getOrganization({ organizationId: id })
    if (!adminDeleteEnabled) throw new AppError('deletion_disabled', 'This organization can only be deleted by the operator.')
    await clerk.organizations.deleteOrganization(id)
  }
  catch (error) { throw fromClerkError(error) }
  await db.write(tx => applyChanges(tx, [organizationDeleted(id, Date.now())]))
}

/** The slug by now of an organization of the person's which once had another one; null where none had, as for those of others. */
export async function findRenamed(db: Database, userId: string, slug: string): Promise<FormerSlug> {
  return { slug: await db.write(tx => findFormerSlug(tx, userId, slug)) ?? null }
}
