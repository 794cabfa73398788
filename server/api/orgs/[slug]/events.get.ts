import { getRequestHeader } from 'h3'
import { followChanges } from '../../../services/mirror/live'
import { sendEvents } from '../../../utils/http/event-stream'
import { defineOrgHandler } from '../../../utils/guard/org-handler'
import { findFacts } from '../../../utils/guard/require-org'

/** GET /api/orgs/:slug/events — server-sent events: what changed, as far as the caller may know. Resumes after `Last-Event-ID`. */
export default defineOrgHandler({}, ({ event, db, config, org, user }) => {
  const { heartbeat, lifetime } = config.events
  return sendEvents(event, user.id, lifetime + heartbeat, signal => followChanges({
    db, orgId: org.id, userId: user.id, heartbeat, lifetime, signal,
    facts: () => findFacts(event, org.id),
    lastEventId: getRequestHeader(event, 'last-event-id'),
  }))
})
