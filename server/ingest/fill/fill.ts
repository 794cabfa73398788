import type { ClerkClient } from '@clerk/backend'
import { isClerkAPIResponseError } from '@clerk/backend/errors'
import { findOrganization, type Database } from '../../../db'
import { AppError } from '../../../shared/errors'
import { applyChanges } from '../project/apply'
import { organizationDeleted, organizationFilled, projectInvitation, projectMembership, projectOrganization, type Change } from '../project/project'
import { projectDomain } from '../project/project-domains'
import { ifEnabled, keepPlansFresh, refreshConnections, refreshSubscription } from './refresh-more'
import { domainJson } from './sdk'

/** What asking Clerk needs. */
export interface FillDeps { db: Database, clerk: ClerkClient }

/** `pageSize` is at most 500, Clerk's limit; `backOff` in ms. */
export interface FillOptions { pageSize?: number, backOff?: number }

interface Resource { id: string, raw: unknown }
type PageOf = (page: { limit: number, offset: number }) => Promise<{ data: Resource[], totalCount: number }>

/** Scans before giving up on a list that changes while it is read. */
const MAX_SCANS = 3

/** What is younger than this may be missing in Clerk's answers although it exists; a tombstone would be for good. In ms. */
export const SETTLING = 10_000

/** Whether Clerk answered that the thing asked for does not exist. */
export const isNotFound = (error: unknown): boolean => isClerkAPIResponseError(error) && error.status === 404

/**
 * Mirrors every page of a list. Offsets shift when something is removed meanwhile, so a scan counts only if the total
 * stayed the same and that many different ids were seen.
 */
async function fillList(db: Database, limit: number, pageOf: PageOf, project: (raw: unknown, seenAt: number) => Change[]): Promise<void> {
  for (let scan = 1; scan <= MAX_SCANS; scan++) {
    const ids = new Set<string>(), totals = new Set<number>()
    for (let offset = 0, done = false; !done;) {
      const seenAt = Date.now()
      const { data, totalCount } = await pageOf({ limit, offset })
      const changes = data.flatMap(({ raw }) => project(raw, seenAt))
      await db.write(tx => applyChanges(tx, changes))
      for (const { id } of data) ids.add(id)
      totals.add(totalCount)
      offset += data.length
      done = !data.length || offset >= totalCount
    }
    if (totals.size === 1 && totals.has(ids.size)) return
  }
  throw new AppError('clerk_unavailable', 'Clerk\'s list kept changing while it was read. Try again in a moment.')
}

async function fill({ db, clerk }: FillDeps, organizationId: string, limit: number): Promise<void> {
  const startedAt = Date.now()
  try {
    const { raw } = await clerk.organizations.getOrganization({ organizationId })
    const changes = projectOrganization(raw, startedAt)
    await db.write(tx => applyChanges(tx, changes))
  }
  catch (error) {
    if (!isNotFound(error)) throw error
    const mirrored = await findOrganization(db, organizationId)
    if (mirrored && mirrored.createdAt < startedAt - SETTLING) await db.write(tx => applyChanges(tx, [organizationDeleted(organizationId, startedAt)]))
    return
  }
  // Oldest first, so that whoever joins meanwhile comes on the last page.
  await fillList(db, limit, page => clerk.organizations.getOrganizationMembershipList({ organizationId, orderBy: '+created_at', ...page }), projectMembership)
  await fillList(db, limit, page => clerk.organizations.getOrganizationInvitationList({ organizationId, status: ['pending'], ...page }), projectInvitation)
  await ifEnabled(fillList(db, limit, async (page) => {
    const { data, totalCount } = await clerk.organizations.getOrganizationDomainList({ organizationId, ...page })
    return { data: data.map(domain => ({ id: domain.id, raw: domainJson(domain) })), totalCount }
  }, projectDomain))
  await Promise.all([refreshConnections({ db, clerk }, organizationId), refreshSubscription({ db, clerk }, organizationId), keepPlansFresh({ db, clerk }, false)])
  await db.write(tx => applyChanges(tx, [organizationFilled(organizationId, startedAt)]))
}

interface Runs { running: Map<string, Promise<void>>, failed: Map<string, { error: unknown, until: number }> }

const runsOf = new WeakMap<Database, Runs>()

/**
 * Brings a whole organization with its members, pending invitations, domains, connections and subscription into the mirror,
 * from the Backend API.
 *
 * Callers that ask at the same time share one run. After a failure, callers get the same error at once until the back-off
 * is over, so that requests do not pile up while Clerk is unreachable. A mirrored organization that Clerk no longer knows is tombstoned.
 *
 * @param deps - the mirror, and whom to ask
 * @param orgId - `org_…`, from a verified session
 * @throws what the Backend API threw
 */
export async function fillOrganization(deps: FillDeps, orgId: string, { pageSize = 500, backOff = 30_000 }: FillOptions = {}): Promise<void> {
  const runs = runsOf.get(deps.db) ?? { running: new Map(), failed: new Map() }
  runsOf.set(deps.db, runs)
  const { running, failed } = runs

  const failure = failed.get(orgId)
  if (failure && failure.until > Date.now()) throw failure.error
  failed.delete(orgId)

  let run = running.get(orgId)
  if (!run) {
    run = fill(deps, orgId, pageSize)
      .catch((error: unknown) => {
        failed.set(orgId, { error, until: Date.now() + backOff })
        throw error
      })
      .finally(() => running.delete(orgId))
    running.set(orgId, run)
  }
  return run
}
