import { createHash, randomBytes } from 'node:crypto'
import { currentCaller } from '../core/calls.ts'
import type { Context } from '../core/context.ts'
import type { Change } from '../core/entities.ts'
import { createId } from '../core/ids.ts'
import { envelope, messageId } from './envelope.ts'
import { Queue } from './queue.ts'
import { accepted, send } from './send.ts'
import type { Attempt, Delivery, EndpointInput, WebhookEndpoint, WebhookOptions, WebhooksSnapshot } from './types.ts'

const second = 1000
const hour = 3600 * second

/** Svix's waits before each attempt (facts §G). */
export const schedule = [0, 5 * second, 300 * second, 1800 * second, 2 * hour, 5 * hour, 10 * hour, 10 * hour]

/** An endpoint that took nothing for so long is disabled (facts §G). */
const disableAfter = 5 * 24 * hour

/** How long the old secret still signs after a rotation (Svix: 24 h). */
const rotationOverlap = 24 * hour

/** Finished deliveries the log keeps. */
const keptDeliveries = 1000

/** Sends what changed to the endpoints, as Svix does for Clerk. */
export class Webhooks {
  private readonly ctx: Context
  private readonly speed: number
  private readonly timeoutMs: number
  private readonly concurrency: number
  private readonly closing = new AbortController()
  private readonly unsubscribe: () => void
  private list: WebhookEndpoint[] = []
  private log: Delivery[] = []
  private queues = new Map<string, Queue>()
  private running = new Map<Promise<void>, string>()
  private timer: NodeJS.Timeout | undefined
  private waking = false

  constructor(ctx: Context, options: WebhookOptions = {}) {
    this.ctx = ctx
    this.speed = options.speed ?? 1
    this.timeoutMs = options.timeoutMs ?? 15 * second
    this.concurrency = options.concurrency ?? 8
    this.setEndpoints(options.endpoints ?? [])
    this.unsubscribe = ctx.store.changes.subscribe(change => this.tell(change))
  }

  endpoints(): WebhookEndpoint[] {
    return this.list
  }

  endpoint(id: string): WebhookEndpoint | undefined {
    return this.list.find(endpoint => endpoint.id === id)
  }

  /** Replaces the list; an endpoint whose URL stays keeps its id and what waits for it. */
  setEndpoints(inputs: EndpointInput[]): WebhookEndpoint[] {
    const known = this.list
    this.list = inputs.map(({ url, secret, types = [] }) => {
      const id = endpointId(url)
      const old = known.find(endpoint => endpoint.id === id)
      const secrets = secret || !old ? [{ key: secret ?? this.ctx.keys.webhookSecret, expiresAt: null }] : old.secrets
      return { id, url, secrets, types, failingSince: null, disabled: false }
    })
    for (const { id } of known) if (!this.endpoint(id)) this.abandon(id)
    return this.list
  }

  /** A new secret signs first, the old one along with it for a day. */
  rotateSecret(id: string, key = `whsec_${randomBytes(24).toString('base64')}`): WebhookEndpoint {
    const endpoint = this.endpoint(id)
    if (!endpoint) throw new Error(`No webhook endpoint ${id}`)
    const expiresAt = Date.now() + rotationOverlap / this.speed
    endpoint.secrets = [{ key, expiresAt: null }, ...endpoint.secrets.map(old => ({ ...old, expiresAt: old.expiresAt ?? expiresAt }))]
    return endpoint
  }

  /** The log, newest first. */
  deliveries(): Delivery[] {
    return [...this.log].reverse()
  }

  delivery(id: string): Delivery | undefined {
    return this.log.find(delivery => delivery.id === id)
  }

  /** One more attempt now, whatever became of the earlier ones. */
  async resend(id: string): Promise<Delivery | undefined> {
    const delivery = this.delivery(id)
    const endpoint = delivery && this.endpoint(delivery.endpointId)
    if (!delivery || !endpoint) return undefined
    const attempt = send(endpoint, delivery, 'resend', this.timeoutMs, this.closing.signal).then((attempt) => {
      if (accepted(attempt)) this.queues.get(endpoint.id)?.remove(delivery)
      this.note(endpoint, delivery, attempt)
    })
    await this.track(endpoint, attempt)
    return delivery
  }

  /** Sends every change since a time again, seeded ones too; the ids stay. Tells how many messages that makes. */
  replay(since = 0, endpointId?: string): number {
    const changes = this.ctx.store.changes.all().filter(change => change.timestamp >= since)
    const endpoints = this.list.filter(endpoint => !endpointId || endpoint.id === endpointId)
    let count = 0
    for (const change of changes) for (const endpoint of endpoints) if (this.queue(endpoint, change, 'replay')) count++
    return count
  }

  /** Resolves when nothing is due now and nothing is on its way. */
  async settled(): Promise<void> {
    for (;;) {
      this.pump()
      if (!this.running.size) return
      await Promise.race(this.running.keys())
    }
  }

  /** Resolves when nothing is pending at all: every message was taken or given up. */
  async drained(): Promise<void> {
    for (;;) {
      await this.settled()
      const due = this.nextDue()
      if (due === undefined) return
      await new Promise(resolve => setTimeout(resolve, Math.max(1, due - Date.now())))
    }
  }

  /** Forgets deliveries; endpoints stay. */
  clear(): void {
    for (const queue of this.queues.values()) queue.drain()
    this.log = []
  }

  snapshot(): WebhooksSnapshot {
    return structuredClone({ endpoints: this.list, deliveries: this.log })
  }

  /** Takes up pending deliveries again. Without endpoints of its own it takes the saved ones; each starts afresh, so that a mended receiver gets its messages. */
  restore(snapshot: WebhooksSnapshot): void {
    const saved = structuredClone(snapshot)
    if (!this.list.length) this.list = saved.endpoints
    for (const endpoint of this.list) {
      const old = saved.endpoints.find(old => old.id === endpoint.id && old.secrets[0]?.key === endpoint.secrets[0]?.key)
      Object.assign(endpoint, { secrets: old?.secrets ?? endpoint.secrets, failingSince: null, disabled: false })
    }
    this.clear()
    this.log = saved.deliveries.filter(delivery => this.endpoint(delivery.endpointId))
    for (const delivery of this.log) if (delivery.dueAt !== null) this.queueOf(delivery.endpointId).add(delivery)
    this.wake()
  }

  /** Stops sending; what is pending stays pending for the state file. */
  async close(): Promise<void> {
    this.unsubscribe()
    clearTimeout(this.timer)
    this.closing.abort()
    await Promise.all(this.running.keys())
  }

  private tell(change: Change): void {
    change.caller = currentCaller()
    if (change.seeded) return
    for (const endpoint of this.list) this.queue(endpoint, change, 'change')
  }

  private queue(endpoint: WebhookEndpoint, change: Change, trigger: Delivery['trigger']): boolean {
    if (endpoint.disabled || (endpoint.types.length && !endpoint.types.includes(change.type))) return false
    const now = Date.now()
    const delivery: Delivery = {
      id: createId('dlv', now), messageId: messageId(change), endpointId: endpoint.id, type: change.type, body: JSON.stringify(envelope(change)),
      status: 'pending', trigger, attempts: [], dueAt: now, createdAt: now,
    }
    this.log.push(delivery)
    this.trim()
    this.queueOf(endpoint.id).add(delivery)
    this.wake()
    return true
  }

  private queueOf(endpointId: string): Queue {
    let queue = this.queues.get(endpointId)
    if (!queue) this.queues.set(endpointId, queue = new Queue())
    return queue
  }

  /** Starts sending after the code that made the change is through. */
  private wake(): void {
    if (this.waking) return
    this.waking = true
    setImmediate(() => {
      this.waking = false
      this.pump()
    })
  }

  private pump(): void {
    if (this.closing.signal.aborted) return
    for (const endpoint of this.list) {
      const queue = this.queueOf(endpoint.id)
      let free = this.concurrency - [...this.running.values()].filter(id => id === endpoint.id).length
      for (; free > 0; free--) {
        const delivery = queue.take(Date.now())
        if (!delivery) break
        void this.track(endpoint, this.attempt(endpoint, delivery))
      }
    }
    clearTimeout(this.timer)
    const due = this.nextDue()
    // A due message that found no free place is started when a running one ends.
    if (due !== undefined && due > Date.now()) this.timer = setTimeout(() => this.pump(), due - Date.now()).unref()
  }

  private nextDue(): number | undefined {
    const dues = this.list.map(endpoint => this.queues.get(endpoint.id)?.nextDue()).filter(due => due !== undefined)
    return dues.length ? Math.min(...dues) : undefined
  }

  private track(endpoint: WebhookEndpoint, work: Promise<void>): Promise<void> {
    const running: Promise<void> = work.finally(() => {
      this.running.delete(running)
      this.wake()
    })
    this.running.set(running, endpoint.id)
    return running
  }

  private async attempt(endpoint: WebhookEndpoint, delivery: Delivery): Promise<void> {
    const attempt = await send(endpoint, delivery, 'schedule', this.timeoutMs, this.closing.signal)
    // An attempt cut off by closing stays due, for the next start.
    if (this.closing.signal.aborted && !accepted(attempt)) return
    // A reset forgot the delivery meanwhile.
    if (!this.log.includes(delivery)) return
    this.note(this.endpoint(endpoint.id) ?? endpoint, delivery, attempt)
    if (delivery.status === 'delivered') return
    const wait = schedule[delivery.attempts.filter(a => a.trigger === 'schedule').length]
    // The list of endpoints may have been replaced meanwhile.
    const current = this.endpoint(endpoint.id)
    if (wait === undefined || !current || current.disabled) {
      delivery.status = 'failed'
      delivery.dueAt = null
      return
    }
    delivery.dueAt = Date.now() + wait / this.speed
    this.queueOf(endpoint.id).add(delivery)
  }

  private note(endpoint: WebhookEndpoint, delivery: Delivery, attempt: Attempt): void {
    delivery.attempts.push(attempt)
    if (accepted(attempt)) {
      delivery.status = 'delivered'
      delivery.dueAt = null
      endpoint.failingSince = null
      endpoint.disabled = false
      return
    }
    this.ctx.log(`webhook ${delivery.type} to ${endpoint.url}: ${attempt.error}`)
    endpoint.failingSince ??= attempt.at
    if (attempt.at - endpoint.failingSince > disableAfter / this.speed) {
      endpoint.disabled = true
      this.abandon(endpoint.id)
      this.ctx.log(`webhook endpoint ${endpoint.url} is disabled: it took nothing for too long`)
    }
  }

  /** Nothing more is sent to this endpoint. */
  private abandon(endpointId: string): void {
    for (const delivery of this.queues.get(endpointId)?.drain() ?? []) {
      delivery.status = 'failed'
      delivery.dueAt = null
    }
  }

  private trim(): void {
    if (this.log.length <= keptDeliveries * 2) return
    let spare = this.log.length - keptDeliveries
    this.log = this.log.filter(delivery => delivery.status === 'pending' || spare-- <= 0)
  }
}

/** The same for the same URL, so that pending deliveries find their endpoint after a restart. */
function endpointId(url: string): string {
  return `ep_${createHash('sha256').update(url).digest('hex').slice(0, 24)}`
}
