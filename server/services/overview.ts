import type { Database, OrganizationRow } from '../../db'
import { latestActivity, organizationSeats } from '../../db'
import { decide } from '../../shared/policy/decide'
import type { OrgOverview, Viewer } from '../../shared/schemas/organization'

/**
 * What the overview page shows: the organization, the caller's standing, seats and the latest activity.
 *
 * Activity names people and addresses, so it tells no more than the lists of members and invitations would.
 */
export async function getOverview(db: Database, organization: OrganizationRow, viewer: Viewer): Promise<OrgOverview> {
  const scope = {
    members: decide(viewer, { permission: 'org:sys_memberships:read' }).allowed,
    invitations: decide(viewer, { permission: 'org:sys_memberships:manage' }).allowed,
  }
  const [seats, activity] = await Promise.all([organizationSeats(db, organization.id), latestActivity(db, organization.id, 8, scope)])
  const { id, slug, name, imageUrl, hasImage, createdAt } = organization
  return {
    organization: {
      id, slug, name, imageUrl, hasImage, createdAt,
      membersCount: seats.used, pendingInvitationsCount: seats.pending, maxAllowedMemberships: seats.limit,
    },
    viewer, seats, activity,
  }
}
