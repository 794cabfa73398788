import type { ClerkClient } from '@clerk/backend'
import type { WebhookEvent } from '@clerk/backend/webhooks'
import type { Database } from '../../../db'

/** An event type of Clerk's. */
export type EventType = WebhookEvent['type']

/** An event of one type, as the inbox keeps it: without private metadata, unless that is kept. */
export type EventOf<T extends EventType> = Extract<WebhookEvent, { type: T }>

/** What a listener works with. `attempt` counts from 1; `signal` ends what takes too long, handed to `fetch` and the like. */
export interface ListenerAids { db: Database, clerk: ClerkClient, svixId: string, attempt: number, signal: AbortSignal }

/** Something that is done about events, after they are stored. */
export interface WebhookListener<T extends EventType = EventType> {
  /** Names it in the outbox, over restarts and releases. */
  name: string
  /** May be called again with an event it has seen, after a crash: let `svixId` make that harmless. A rejection means that it is tried again. */
  run: (event: EventOf<T>, aids: ListenerAids) => Promise<void>
}

const listeners = new Map<string, { types: readonly EventType[], run: (event: WebhookEvent, aids: ListenerAids) => Promise<void> }>()

/**
 * Has something done about events from now on.
 *
 * @throws Error when the name is taken
 */
export function addListener<T extends EventType>(types: readonly T[], { name, run }: WebhookListener<T>): void {
  if (listeners.has(name)) throw new Error(`There are two webhook listeners "${name}".`)
  listeners.set(name, { types, run: run as (event: WebhookEvent, aids: ListenerAids) => Promise<void> })
}

/** Names of those who want events of a type. */
export const listenersOf = (type: string): string[] => [...listeners].flatMap(([name, { types }]) => types.some(wanted => wanted === type) ? [name] : [])

/** What a listener does; undefined when this process has none of this name. */
export const listenerNamed = (name: string) => listeners.get(name)

/** Names of all. */
export const listenerNames = (): string[] => [...listeners.keys()]
