import type { RandomSource } from './ids.ts'

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32); for data and faults, not for secrets. */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6D2B79F5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Bytes that are the same for the same seed, for ids and codes. */
export function seededBytes(seed: number): RandomSource {
  const number = seededNumbers(seed)
  return size => Uint8Array.from({ length: size }, () => Math.floor(number() * 256))
}
