import { checkAddressesSchema } from '../../../../../shared/schemas/invitation'
import { knownAddresses } from '../../../../services/people/invitations'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** POST /api/orgs/:slug/invitations/check — which addresses are members' or invited already; sends nothing. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_memberships:manage' }, body: checkAddressesSchema },
  ({ db, org, body }) => knownAddresses(db, org.id, body.emailAddresses),
)
