import type { Database, OrganizationRow } from '../../db'
import { latestActivity, organizationSeats } from '../../db'
import type { OrgOverview, Viewer } from '../../shared/schemas/organization'

/** What the overview page shows: the organization, the caller's standing, seats and the latest activity. */
export async function getOverview(db: Database, organization: OrganizationRow, viewer: Viewer): Promise<OrgOverview> {
  const [seats, activity] = await Promise.all([organizationSeats(db, organization.id), latestActivity(db, organization.id, 8)])
  const { id, slug, name, imageUrl, hasImage, createdAt } = organization
  return {
    organization: {
      id, slug, name, imageUrl, hasImage, createdAt,
      membersCount: seats.used, pendingInvitationsCount: seats.pending, maxAllowedMemberships: seats.limit,
    },
    viewer, seats, activity,
  }
}
