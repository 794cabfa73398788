import { listActivity, type Database } from '../../../db'
import type { Requirement } from '../../../shared/policy/decide'
import type { ActivityFilter } from '../../../shared/schemas/activity'
import type { ActivityAudience } from '../../../shared/values'
import { MAX_PAGE_SIZE } from '../../../shared/schemas/common'
import type { ChangeKind } from '../../../shared/schemas/change'

/** What a person must hold to know of something that is not about themselves: no more than the lists would show. */
export const neededFor = {
  everybody: {},
  members: { permission: 'org:sys_memberships:read' },
  invitations: { permission: 'org:sys_memberships:manage' },
  domains: { permission: 'org:sys_domains:read' },
  connections: { permission: 'org:sys_entconns:manage' },
  billing: { permission: 'org:sys_billing:read' },
  api_keys: { permission: 'org:sys_api_keys:read' },
} as const satisfies Record<ActivityAudience, Requirement>

/** Whom each kind of change may be told. Everybody sees the plan itself. */
export const audienceOf = {
  organization: 'everybody', roles: 'everybody', plan: 'everybody', projects: 'everybody', members: 'members', invitations: 'invitations', domains: 'domains', connections: 'connections', api_keys: 'api_keys',
} as const satisfies Record<ChangeKind, ActivityAudience>

/** What a person may know of. */
export const audiencesOf = (can: (requirement: Requirement) => boolean): ActivityAudience[] =>
  (Object.keys(neededFor) as ActivityAudience[]).filter(audience => can(neededFor[audience]))

/** Titles of the columns of `activityRows`. */
export const activityColumns = ['Time', 'Kind', 'About', 'By', 'Value'] as const

/** The activity for an export, newest first, read page by page. Times as ISO 8601 in UTC. */
export async function* activityRows(db: Database, orgId: string, filter: ActivityFilter, audiences: readonly ActivityAudience[]) {
  let cursor: string | undefined
  do {
    const { data, nextCursor } = await listActivity(db, orgId, { ...filter, cursor, limit: MAX_PAGE_SIZE }, audiences)
    for (const { at, type, subject, actor, value } of data) yield [new Date(at).toISOString(), type, subject, actor, value]
    cursor = nextCursor ?? undefined
  } while (cursor)
}
