import type { ClerkClient } from '@clerk/backend'
import { findRow, listIds, listIdsOf, startPosition, type Database, type InstanceTable, type MirrorTable, type OrganizationTable, type Position } from '../../../db'
import { applyChanges } from '../project/apply'
import { isNotFound, SETTLING } from '../fill/fill'
import { TruncatedError } from './calls'
import { compareChanges, type Difference } from './compare'
import type { Found } from './report'
import type { Ending, InstanceResource, Known, Listed, Listing, OrganizationResource, Page, Part } from './resources'

/** What comparing needs. `call` paces and repeats; without `fix` nothing is written. */
export interface Comparing {
  db: Database
  clerk: ClerkClient
  call: <T>(work: () => Promise<T>) => Promise<T>
  fix: boolean
  pageSize: number
  report: (found: Found) => void
  progress: (line: string) => void
}

/** Rows compared in one unit of work: the writer is not held for long. */
const CHUNK = 50
/** Ids asked for in one call, Clerk's limit. */
const AMONG = 100
/** How often a list may be found to have moved before it is given up. */
const MAX_STEPS_BACK = 20

/** Holds what Clerk sent against the mirror, and applies what is news. `seenAt` is from before the call: whatever was written since is newer. */
async function compareListed({ db, fix, report }: Comparing, { table, embeds = [], project }: Listing, listed: readonly Listed[], seenAt: number): Promise<void> {
  for (let at = 0; at < listed.length; at += CHUNK) {
    const unreadable: string[] = []
    const resources = listed.slice(at, at + CHUNK).flatMap(({ id, raw }) => {
      try { return [project(raw, seenAt)] }
      catch {
        unreadable.push(id)
        return []
      }
    })
    const differences = await db.write(async (tx) => {
      const found: Difference[] = []
      for (const changes of resources) {
        const { differences, news } = await compareChanges(tx, changes)
        found.push(...differences)
        if (fix && news) await applyChanges(tx, changes)
      }
      return found
    })
    // What is listed itself is counted there.
    const counted: readonly MirrorTable[] = [table, ...embeds]
    report({ table, differences: differences.filter(difference => counted.includes(difference.table)), unreadable })
  }
}

/** A part of a list that is as long as its total says. */
async function wholePart(ask: (part: Part) => Promise<Page>, part: Part): Promise<Page & { seenAt: number }> {
  const seenAt = Date.now()
  const page = await ask(part)
  if (page.data.length !== Math.max(0, Math.min(part.limit, page.totalCount - part.offset)))
    throw new TruncatedError(`Clerk sent ${page.data.length} rows from ${part.offset} on, of ${page.totalCount}.`)
  return { ...page, seenAt }
}

/**
 * Goes through a whole list. Offsets shift when something is removed meanwhile, so each part begins with the last row of
 * the one before: where none of its rows was seen before, it steps back.
 *
 * @throws TruncatedError when the list is cut short or keeps moving
 */
async function walk(comparing: Comparing, kind: Listing, ask: (part: Part) => Promise<Page>, from: number, passed: (data: Listed[], offset: number) => Promise<void> | void): Promise<void> {
  const { call, pageSize: limit, report, progress } = comparing
  let before = new Set<string>()
  for (let offset = from, stepsBack = 0; ;) {
    const { data, totalCount, seenAt } = await call(() => wholePart(ask, { limit, offset }))
    if (before.size && offset > 0 && !data.some(({ id }) => before.has(id))) {
      if (++stepsBack > MAX_STEPS_BACK) throw new TruncatedError('The list kept changing while it was read.')
      offset = Math.max(0, offset - limit)
      continue
    }
    await compareListed(comparing, kind, data, seenAt)
    const fresh = data.filter(({ id }) => !before.has(id))
    report({ table: kind.table, scanned: fresh.length })
    await passed(fresh, offset)
    if (totalCount > limit) progress(`${kind.table}: ${offset + data.length} of ${totalCount}`)
    if (offset + data.length >= totalCount) return
    before = new Set(data.map(({ id }) => id))
    offset += data.length - 1
  }
}

type Find = (row: { id: string, userId: string }) => Promise<unknown>

/** A mirrored row that Clerk did not list: asked for by its id, and buried only if Clerk says that it does not exist. */
async function confirm(comparing: Comparing, listing: Listing, { table, gone }: Ending<InstanceTable | OrganizationTable>, id: string, find: Find): Promise<void> {
  const { db, call, fix, report } = comparing
  const row = await db.write(tx => findRow(tx, table, id))
  // What is seconds old may be missing in Clerk's answers although it exists.
  if (!row || row.deletedAt !== null || (row.createdAt ?? 0) > Date.now() - SETTLING) return
  const known: Known = { id, organizationId: 'organizationId' in row ? row.organizationId : null, userId: 'userId' in row ? row.userId : null }
  // A membership that names no person cannot be asked for.
  if (table === 'memberships' && !known.userId) return
  const { raw, seenAt } = await call(async () => {
    const seenAt = Date.now()
    return { seenAt, raw: await find({ id, userId: known.userId ?? '' }) }
  })
  if (raw !== undefined) return compareListed(comparing, listing, [{ id, raw }], seenAt)
  if (fix) await db.write(tx => applyChanges(tx, gone(known, seenAt)))
  report({ table, differences: [{ table, id, kind: 'gone' }] })
}

/** Compares what Clerk's list of the whole instance has. Returns the ids where the list is short enough. */
export async function walkInstance(comparing: Comparing, resource: InstanceResource, from: number, reached: (offset: number) => Promise<void> | void): Promise<Set<string>> {
  const seen = new Set<string>()
  await walk(comparing, resource, part => resource.list(comparing.clerk, part), from, async (data, offset) => {
    if (!resource.ending?.among) for (const { id } of data) seen.add(id)
    await reached(offset)
  })
  return seen
}

/** Looks for what the mirror has and Clerk has not, after an id, in the order of ids. `seen` as `walkInstance` returned it. */
export async function sweepInstance(
  comparing: Comparing, resource: InstanceResource, ending: NonNullable<InstanceResource['ending']>, seen: Set<string>, after: string, reached: (id: string) => Promise<void> | void,
): Promise<void> {
  const { db, clerk, call } = comparing
  const { table, among, get } = ending
  const find: Find = ({ id }) => get(clerk, id).catch((error: unknown) => {
    if (isNotFound(error)) return undefined
    throw error
  })
  const next = (after: string) => db.write(tx => listIds(tx, table, after, AMONG))
  for (let ids = await next(after); ids.length; ids = await next(ids.at(-1)!)) {
    const asked = ids
    const known = among ? new Set((await call(() => among(clerk, asked))).data.map(({ id }) => id)) : seen
    for (const id of ids) if (!known.has(id)) await confirm(comparing, resource, ending, id, find)
    await reached(ids.at(-1)!)
  }
}

/** Compares one kind of thing of an organization, both ways. */
export async function compareOrganizationList(comparing: Comparing, resource: OrganizationResource, organizationId: string): Promise<void> {
  const { db, clerk, fix } = comparing
  const { list, ending } = resource
  const seen = new Set<string>()
  await walk(comparing, resource, part => list(clerk, organizationId, part), 0, data => data.forEach(({ id }) => seen.add(id)))
  if (!ending) return
  const next = (after: Position) => listIdsOf(db, ending.table, organizationId, after, AMONG)
  for (let rows = await next(startPosition); rows.length; rows = await next(rows.at(-1)!))
    for (const { id } of rows) if (!seen.has(id)) await confirm(comparing, resource, ending, id, async row =>
      await ending.find(clerk, organizationId, row) ?? (fix ? ending.probe?.(clerk, organizationId, id) : undefined))
}

/** Compares one organization's own row. Returns whether Clerk has the organization. */
export async function compareOrganization(comparing: Comparing, resource: InstanceResource, organizationId: string): Promise<boolean> {
  const { clerk, call } = comparing
  const ending = resource.ending!
  const seenAt = Date.now()
  const raw = await call(() => ending.get(clerk, organizationId)).catch((error: unknown) => {
    if (!isNotFound(error)) throw error
  })
  if (raw === undefined) await confirm(comparing, resource, ending, organizationId, () => Promise.resolve(undefined))
  else {
    await compareListed(comparing, resource, [{ id: organizationId, raw }], seenAt)
    comparing.report({ table: resource.table, scanned: 1 })
  }
  return raw !== undefined
}
