/**
 * Proves by `npm run typecheck` that an invented slug is a type error on the server and in `shared/`: each line below would be
 * reported if its error went away. Nothing runs this.
 */
import type { SessionAuthObject } from '@clerk/backend'
import { defineOrgHandler } from '../../server/utils/guard/org-handler.ts'
import { requireOrg } from '../../server/utils/guard/require-org.ts'
import { decide } from '../../shared/policy/decide.ts'
import { orgFacts } from '../support/mirror/facts.ts'

// @ts-expect-error there is no such permission
defineOrgHandler({ requires: { permission: 'org:manage_members' } }, async () => null)
// @ts-expect-error there is no such role: a custom role that the code names goes into the table
defineOrgHandler({ requires: { role: 'org:owner' } }, async () => null)
// @ts-expect-error there is no such plan
defineOrgHandler({ requires: { plan: ['team', 'enterprise'] } }, async () => null)
// @ts-expect-error there is no such permission
defineOrgHandler({}, async ({ can }) => can({ permission: 'org:projects:delete' }))
// @ts-expect-error there is no such feature
decide(orgFacts(), { feature: 'scim' })

export const guarded = (event: Parameters<typeof requireOrg>[0], auth: SessionAuthObject) => [
  // @ts-expect-error there is no such permission
  requireOrg(event, 'acme', { permission: 'org:manage_members' }),
  // @ts-expect-error Clerk's own check knows the table too
  auth.has({ permission: 'org:manage_members' }),
  // @ts-expect-error system permissions are not in the token: Clerk's check on the server would always say no
  auth.has({ permission: 'org:sys_memberships:manage' }),
]
