import { defineNitroPlugin } from 'nitropack/runtime'
import { addListener, type EventType, type WebhookListener } from '../../services/mirror/webhook-listeners'

/**
 * Does something about Clerk's events: a file of `server/plugins` exports it.
 *
 * Runs after the event and what it means for the mirror are committed, from an outbox in the same database: a crash loses
 * nothing, and a listener that rejects or takes longer than 50 s is tried again for a day (after 5 s, 5 min, 30 min, 2 h,
 * 5 h, 10 h, 10 h). Each event goes to each listener once, but for a crash in between: let `svixId` make a second time
 * harmless.
 *
 * @param type - one of Clerk's event types, or several
 * @param listener - its name in the outbox, and what it does with the event as Clerk sent it, without private metadata
 */
export const defineWebhookListener = <T extends EventType>(type: T | readonly T[], listener: WebhookListener<T>) =>
  defineNitroPlugin(() => addListener(Array.isArray(type) ? type as readonly T[] : [type as T], listener))
