import { currentCaller } from '../core/calls.ts'
import type { Context } from '../core/context.ts'
import type { Change } from '../core/entities/index.ts'
import { createId } from '../core/ids.ts'
import { Shuffler } from '../faults/shuffler.ts'
import { Courier } from './courier.ts'
import { Endpoints } from './endpoints.ts'
import { envelope, messageId } from './envelope.ts'
import { DeliveryLog } from './log.ts'

import type { Delivery, EndpointInput, WebhookEndpoint, WebhookOptions, WebhooksSnapshot } from './types.ts'

/** Sends what changed to the endpoints, as Svix does for Clerk. */
export class Webhooks {
  private readonly ctx: Context
  private readonly places: Endpoints
  private readonly log = new DeliveryLog()
  private readonly courier: Courier
  private readonly shuffler: Shuffler
  private readonly unsubscribe: () => void

  constructor(ctx: Context, { endpoints = [], ...options }: WebhookOptions = {}) {
    this.ctx = ctx
    this.places = new Endpoints({ secret: ctx.keys.webhookSecret, speed: options.speed ?? 1 })
    this.courier = new Courier(this.places, this.log, options, ctx.log)
    this.shuffler = new Shuffler(ctx.faults, delivery => this.courier.add(delivery))
    this.places.set(endpoints)
    this.unsubscribe = ctx.store.changes.subscribe(change => this.tell(change))
  }

  endpoints(): WebhookEndpoint[] {
    return this.places.all()
  }

  endpoint(id: string): WebhookEndpoint | undefined {
    return this.places.get(id)
  }

  /** Replaces the list; an endpoint whose URL stays keeps its id and what waits for it. */
  setEndpoints(inputs: EndpointInput[]): WebhookEndpoint[] {
    const known = this.endpoints()
    this.places.set(inputs)
    for (const { id } of known) if (!this.endpoint(id)) this.courier.abandon(id)
    return this.endpoints()
  }

  /** A new secret signs first, the old one along with it for a day. */
  rotateSecret(id: string, key?: string): WebhookEndpoint {
    return this.places.rotate(id, key)
  }

  /** The log, newest first. */
  deliveries(): Delivery[] {
    return this.log.all().reverse()
  }

  delivery(id: string): Delivery | undefined {
    return this.log.get(id)
  }

  /** One more attempt now, whatever became of the earlier ones. */
  async resend(id: string): Promise<Delivery | undefined> {
    const delivery = this.delivery(id)
    const endpoint = delivery && this.endpoint(delivery.endpointId)
    if (!delivery || !endpoint) return undefined
    await this.courier.resend(endpoint, delivery)
    return delivery
  }

  /** Sends every change since a time again, seeded ones too; the ids stay. Tells how many messages that makes. */
  replay(since = 0, endpointId?: string): number {
    const changes = this.ctx.store.changes.all().filter(change => change.timestamp >= since)
    const endpoints = this.endpoints().filter(endpoint => !endpointId || endpoint.id === endpointId)
    let count = 0
    for (const change of changes) for (const endpoint of endpoints) if (this.queue(endpoint, change, 'replay')) count++
    return count
  }

  /** Resolves when nothing is due now and nothing is on its way; a message that waits to be reordered goes now. */
  settled(): Promise<void> {
    this.shuffler.flush()
    return this.courier.settled()
  }

  /** Resolves when nothing is pending at all: every message was taken or given up. */
  drained(): Promise<void> {
    this.shuffler.flush()
    return this.courier.drained()
  }

  /** Forgets deliveries; endpoints stay, and those that were disabled are enabled. */
  clear(): void {
    this.places.enable()
    this.shuffler.clear()
    this.courier.clear()
    this.log.load([])
  }

  snapshot(): WebhooksSnapshot {
    return structuredClone({ endpoints: this.endpoints(), deliveries: this.log.all() })
  }

  /** Takes up pending deliveries again. Without endpoints of its own it takes the saved ones. */
  restore(snapshot: WebhooksSnapshot): void {
    const saved = structuredClone(snapshot)
    this.places.restore(saved.endpoints)
    this.clear()
    this.log.load(saved.deliveries.filter(delivery => this.endpoint(delivery.endpointId)))
    for (const delivery of this.log.all()) if (delivery.dueAt !== null) this.courier.add(delivery)
  }

  /** Stops sending; what is pending stays pending for the state file. */
  async close(): Promise<void> {
    this.unsubscribe()
    this.shuffler.clear()
    await this.courier.close()
  }

  private tell(change: Change): void {
    change.caller = currentCaller()
    if (change.seeded || !this.ctx.settings.instance.svixApp) return
    for (const endpoint of this.endpoints()) this.queue(endpoint, change, 'change')
  }

  private queue(endpoint: WebhookEndpoint, change: Change, trigger: Delivery['trigger']): boolean {
    if (endpoint.disabled || (endpoint.types.length && !endpoint.types.includes(change.type))) return false
    const message = { type: change.type, endpointId: endpoint.id }
    const { faults } = this.ctx
    const dropped = faults.ofMessage('drop', message) !== undefined
    const copies = dropped ? 1 : faults.ofMessage('duplicate', message)?.copies ?? 1
    const delayMs = dropped ? 0 : faults.ofMessage('delay', message)?.ms ?? 0
    const body = JSON.stringify(envelope(change))
    for (let copy = 0; copy < copies; copy++) {
      const now = Date.now()
      const delivery: Delivery = {
        ...message, id: createId('dlv', now), messageId: messageId(change), body,
        status: dropped ? 'dropped' : 'pending', trigger, attempts: [], dueAt: dropped ? null : now + delayMs, createdAt: now,
      }
      this.log.add(delivery)
      if (!dropped) this.shuffler.add(delivery)
    }
    return true
  }
}
