import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Waits until the app answers `GET /api/health` with success.
 *
 * @param gone - says whether waiting has become pointless
 * @returns whether it answered in time
 */
export async function untilHealthy(appUrl: string, gone: () => boolean = () => false, timeout = 60_000): Promise<boolean> {
  for (const end = Date.now() + timeout; Date.now() < end && !gone(); await sleep(50)) {
    const healthy = await fetch(`${appUrl}/api/health`, { signal: AbortSignal.timeout(5000) }).then(response => response.ok, () => false)
    if (healthy) return true
  }
  return false
}
