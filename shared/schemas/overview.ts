import type { Member } from './member'

/** One day in UTC. */
export interface OverviewDay {
  /** When it began, in ms since 1970. */
  at: number
  /** How many members there were when it ended; on the last day, how many there are. */
  members: number
  /** How much happened of what the person may know. */
  acts: number
}

/** Days that the overview looks back. */
export const OVERVIEW_DAYS = 30

/** Answer of `GET /api/orgs/:slug/overview`. */
export interface Overview {
  /** The last `OVERVIEW_DAYS` days, oldest first. */
  days: OverviewDay[]
  /** Who joined last; empty where the person may not see members. */
  newest: Member[]
  /** Projects that are worked on, and how many the plan has places for (null: any number). */
  projects: { active: number, limit: number | null }
}
