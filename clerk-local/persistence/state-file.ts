import { createPrivateKey } from 'node:crypto'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { z } from 'zod'
import type { Context } from '../core/context.ts'
import { createMissingDefaultPlans } from '../domain/billing/catalog/plans.ts'
import type { Webhooks } from '../webhooks/index.ts'
import { writeAtomically } from './atomic.ts'
import { type InstanceSnapshot, restoreSnapshot, storeForm, webhooksForm } from './snapshot.ts'

const version = 2

/** Changes the file keeps: enough to replay what an app missed while it was restarted. */
const keptChanges = 1000

/** Finished deliveries the file keeps for the log; pending ones are all kept. */
const keptDeliveries = 200

/** All that survives a restart. */
interface SavedState extends InstanceSnapshot {
  privateKeyPem: string
}

const schema = z.object({
  version: z.literal(version),
  privateKeyPem: z.string().refine(isPrivateKey, 'is not a private key'),
  settings: z.looseObject({}),
  store: storeForm,
  webhooks: webhooksForm,
})

/** The saved state, or none. A file that can't be used is set aside, so that a start never fails on it. */
export function readStateFile(file: string, log: (line: string) => void): SavedState | undefined {
  if (!existsSync(file)) return undefined
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8'))) as unknown as SavedState
  }
  catch (error) {
    setAside(file, error, log)
    return undefined
  }
}

/** Takes up the saved state; false when it turns out unusable, which sets its file aside. */
export function takeUp(ctx: Context, webhooks: Webhooks, saved: SavedState, stateFile: string): boolean {
  try {
    // The settings are resolved by now: flags come before the saved ones.
    restoreSnapshot(ctx, webhooks, { ...saved, settings: ctx.settings })
    createMissingDefaultPlans(ctx)
    return true
  }
  catch (error) {
    setAside(stateFile, error, ctx.log)
    return false
  }
}

/** Moves a state file that can't be used out of the way and says where. */
function setAside(file: string, error: unknown, log: (line: string) => void): void {
  const aside = `${file}.unusable-${Date.now()}`
  renameSync(file, aside)
  const reason = error instanceof z.ZodError ? `${error.issues[0]?.path.join('.')}: ${error.issues[0]?.message}` : error instanceof Error ? error.message : String(error)
  log(`The state file ${file} can't be used (${reason}). It is now ${aside}; starting from the seed.`)
}

/** Writes the state a moment after it changed, and once more on close. */
export class StateFile {
  private readonly file: string
  private readonly collect: () => SavedState
  private readonly log: (line: string) => void
  private timer: NodeJS.Timeout | undefined
  private waitMs = 300

  constructor(file: string, collect: () => SavedState, log: (line: string) => void) {
    this.file = file
    this.collect = collect
    this.log = log
  }

  /** Something may have changed. */
  touch(): void {
    this.timer ??= setTimeout(() => this.save(), this.waitMs).unref()
  }

  save(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const start = performance.now()
    try {
      const { store, webhooks, ...rest } = this.collect()
      const finished = webhooks.deliveries.filter(d => d.status !== 'pending').slice(-keptDeliveries)
      const deliveries = webhooks.deliveries.filter(d => d.status === 'pending' || finished.includes(d))
      writeAtomically(this.file, JSON.stringify({ version, ...rest, store: { ...store, changes: store.changes.slice(-keptChanges) }, webhooks: { ...webhooks, deliveries } }))
    }
    catch (error) {
      this.log(`The state could not be saved to ${this.file}: ${error instanceof Error ? error.message : String(error)}`)
    }
    // A large state is saved less often, so that saving stays a small part of the work.
    this.waitMs = Math.max(300, (performance.now() - start) * 20)
  }
}

function isPrivateKey(pem: string): boolean {
  try {
    createPrivateKey(pem)
    return true
  }
  catch {
    return false
  }
}
