import { changeSeatsSchema } from '../../../../shared/schemas/organization'
import { changeSeats } from '../../../services/orgs/seats'
import { defineOrgHandler } from '../../../utils/guard/org-handler'

/** PATCH /api/orgs/:slug/seats — how many seats the organization has; answers the seats. */
export default defineOrgHandler({ requires: { permission: 'org:sys_billing:manage' }, body: changeSeatsSchema, limit: 'clerk' }, ({ db, clerk, org, body }) =>
  changeSeats({ db, clerk }, org, body.limit))
