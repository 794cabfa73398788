import { findOrganization, listIds } from '../../../db'
import { applyChanges } from '../project/apply'
import { isNotFound, type FillDeps } from '../fill/fill'
import { organizationFilled } from '../project/project'
import { pacedCalls, TruncatedError } from './calls'
import { compareOrganization, compareOrganizationList, sweepInstance, walkInstance, type Comparing } from './lists'
import { record, type ReconcileReport } from './report'
import { instanceResources, organizationResources } from './resources'
import { findPosition, positionKeeper, putSummary, requireInstance, takeLease, type Position, type Save } from './state'

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
  /** Told how far it is, and of each wait after a failure. */
  progress?: (line: string) => void
}

/** Organizations read at once from the mirror. */
const BATCH = 100

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
  try {
    const paced = pacedCalls({ perSecond, tries, backOff, signal, waiting: (error, ms) => progress(`waiting ${(ms / 1000).toFixed(1)} s: ${String(error)}`) })
    const call: Comparing['call'] = async (work) => {
      await lease?.keep()
      return paced(work)
    }
    const instance = await call(() => clerk.instance.get())
    await requireInstance(db, instance.id, fix)

    const resuming = fix && !organizationId ? await findPosition(db) : undefined
    const report: ReconcileReport = {
      startedAt: resuming?.startedAt ?? Date.now(), finishedAt: 0, resumed: resuming !== undefined,
      counts: resuming?.counts ?? {}, differences: [], unreadable: [], incomplete: [],
    }
    const comparing: Comparing = { db, clerk, call, fix, pageSize, progress, report: found => record(report, found) }
    if (organizationId) await reconcileOrganization(comparing, report, organizationId)
    else if (fix) await positionKeeper(db, report, save => reconcileAll(comparing, report, save, resuming))
    else await reconcileAll(comparing, report, () => Promise.resolve())
    report.finishedAt = Date.now()
    if (fix && !organizationId) await putSummary(db, report)
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

async function reconcileAll(comparing: Comparing, report: ReconcileReport, save: Save, resuming?: Position): Promise<void> {
  const { progress } = comparing
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
