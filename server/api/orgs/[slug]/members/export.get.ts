import { memberFilterSchema } from '../../../../../shared/schemas/member'
import { memberColumns, memberRows } from '../../../../services/members'
import { sendCsv } from '../../../../utils/csv'
import { defineOrgHandler } from '../../../../utils/org-handler'

/** GET /api/orgs/:slug/members/export — the members that a list would show, as a CSV file. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_memberships:read' }, query: memberFilterSchema, limit: 'exports' },
  async ({ event, db, org, query }) => sendCsv(event, `members-of-${org.slug ?? org.id}`, memberColumns, memberRows(db, org.id, query)),
)
