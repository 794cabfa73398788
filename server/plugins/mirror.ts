import { defineNitroPlugin, runTask, useRuntimeConfig } from 'nitropack/runtime'
import { beat } from '../services/mirror/heartbeat'
import { wasAway } from '../services/mirror/reconcile'
import { openDatabase } from '../utils/http/database'

/** How often this process says that it is alive, in ms. */
const BEAT = 60_000

/** Notes that the app is alive, and has the mirror compared with Clerk after a time in which it was not. */
export default defineNitroPlugin((nitro) => {
  let timer: NodeJS.Timeout | undefined
  async function start() {
    const db = await openDatabase()
    const away = await wasAway(db, useRuntimeConfig().mirror.downtimeMinutes)
    await beat(db)
    // A database that cannot be written is told by /api/ready.
    timer = setInterval(() => void beat(db).catch(() => {}), BEAT).unref()
    if (away) await runTask('mirror:reconcile', { payload: { now: true } })
  }
  start().catch((error: unknown) => console.warn(`[mirror] ${String(error)}`))
  nitro.hooks.hook('close', () => clearInterval(timer))
})
