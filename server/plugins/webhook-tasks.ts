import { defineNitroPlugin } from 'nitropack/runtime'
import { listenerNames } from '../services/mirror/webhook-listeners'
import { runDueTasks } from '../services/mirror/webhook-tasks'
import { createClerk } from '../utils/clerk/clerk-client'
import { clerkKeys } from '../utils/clerk/clerk-keys'
import { openDatabase } from '../utils/http/database'
import { clerkCalls } from '../utils/http/metrics'

/** How often the outbox is looked at, in ms. */
const LOOK = 1000
/** Nobody waits for a listener's call to Clerk, in ms. */
const TIMEOUT = 30_000

/** Does what listeners have to do about events. Without listeners it does nothing. */
export default defineNitroPlugin((nitro) => {
  const clerk = createClerk(clerkKeys(), { timeout: TIMEOUT, pause: 0, ended: outcome => clerkCalls.inc({ outcome }) })
  const stop = new AbortController()
  // Each listener goes on by itself: one that is slow holds up no other.
  const working = new Map<string, Promise<unknown>>()
  const look = (name: string) => openDatabase().then(db => runDueTasks({ db, clerk, stop: stop.signal }, name))
    // A database that cannot be written is told by /api/ready.
    .catch(() => {}).finally(() => working.delete(name))
  const timer = setInterval(() => {
    for (const name of listenerNames()) if (!working.has(name)) working.set(name, look(name))
  }, LOOK).unref()
  nitro.hooks.hook('close', async () => {
    clearInterval(timer)
    stop.abort()
    await Promise.all(working.values())
  })
})
