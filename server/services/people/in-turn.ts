const tails = new Map<string, Promise<unknown>>()

/**
 * Runs works of one key one after the other within this process, in the order they came.
 *
 * @param key - what they must not do at the same time, such as an organization's id
 */
export function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const turn = (tails.get(key) ?? Promise.resolve()).then(work, work)
  tails.set(key, turn)
  const forget = () => { if (tails.get(key) === turn) tails.delete(key) }
  turn.then(forget, forget)
  return turn
}
