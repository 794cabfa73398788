import type { Endpoints } from './endpoints.ts'
import type { DeliveryLog } from './log.ts'
import { Queue } from './queue.ts'
import { answerTime, disableAfter, schedule } from './schedule.ts'
import { accepted, send } from './send.ts'
import type { Attempt, Delivery, WebhookEndpoint, WebhookOptions } from './types.ts'

/** Carries deliveries to their endpoints by Svix's schedule, a few at a time for each endpoint. */
export class Courier {
  private readonly endpoints: Endpoints
  private readonly log: DeliveryLog
  private readonly say: (line: string) => void
  private readonly speed: number
  private readonly timeoutMs: number
  private readonly concurrency: number
  private readonly closing = new AbortController()
  private queues = new Map<string, Queue>()
  private running = new Map<Promise<void>, string>()
  private timer: NodeJS.Timeout | undefined
  private waking = false

  constructor(endpoints: Endpoints, log: DeliveryLog, options: Omit<WebhookOptions, 'endpoints'>, say: (line: string) => void) {
    this.endpoints = endpoints
    this.log = log
    this.say = say
    this.speed = options.speed ?? 1
    this.timeoutMs = options.timeoutMs ?? answerTime
    this.concurrency = options.concurrency ?? 8
  }

  /** Takes a delivery; it goes out when it is due. */
  add(delivery: Delivery): void {
    this.queueOf(delivery.endpointId).add(delivery)
    this.wake()
  }

  /** One more attempt now, whatever became of the earlier ones. */
  resend(endpoint: WebhookEndpoint, delivery: Delivery): Promise<void> {
    return this.track(endpoint, send(endpoint, delivery, 'resend', this.timeoutMs, this.closing.signal).then((attempt) => {
      if (accepted(attempt)) this.queues.get(endpoint.id)?.remove(delivery)
      this.note(endpoint, delivery, attempt)
    }))
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

  /** Forgets what waits. */
  clear(): void {
    for (const queue of this.queues.values()) queue.drain()
  }

  /** Nothing more is sent to this endpoint. */
  abandon(endpointId: string): void {
    for (const delivery of this.queues.get(endpointId)?.drain() ?? []) {
      delivery.status = 'failed'
      delivery.dueAt = null
    }
  }

  /** Stops sending; what is pending stays pending for the state file. */
  async close(): Promise<void> {
    clearTimeout(this.timer)
    this.closing.abort()
    await Promise.all(this.running.keys())
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
    for (const endpoint of this.endpoints.all()) {
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
    const dues = this.endpoints.all().map(endpoint => this.queues.get(endpoint.id)?.nextDue()).filter(due => due !== undefined)
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
    if (!this.log.has(delivery)) return
    // The list of endpoints may have been replaced meanwhile.
    const current = this.endpoints.get(endpoint.id)
    this.note(current ?? endpoint, delivery, attempt)
    if (delivery.status === 'delivered') return
    const wait = schedule[delivery.attempts.filter(a => a.trigger === 'schedule').length]
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
      Object.assign(delivery, { status: 'delivered', dueAt: null })
      Object.assign(endpoint, { failingSince: null, disabled: false })
      return
    }
    this.say(`webhook ${delivery.type} to ${endpoint.url}: ${attempt.error}`)
    endpoint.failingSince ??= attempt.at
    if (attempt.at - endpoint.failingSince > disableAfter / this.speed) {
      endpoint.disabled = true
      this.abandon(endpoint.id)
      this.say(`webhook endpoint ${endpoint.url} is disabled: it took nothing for too long`)
    }
  }
}
