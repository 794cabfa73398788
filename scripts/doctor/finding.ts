import type { Facts } from './facts.ts'

/** Something that is wrong: why, what shows it, what to do, and where in Clerk's dashboard. An `error` breaks the app; a `warning` will. */
export interface Finding { id: string, level: 'error' | 'warning', cause: string, proof: string, fix: string, where?: string }

/** One thing that is looked at; answers what it found, without the id. */
export interface Check { id: string, look: (facts: Facts) => Omit<Finding, 'id'>[] }
