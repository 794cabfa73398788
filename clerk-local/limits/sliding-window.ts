/** How many calls a key has left in the time behind now. */
export class SlidingWindows {
  private hits = new Map<string, number[]>()

  /**
   * Counts a call at `now` (ms), unless `limit` calls were made within `windowMs`: then tells after how many seconds the
   * oldest of them is out of the window.
   */
  hit(key: string, { limit, windowMs }: Limit, now: number): number | undefined {
    const recent = (this.hits.get(key) ?? []).filter(time => time > now - windowMs && time <= now)
    const [oldest] = recent
    if (recent.length >= limit && oldest !== undefined) return Math.max(1, Math.ceil((oldest + windowMs - now) / 1000))
    recent.push(now)
    this.hits.set(key, recent)
    return undefined
  }

  clear(): void {
    this.hits.clear()
  }
}

/** So many calls in so many milliseconds. */
export interface Limit { limit: number, windowMs: number }
