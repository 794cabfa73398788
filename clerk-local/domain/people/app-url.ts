import type { Context } from '../../core/context.ts'
import { isLoopback } from '../../core/loopback.ts'

/** Whether a url is the app's: handshakes, tickets and links carry a way in, so they go to this machine and to the app of the settings only. */
export function isAppUrl(ctx: Context, text: string): boolean {
  if (!URL.canParse(text)) return false
  const { origin, protocol } = new URL(text)
  if (!['http:', 'https:'].includes(protocol)) return false
  return isLoopback(text) || Object.values(ctx.settings.paths).some(path => URL.canParse(path) && new URL(path).origin === origin)
}
