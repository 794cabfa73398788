import { isClerkAPIResponseError } from '@clerk/backend/errors'
import { listConnections, listDomains, type Database } from '../../../db'
import { applyChanges } from '../project/apply'
import { SETTLING, type FillDeps } from './fill'
import { projectPlan, projectSubscription } from '../project/project-billing'
import type { Change } from '../project/project'
import { connectionDeleted, domainDeleted, projectConnection, projectDomain } from '../project/project-domains'
import { connectionJson, domainJson, planJson, subscriptionJson } from './sdk'

/** What Clerk answers where an instance does without domains, single sign-on or Billing. */
const isRefused = (error: unknown): boolean => isClerkAPIResponseError(error) && [400, 402, 403, 404, 422].includes(error.status)

/** What a call answers; undefined where the instance does not have what it is about. */
export const ifEnabled = <T>(call: Promise<T>): Promise<T | undefined> => call.catch((error: unknown) => {
  if (isRefused(error)) return undefined
  throw error
})

interface PartList<T> {
  mirrored: readonly { id: string, createdAt: number }[]
  list: Promise<{ data: T[], totalCount: number }>
  project: (one: T, seenAt: number) => Change[]
  ended: (id: string, deletedAt: number) => Change
}

/** Mirrors the few parts that an organization has of a kind. One that Clerk does not list any more gets its tombstone. */
async function mirrorParts<T extends { id: string }>(db: Database, seenAt: number, { mirrored, list, project, ended }: PartList<T>): Promise<void> {
  const page = await ifEnabled(list)
  if (!page) return
  const changes = page.data.flatMap(one => project(one, seenAt))
  const gone = page.data.length === page.totalCount ? mirrored.filter(({ id, createdAt }) => createdAt < seenAt - SETTLING && !page.data.some(one => one.id === id)) : []
  await db.write(tx => applyChanges(tx, [...changes, ...gone.map(({ id }) => ended(id, seenAt))]))
}

/**
 * Asks Clerk for the organization's connections to identity providers and mirrors the answer.
 *
 * @throws what the Backend API threw
 */
export async function refreshConnections({ db, clerk }: FillDeps, organizationId: string): Promise<void> {
  const mirrored = (await listConnections(db, organizationId)).filter(({ deletedAt }) => deletedAt === null)
  await mirrorParts(db, Date.now(), {
    mirrored, list: clerk.enterpriseConnections.getEnterpriseConnectionList({ organizationId, limit: 500 }),
    project: (one, seenAt) => projectConnection(connectionJson(one), seenAt), ended: connectionDeleted,
  })
}

/**
 * Asks Clerk for the organization's domains and mirrors the answer.
 *
 * @throws what the Backend API threw
 */
export async function refreshDomains({ db, clerk }: FillDeps, organizationId: string): Promise<void> {
  const mirrored = await listDomains(db, organizationId)
  await mirrorParts(db, Date.now(), {
    mirrored, list: clerk.organizations.getOrganizationDomainList({ organizationId, limit: 500 }),
    project: (one, seenAt) => projectDomain(domainJson(one), seenAt), ended: domainDeleted,
  })
}

/**
 * Asks Clerk for what the organization has subscribed to and mirrors the answer.
 *
 * @throws what the Backend API threw
 */
export async function refreshSubscription({ db, clerk }: FillDeps, organizationId: string): Promise<void> {
  const seenAt = Date.now()
  const subscription = await ifEnabled(clerk.billing.getOrganizationBillingSubscription(organizationId))
  const changes = subscription ? projectSubscription(subscriptionJson(subscription, organizationId), seenAt) : []
  await db.write(tx => applyChanges(tx, changes))
}

/**
 * Asks Clerk for the plans of the instance with their features, which no event tells, and mirrors the answer.
 *
 * @throws what the Backend API threw
 */
export async function refreshPlans({ db, clerk }: FillDeps): Promise<void> {
  const seenAt = Date.now()
  const page = await ifEnabled(clerk.billing.getPlanList({ payerType: 'org', limit: 500 }))
  const changes = (page?.data ?? []).flatMap(plan => projectPlan(planJson(plan), seenAt))
  await db.write(tx => applyChanges(tx, changes))
}

interface Asked { at: number, done: Promise<void> }

/** Makes the function that has something asked again when the last answer is old. Callers at the same time share a run; failures are logged. */
function keeper(what: string, ask: (deps: FillDeps, key: string) => Promise<void>) {
  const asked = new WeakMap<Database, Map<string, Asked>>()
  return (deps: FillDeps, key: string, maxAge: number): Promise<void> => {
    const runs = asked.get(deps.db) ?? new Map<string, Asked>()
    asked.set(deps.db, runs)
    const last = runs.get(key)
    if (last && Date.now() - last.at < maxAge) return last.done
    const done = ask(deps, key).catch((error: unknown) => console.warn(`[mirror] ${what} could not be read: ${String(error)}`))
    runs.set(key, { at: Date.now(), done })
    return done
  }
}

const plansKept = keeper('plans', refreshPlans)
const connectionsKept = keeper('connections', refreshConnections)
const domainsKept = keeper('domains', refreshDomains)

/** Age at which plans are asked for again, in ms: Clerk sends no event when one is changed. */
const PLANS_STALE = 600_000
/** The same while a plan is missing. */
const PLANS_MISSING = 30_000
/** Age at which connections and domains are asked for again, in ms. */
const PARTS_STALE = 10_000

/**
 * Has the instance's plans asked for when they are old or one is missing.
 *
 * @param missing - whether a plan was looked for and not there
 * @returns once they are there; whoever can answer without need not wait
 */
export const keepPlansFresh = (deps: FillDeps, missing: boolean): Promise<void> => plansKept(deps, '', missing ? PLANS_MISSING : PLANS_STALE)

/**
 * Has the organization's connections asked for in the background when somebody looks at them: Clerk sends no event when one
 * is added or changed. Open pages are told of what has changed.
 */
export const keepConnectionsFresh = (deps: FillDeps, organizationId: string): void => void connectionsKept(deps, organizationId, PARTS_STALE)

/** The same for domains: their events may come late, or not at all where no endpoint is set up. */
export const keepDomainsFresh = (deps: FillDeps, organizationId: string): void => void domainsKept(deps, organizationId, PARTS_STALE)
