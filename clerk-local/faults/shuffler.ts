import type { Faults } from './faults.ts'
import type { Delivery } from '../webhooks/types.ts'

/** How long messages wait for the others of their window, in milliseconds. */
const patience = 1000

/** Where a fault asks for it, holds messages back until a window of them is there and lets them go in another order. */
export class Shuffler {
  private readonly faults: Faults
  private readonly release: (delivery: Delivery) => void
  private held: Delivery[] = []
  private timer: NodeJS.Timeout | undefined

  constructor(faults: Faults, release: (delivery: Delivery) => void) {
    this.faults = faults
    this.release = release
  }

  add(delivery: Delivery): void {
    const fault = this.faults.ofMessage('reorder', delivery)
    if (!fault) return this.release(delivery)
    this.held.push(delivery)
    if (this.held.length >= fault.window) this.flush()
    else this.timer ??= setTimeout(() => this.flush(), patience).unref()
  }

  /** Lets all go that wait. */
  flush(): void {
    const held = this.held
    this.clear()
    if (held.length > 1) {
      // Their due times say the order, so those are dealt out anew.
      const dues = held.map(delivery => delivery.dueAt)
      this.faults.shuffle(held).forEach((delivery, i) => {
        delivery.dueAt = dues[i] ?? null
        this.release(delivery)
      })
    }
    else for (const delivery of held) this.release(delivery)
  }

  /** Forgets what waits. */
  clear(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.held = []
  }
}
