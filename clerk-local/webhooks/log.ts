import type { Delivery } from './types.ts'

/** Finished deliveries the log keeps. */
const kept = 1000

/** Every message that was made, with its attempts; old finished ones are forgotten. */
export class DeliveryLog {
  private entries = new Map<string, Delivery>()
  private trimAbove = kept * 2

  /** Oldest first. */
  all(): Delivery[] {
    return [...this.entries.values()]
  }

  get(id: string): Delivery | undefined {
    return this.entries.get(id)
  }

  /** Whether the delivery is still known: a reset forgets it while an attempt runs. */
  has(delivery: Delivery): boolean {
    return this.entries.get(delivery.id) === delivery
  }

  add(delivery: Delivery): void {
    this.entries.set(delivery.id, delivery)
    if (this.entries.size > this.trimAbove) this.trim()
  }

  load(deliveries: Delivery[]): void {
    this.entries = new Map(deliveries.map(delivery => [delivery.id, delivery]))
  }

  private trim(): void {
    let spare = this.entries.size - kept
    for (const { id, status } of this.entries.values()) {
      if (spare <= 0) break
      if (status === 'pending') continue
      this.entries.delete(id)
      spare--
    }
    // Where most are pending, as after a replay of everything, the next look waits until there are twice as many.
    this.trimAbove = Math.max(kept, this.entries.size) * 2
  }
}
