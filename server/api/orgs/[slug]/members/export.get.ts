import { memberFilterSchema } from '../../../../../shared/schemas/member'
import { memberColumns, memberRows } from '../../../../services/people/members'
import { sendCsv } from '../../../../utils/http/csv'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** GET /api/orgs/:slug/members/export — the members that a list would show, as a CSV file. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_memberships:read' }, query: memberFilterSchema, limit: 'exports' },
  async ({ event, db, org, query }) => sendCsv(event, `members-of-${org.slug ?? org.id}`, memberColumns, memberRows(db, org.id, query)),
)
