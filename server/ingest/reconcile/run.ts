import { findOrganization, listIds, type MirrorTable } from '../../../db'
import { applyChanges } from '../apply'
import { isNotFound, type FillDeps } from '../fill'
import { organizationFilled } from '../project'
import { pacedCalls, TruncatedError } from './calls'
import type { Difference } from './compare'
import { compareOrganization, compareOrganizationList, sweepInstance, walkInstance, type Comparing } from './lists'
import { instanceResources, organizationResources } from './resources'
import { findPosition, putPosition, putSummary, requireInstance, takeLease, type Counts, type Position } from './state'

/** How to reconcile. `perSecond` leaves room in Clerk's limits for the app itself; `backOff` in ms. */
export interface ReconcileOptions {
  /** Only this organization, with what it has. */
  organizationId?: string
  /** Whether to put right what differs; otherwise it is only told. */
  fix: boolean
  perSecond: number
  pageSize?: number
  tries?: number
  backOff?: number
  signal?: AbortSignal
  /** Told of each step, and of each wait after a failure. */
  progress?: (line: string) => void
}

/** What was found. `incomplete` says which lists could not be compared in full, and why. */
export interface ReconcileReport {
  startedAt: number
  finishedAt: number
  resumed: boolean
  counts: Counts
  /** The first of them; `counts` has all. */
  differences: Difference[]
  unreadable: { table: MirrorTable, id: string }[]
  incomplete: { what: string, why: string }[]
}

/** Differences that are named in a report. */
const NAMED = 1000
/** Position is kept at most this often, in ms. */
const SAVING = 2_000
/** Organizations read at once from the mirror. */
const BATCH = 100

/** Another process reconciles at this moment. */
export class ReconcileBusyError extends Error {
  override name = 'ReconcileBusyError'
}

/** Differences that are still there afterwards: all without `fix`, and otherwise what cannot be put right. */
export const openDifferences = ({ counts }: Pick<ReconcileReport, 'counts'>, fix: boolean): number =>
  Object.values(counts).reduce((sum, { missing = 0, changed = 0, gone = 0, buried = 0 }) => sum + buried + (fix ? 0 : missing + changed + gone), 0)

/**
 * Compares the mirror with Clerk through the Backend API, and puts it right: gaps of lost events, of downtime, of a webhook
 * endpoint that was off.
 *
 * Rows are merged as those of webhooks are, as of the time before the call, so that nothing newer is overwritten. Nothing
 * is taken for deleted because a list lacks it: each such row is asked for by its id, and Clerk must say that it is gone.
 * A run over everything that was stopped goes on where it was.
 *
 * @throws ReconcileBusyError; what the Backend API threw, when it goes on failing; the signal's reason
 */
export async function reconcile({ db, clerk }: FillDeps, options: ReconcileOptions): Promise<ReconcileReport> {
  const { organizationId, fix, perSecond, pageSize = 500, tries = 8, backOff = 500, signal = new AbortController().signal, progress = () => {} } = options
  const lease = fix ? await takeLease(db) : undefined
  if (fix && !lease) throw new ReconcileBusyError('Reconciling is under way already, in this process or another one.')
  try {
    const paced = pacedCalls({ perSecond, tries, backOff, signal, waiting: (error, ms) => progress(`waiting ${(ms / 1000).toFixed(1)} s: ${String(error)}`) })
    const call: Comparing['call'] = async (work) => {
      await lease?.keep()
      return paced(work)
    }
    await requireInstance(db, (await call(() => clerk.instance.get())).id)

    const resuming = fix && !organizationId ? await findPosition(db) : undefined
    const report: ReconcileReport = {
      startedAt: resuming?.startedAt ?? Date.now(), finishedAt: 0, resumed: resuming !== undefined,
      counts: resuming?.counts ?? {}, differences: [], unreadable: [], incomplete: [],
    }
    const comparing: Comparing = {
      db, clerk, call, fix, pageSize,
      report({ table, differences = [], scanned = 0, unreadable = [] }) {
        const counts = report.counts[table] ??= { scanned: 0 }
        counts.scanned += scanned
        for (const { kind } of differences) counts[kind] = (counts[kind] ?? 0) + 1
        report.differences.push(...differences.slice(0, NAMED - report.differences.length))
        report.unreadable.push(...unreadable.map(id => ({ table, id })))
      },
    }
    let position = resuming, savedAt = Date.now()
    const save = async (step: string, at: string) => {
      position = { startedAt: report.startedAt, step, at, counts: report.counts }
      if (!fix || Date.now() - savedAt < SAVING) return
      savedAt = Date.now()
      await putPosition(db, position)
    }
    try {
      if (organizationId) await reconcileOrganization(comparing, report, organizationId)
      else await reconcileAll(comparing, report, progress, save, resuming)
    }
    catch (error) {
      // A database that is gone says so itself.
      if (fix && position) await putPosition(db, position).catch(() => {})
      throw error
    }
    report.finishedAt = Date.now()
    const { startedAt, finishedAt, counts } = report
    if (fix && !organizationId) await putSummary(db, { startedAt, finishedAt, counts, complete: !report.incomplete.length })
    return report
  }
  finally { await lease?.release() }
}

/** Runs one comparison; a list that stays cut short does not stop the others. */
async function attempt(report: ReconcileReport, what: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return true
  }
  catch (error) {
    if (!(error instanceof TruncatedError)) throw error
    report.incomplete.push({ what, why: error.message })
    return false
  }
}

async function reconcileParts(comparing: Comparing, report: ReconcileReport, organizationId: string): Promise<void> {
  const startedAt = Date.now()
  let whole = true
  for (const resource of organizationResources)
    whole = await attempt(report, `${resource.table} of ${organizationId}`, () => compareOrganizationList(comparing, resource, organizationId)) && whole
  const { db, fix } = comparing
  const organization = await findOrganization(db, organizationId)
  if (fix && whole && organization?.filledAt === null) await db.write(tx => applyChanges(tx, [organizationFilled(organizationId, startedAt)]))
}

async function reconcileOrganization(comparing: Comparing, report: ReconcileReport, organizationId: string): Promise<void> {
  const resource = instanceResources.find(({ table }) => table === 'organizations')!
  if (await compareOrganization(comparing, resource, organizationId)) await reconcileParts(comparing, report, organizationId)
}

type Save = (step: string, at: string) => Promise<void>

async function reconcileAll(comparing: Comparing, report: ReconcileReport, progress: (line: string) => void, save: Save, resuming?: Position): Promise<void> {
  const steps: { name: string, run: (at: string) => Promise<unknown> }[] = []
  for (const resource of instanceResources) {
    const { table, ending } = resource
    // A list that is held in memory is read again from its start.
    let seen: Set<string> | undefined
    const read = async (offset: number) => { seen = await walkInstance(comparing, resource, offset, reached => save(`${table} list`, String(Math.max(0, reached - comparing.pageSize)))) }
    steps.push({ name: `${table} list`, run: at => attempt(report, `the list of ${table}`, () => read(ending?.among ? Number(at) : 0)) })
    if (ending) steps.push({ name: `${table} sweep`, run: at => attempt(report, `what is left of ${table}`, async () => {
      if (!ending.among && !seen) await read(0)
      await sweepInstance(comparing, resource, ending, seen ?? new Set(), at, id => save(`${table} sweep`, id))
    }) })
  }
  steps.push({ name: 'parts', run: async (at) => {
    for (let ids = await listIds(comparing.db, 'organizations', at, BATCH); ids.length; ids = await listIds(comparing.db, 'organizations', ids.at(-1)!, BATCH)) {
      for (const id of ids) {
        await reconcileParts(comparing, report, id).catch((error: unknown) => {
          // Deleted a moment ago: its own row is told already, or by its webhook.
          if (!isNotFound(error)) throw error
        })
        await save('parts', id)
      }
      progress(`organizations: ${Object.entries(report.counts).map(([table, { scanned }]) => `${scanned} ${table}`).join(', ')}`)
    }
  } })
  const first = Math.max(0, steps.findIndex(({ name }) => name === resuming?.step))
  for (const [index, { name, run }] of steps.entries()) {
    if (index < first) continue
    progress(name)
    const at = index === first ? resuming?.at ?? '' : ''
    await save(name, at)
    await run(at)
  }
}
