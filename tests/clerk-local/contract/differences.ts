import type { SpecName } from './spec.ts'

/** Something that Clerk does otherwise than its specification says. */
export interface Difference {
  spec: SpecName
  /** The named schema and the property, or the operation and the status. */
  place: string
  /** Who says so. */
  source: string
}

/** Differences that are meant. One that no test shows any more fails the run. */
export const differences: readonly Difference[] = []
