/**
 * What an app that extends this one builds its own handlers with: `import { defineOrgHandler } from '#clerk-orgs/server'`.
 */
export { orgDb, recordChanges, putActivity, type Database, type Tx } from '../db'
export { AppError, type ErrorCode } from '../shared/errors'
export type { OrgFacts } from '../shared/policy/context'
export { mergeMetadata } from './services/orgs/metadata'
export { apiError } from './utils/http/errors'
export { defineOrgHandler } from './utils/guard/org-handler'
export { requireOrg } from './utils/guard/require-org'
export { defineUserHandler } from './utils/guard/user-handler'
export { defineWebhookListener } from './utils/clerk/webhook-listener'
