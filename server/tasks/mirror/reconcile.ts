import { defineTask, useNitroApp, useRuntimeConfig } from 'nitropack/runtime'
import { callsPerSecond, isReconcileDue, reconcileQuietly } from '../../services/mirror/reconcile'
import { createClerk } from '../../utils/clerk/clerk-client'
import { clerkKeys } from '../../utils/clerk/clerk-keys'
import { openDatabase } from '../../utils/http/database'
import { clerkCalls, differences } from '../../utils/http/metrics'

/** A page of 500 takes longer than people should wait, in ms. */
const TIMEOUT = 30_000

/** Compares the mirror with Clerk when that is due, or at once with the payload `{ now: true }`. */
export default defineTask({
  meta: { name: 'mirror:reconcile', description: 'Compares the mirror with Clerk and puts it right' },
  async run({ payload }) {
    const { mirror } = useRuntimeConfig()
    const db = await openDatabase()
    if (!payload.now && !await isReconcileDue(db, mirror.reconcileHours)) return { result: 'not due' }
    const stop = new AbortController()
    useNitroApp().hooks.hookOnce('close', () => stop.abort(new Error('The server stops.')))
    const keys = clerkKeys()
    const clerk = createClerk(keys, { timeout: TIMEOUT, pause: 0, ended: outcome => clerkCalls.inc({ outcome }) })
    const report = await reconcileQuietly({ db, clerk }, mirror.callsPerSecond || callsPerSecond(keys.secretKey), stop.signal)
    for (const [table, { scanned: _, ...kinds }] of Object.entries(report?.counts ?? {}))
      for (const [kind, count] of Object.entries(kinds)) differences.inc({ table, kind }, count)
    return { result: report ? 'done' : 'not done' }
  },
})
