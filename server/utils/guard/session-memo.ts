/** What a verification found, and until when (ms since 1970) it may be believed. */
export interface Verified<T> { value: T, expiresAt: number }

/**
 * Remembers what was verified, by the credentials that were verified, so that the same credentials are not verified
 * again for each of many requests. Requests that come in the meantime wait for the first one's answer.
 *
 * It holds the latest used entries only, and none past its time.
 */
export class SessionMemo<T> {
  private readonly entries = new Map<string, Promise<Verified<T> | undefined>>()

  /**
   * @param size - how many credentials are held
   * @param now - the clock, in ms since 1970
   */
  constructor(private readonly size: number, private readonly now: () => number = Date.now) {}

  /** How many credentials are held. */
  get count(): number {
    return this.entries.size
  }

  /**
   * What is remembered for these credentials. Otherwise runs `verify` and remembers what it says can be.
   *
   * @param key - everything the verification depends on
   * @param verify - does the work for this request alone; undefined is not to be remembered
   * @returns undefined when `verify` has run for this request
   * @throws what `verify` throws; others with the same key don't see it
   */
  async recall(key: string, verify: () => Promise<Verified<T> | undefined>): Promise<T | undefined> {
    const entry = this.entries.get(key)
    // Nothing may come between the look and the promise: those who ask meanwhile must find it.
    const known = entry && await entry
    if (entry && this.holds(known)) {
      // The last in the map was used last.
      if (this.entries.delete(key)) this.entries.set(key, entry)
      return known.value
    }
    if (known) this.entries.delete(key)
    const verification = verify()
    // Those who waited for nothing don't wait again.
    if (!entry) await this.keep(key, verification.catch(() => undefined))
    await verification
  }

  /** Takes up what was verified without asking first. */
  remember(key: string, verified: Verified<T>): void {
    void this.keep(key, Promise.resolve(verified))
  }

  private holds(known: Verified<T> | undefined): known is Verified<T> {
    return known !== undefined && known.expiresAt > this.now()
  }

  private async keep(key: string, entry: Promise<Verified<T> | undefined>): Promise<void> {
    this.entries.set(key, entry)
    if (this.entries.size > this.size) this.entries.delete(this.entries.keys().next().value!)
    if (!this.holds(await entry) && this.entries.get(key) === entry) this.entries.delete(key)
  }
}
