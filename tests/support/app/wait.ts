import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Polls until `read` gives something truthy, and returns it.
 *
 * Webhooks arrive when they arrive, so tests wait for what they expect instead of for a time.
 *
 * @param what - completes "Waited 15 s for …"
 */
export async function waitFor<T>(what: string, read: () => T | Promise<T>, timeout = 15_000): Promise<NonNullable<T>> {
  let last: unknown
  for (const end = Date.now() + timeout; Date.now() < end; await sleep(25)) {
    try {
      const value = await read()
      if (value) return value
      last = undefined
    }
    catch (error) { last = error }
  }
  throw new Error(`Waited ${timeout / 1000} s for ${what}.`, { cause: last })
}
