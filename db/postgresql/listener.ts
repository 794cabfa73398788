import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { connect, isLost } from './connection'

/** How often the connection is tried for life, in ms. With the time an answer may take, what is missed is missed for 4 s at most. */
const BEAT = 2_000
/** Pause before another try to connect, in ms. */
const RETRY = 500

/** What the listener tells. */
export interface Heard {
  committed: () => void
  /** @param orgId - of whom a change was recorded; undefined when any may have been missed */
  changed: (orgId: string | undefined) => void
}

/** Hears what every instance commits. A lost connection is made anew, and everything counts as changed then. */
export function createListener(url: string, { committed, changed }: Heard) {
  let client: pg.Client | undefined
  const stop = new AbortController()

  async function listen() {
    const fresh = await connect(url, 'listen')
    fresh.on('notification', ({ payload }) => payload ? changed(payload) : committed())
    await fresh.query('listen mirror')
    client = fresh
    committed()
    changed(undefined)
  }

  /** Returns when the connection is lost, does not answer, or is not needed any more. */
  async function stay(on: pg.Client) {
    const gone = new Promise(resolve => on.once('end', resolve))
    while (!isLost(on) && !stop.signal.aborted) {
      await Promise.race([gone, sleep(BEAT, undefined, { signal: stop.signal })])
      await on.query('select 1')
    }
  }

  async function keep() {
    while (!stop.signal.aborted) {
      try {
        if (!client) await listen()
        await stay(client!)
      }
      catch { /* Down, or stopped: another round, or none. */ }
      const left = client
      client = undefined
      void left?.end().catch(() => undefined)
      await sleep(RETRY, undefined, { signal: stop.signal }).catch(() => undefined)
    }
  }

  return {
    /** @throws DatabaseError when the server cannot be reached */
    async start() {
      await listen()
      void keep()
    },
    /** Whether every commit up to a moment ago has been heard. */
    isUp: () => client !== undefined && !isLost(client),
    stop: () => stop.abort(),
  }
}
