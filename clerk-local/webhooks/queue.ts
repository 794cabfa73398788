import type { Delivery } from './types.ts'

/** Pending deliveries of one endpoint, by due time; equal times keep the order they came in. */
export class Queue {
  private entries: Delivery[] = []

  get size(): number {
    return this.entries.length
  }

  /** Due time of the first, or none. */
  nextDue(): number | undefined {
    return this.entries[0]?.dueAt ?? undefined
  }

  add(delivery: Delivery): void {
    const due = delivery.dueAt ?? 0
    let low = 0
    let high = this.entries.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.entries[middle]?.dueAt ?? 0) <= due) low = middle + 1
      else high = middle
    }
    this.entries.splice(low, 0, delivery)
  }

  /** Takes the first if it is due. */
  take(now: number): Delivery | undefined {
    const due = this.nextDue()
    return due !== undefined && due <= now ? this.entries.shift() : undefined
  }

  remove(delivery: Delivery): void {
    const index = this.entries.indexOf(delivery)
    if (index >= 0) this.entries.splice(index, 1)
  }

  /** Empties the queue and gives back what was in it. */
  drain(): Delivery[] {
    return this.entries.splice(0)
  }
}
