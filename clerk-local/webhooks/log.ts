import type { Delivery } from './types.ts'

/** Finished deliveries the log keeps. */
const kept = 1000

/** Every message that was made, with its attempts; old finished ones are forgotten. */
export class DeliveryLog {
  private entries = new Map<string, Delivery>()

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
    if (this.entries.size > kept * 2) this.trim()
  }

  load(deliveries: Delivery[]): void {
    this.entries = new Map(deliveries.map(delivery => [delivery.id, delivery]))
  }

  private trim(): void {
    let spare = this.entries.size - kept
    for (const { id, status } of this.entries.values()) {
      if (spare <= 0) return
      if (status === 'pending') continue
      this.entries.delete(id)
      spare--
    }
  }
}
