import type { ClerkClient } from '@clerk/backend'
import { findRow, listIds, listIdsOf, startPosition, type Database, type MirrorTable } from '../../../db'
import { applyChanges } from '../apply'
import { isNotFound, SETTLING } from '../fill'
import type { Change } from '../project'
import { TruncatedError } from './calls'
import { compareChanges, type Difference } from './compare'
import type { InstanceResource, Listed, OrganizationResource, Page, Part } from './resources'

/** What comparing needs. `call` paces and repeats; without `fix` nothing is written. */
export interface Comparing {
  db: Database
  clerk: ClerkClient
  call: <T>(work: () => Promise<T>) => Promise<T>
  fix: boolean
  pageSize: number
  /** Told of what differs, of how many were looked at, and of what Clerk sent that cannot be read. */
  report: (facts: { table: MirrorTable, differences?: Difference[], scanned?: number, unreadable?: string[] }) => void
}

/** Rows compared in one unit of work: the writer is not held for long. */
const CHUNK = 50
/** Ids asked for in one call, Clerk's limit. */
const AMONG = 100
/** How often a list may be found to have moved before it is given up. */
const MAX_STEPS_BACK = 20

interface Kind { table: MirrorTable, project: (raw: unknown, seenAt: number) => Change[] }

/** Holds what Clerk sent against the mirror, and applies what is news. `seenAt` is from before the call: whatever was written since is newer. */
async function compareListed({ db, fix, report }: Comparing, { table, project }: Kind, listed: readonly Listed[], seenAt: number): Promise<void> {
  for (let at = 0; at < listed.length; at += CHUNK) {
    const unreadable: string[] = []
    const changes = listed.slice(at, at + CHUNK).flatMap(({ id, raw }) => {
      try { return project(raw, seenAt) }
      catch {
        unreadable.push(id)
        return []
      }
    })
    const differences = await db.write(async (tx) => {
      const found = await compareChanges(tx, changes)
      if (fix) await applyChanges(tx, found.news)
      return found.differences
    })
    // What a resource embeds is counted where it is listed itself.
    report({ table, differences: differences.filter(difference => difference.table === table), unreadable })
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
async function walk(comparing: Comparing, kind: Kind, ask: (part: Part) => Promise<Page>, from: number, passed: (data: Listed[], offset: number) => Promise<void> | void): Promise<void> {
  const { call, pageSize: limit, report } = comparing
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
    if (offset + data.length >= totalCount) return
    before = new Set(data.map(({ id }) => id))
    offset += data.length - 1
  }
}

/** A mirrored row that Clerk did not list: asked for by its id, and buried only if Clerk says that it does not exist. */
async function confirm(comparing: Comparing, resource: Kind & { gone: (id: string, at: number) => Change }, id: string, find: (row: { id: string, userId: string }) => Promise<unknown>): Promise<void> {
  const { db, call, fix, report } = comparing
  const { table } = resource
  const row = await db.write(tx => findRow(tx, table, id))
  // What is seconds old may be missing in Clerk's answers although it exists.
  if (!row || row.deletedAt !== null || (row.createdAt ?? 0) > Date.now() - SETTLING) return
  // A membership that names no person cannot be asked for.
  if ('userId' in row && !row.userId) return
  const userId = 'userId' in row ? row.userId ?? '' : ''
  const { raw, seenAt } = await call(async () => {
    const seenAt = Date.now()
    return { seenAt, raw: await find({ id, userId }) }
  })
  if (raw !== undefined) return compareListed(comparing, resource, [{ id, raw }], seenAt)
  if (fix) await db.write(tx => applyChanges(tx, [resource.gone(id, seenAt)]))
  report({ table, differences: [{ table, id, kind: 'gone' }] })
}

/** Compares what Clerk's list of the whole instance has. Returns the ids where the list is short enough. */
export async function walkInstance(comparing: Comparing, resource: InstanceResource, from: number, reached: (offset: number) => Promise<void> | void): Promise<Set<string>> {
  const seen = new Set<string>()
  await walk(comparing, resource, part => resource.list(comparing.clerk, part), from, async (data, offset) => {
    if (!resource.among) for (const { id } of data) seen.add(id)
    await reached(offset)
  })
  return seen
}

/** Looks for what the mirror has and Clerk has not, after an id, in the order of ids. `seen` as `walkInstance` returned it. */
export async function sweepInstance(comparing: Comparing, resource: InstanceResource, seen: Set<string>, after: string, reached: (id: string) => Promise<void> | void): Promise<void> {
  const { db, clerk, call } = comparing
  const { table, among, get } = resource
  const find = ({ id }: { id: string }) => get(clerk, id).catch((error: unknown) => {
    if (isNotFound(error)) return undefined
    throw error
  })
  for (let ids = await listIds(db, table, after, AMONG); ids.length; ids = await listIds(db, table, ids.at(-1)!, AMONG)) {
    const asked = ids
    const known = among ? new Set((await call(() => among(clerk, asked))).data.map(({ id }) => id)) : seen
    for (const id of ids) if (!known.has(id)) await confirm(comparing, resource, id, find)
    await reached(ids.at(-1)!)
  }
}

/** Compares one kind of thing of an organization, both ways. */
export async function compareOrganizationList(comparing: Comparing, resource: OrganizationResource, organizationId: string): Promise<void> {
  const { db, clerk } = comparing
  const { table, list, find } = resource
  const seen = new Set<string>()
  await walk(comparing, resource, part => list(clerk, organizationId, part), 0, data => data.forEach(({ id }) => seen.add(id)))
  for (let rows = await listIdsOf(db, table, organizationId, startPosition, AMONG); rows.length; rows = await listIdsOf(db, table, organizationId, rows.at(-1)!, AMONG))
    for (const { id } of rows) if (!seen.has(id)) await confirm(comparing, resource, id, row => find(clerk, organizationId, row))
}

/** Compares one organization's own row. Returns whether Clerk has the organization. */
export async function compareOrganization(comparing: Comparing, resource: InstanceResource, organizationId: string): Promise<boolean> {
  const { clerk, call, db } = comparing
  const seenAt = Date.now()
  try {
    await compareListed(comparing, resource, [{ id: organizationId, raw: await call(() => resource.get(clerk, organizationId)) }], seenAt)
    comparing.report({ table: resource.table, scanned: 1 })
    return true
  }
  catch (error) {
    if (!isNotFound(error)) throw error
    if (await db.write(tx => findRow(tx, 'organizations', organizationId)))
      await confirm(comparing, resource, organizationId, () => Promise.resolve(undefined))
    return false
  }
}
