import { logLine } from './log'
import { webhookEvents, webhookLag, webhookSeconds } from './metrics'

interface Delivered { svixId: string, type: string, eventTime: number | null, outcome: string }

/** Clerk's names of events. Whatever else a signed body may hold is not to become a label of its own. */
const labelOf = (type: string) => /^[A-Za-z.]{1,60}$/.test(type) ? type : 'other'

/** Counts and logs what becomes of one delivery, from now on: its id and type, never what is in it. */
export function deliveryLog() {
  const began = performance.now()
  return {
    /** It was stored, or was there already. */
    told({ svixId, type, eventTime, outcome }: Delivered): void {
      const ms = performance.now() - began
      webhookEvents.inc({ type: labelOf(type), outcome })
      webhookSeconds.observe(ms / 1000)
      // A repetition says nothing about how late events are.
      if (eventTime !== null && outcome !== 'duplicate') webhookLag.observe(Math.max(0, Date.now() - eventTime) / 1000)
      console[outcome === 'quarantined' ? 'warn' : 'info'](logLine('webhook', { id: svixId, type: type.slice(0, 60), outcome, ms: Math.round(ms) }))
    },
    /** It was refused, or could not be stored. The error has its own line. */
    failed(): void { webhookEvents.inc({ type: 'unknown', outcome: 'refused' }) },
  }
}
