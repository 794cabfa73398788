import type { OrganizationInvitationJSON, OrganizationJSON, OrganizationMembershipJSON, UserJSON } from '@clerk/backend'
import type { Database } from '../../../db'
import type { ActivityKind } from '../../../shared/values'
import { applyChanges } from '../project/apply'
import { doneBy } from '../project/facts'
import { projectInvitation, projectMembership, projectOrganization, projectUser, type Change } from '../project/project'

/** Who did what the answer is about: a fact that Clerk's own events leave without a name. */
interface Done { by: string, kind: ActivityKind }

/** Makes the function that mirrors a Backend API answer. It takes the SDK's `.raw`, which has the webhooks' shape. */
const mirror = <T>(project: (raw: unknown, seenAt: number) => Change[]) => async (db: Database, raw: T | null, done?: Done): Promise<void> => {
  const changes = project(raw, Date.now())
  await db.write(tx => applyChanges(tx, done ? doneBy(done.by, done.kind, changes) : changes))
}

/** Mirrors an organization that the Backend API answered. */
export const mirrorOrganization = mirror<OrganizationJSON>(projectOrganization)

/** Mirrors a membership that the Backend API answered, with its organization and the person's public data. */
export const mirrorMembership = mirror<OrganizationMembershipJSON>(projectMembership)

/** Mirrors an invitation that the Backend API answered. */
export const mirrorInvitation = mirror<OrganizationInvitationJSON>(projectInvitation)

/** Mirrors a user that the Backend API answered. */
export const mirrorUser = mirror<UserJSON>(projectUser)
