import { actsByDay, countActiveProjects, listMembers, membersByDay, organizationSeats, type Database } from '../../../db'
import { projectLimit } from '../../../shared/policy/table'
import type { Requirement } from '../../../shared/policy/decide'
import type { OrgFacts } from '../../../shared/policy/context'
import { OVERVIEW_DAYS, type Overview, type OverviewDay } from '../../../shared/schemas/overview'
import { audiencesOf, neededFor } from '../admin/activity'

const DAY = 86_400_000
/** How many of those who joined last are shown. */
const NEWEST = 5

type Can = (requirement: Requirement) => boolean

async function days(db: Database, orgId: string, can: Can, now: number): Promise<OverviewDay[]> {
  const first = Math.floor(now / DAY) - OVERVIEW_DAYS + 1
  const [{ joined, left }, acts, { used }] = await Promise.all([
    membersByDay(db, orgId, first * DAY), actsByDay(db, orgId, first * DAY, audiencesOf(can)), organizationSeats(db, orgId),
  ])
  const sum = (rows: { count: number }[]) => rows.reduce((total, { count }) => total + count, 0)
  return Array.from({ length: OVERVIEW_DAYS }, (_, index) => {
    const day = first + index
    // Who is a member now and wasn't yet is taken off; who was one and left later is added.
    const members = used - sum(joined.filter(row => row.day > day)) + sum(left.filter(({ from, to }) => from <= day && to > day))
    return { at: day * DAY, members, acts: acts.get(day) ?? 0 }
  })
}

/** What the overview of an organization shows a person, besides the facts that every page has. */
export async function getOverview(db: Database, { id, plan }: OrgFacts['org'], can: Can, now = Date.now()): Promise<Overview> {
  const [rows, newest, active] = await Promise.all([
    days(db, id, can, now),
    can(neededFor.members) ? listMembers(db, id, { limit: NEWEST }).then(({ data }) => data) : [],
    countActiveProjects(db, id),
  ])
  return { days: rows, newest, projects: { active, limit: projectLimit(plan) } }
}
