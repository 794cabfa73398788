import type { Change } from '../core/entities/index.ts'
import { instanceId } from '../core/keys/keys.ts'

/** The `svix-id` of a change; made from the change's id, so replays carry the same one. */
export function messageId(change: Change): string {
  return `msg_${change.id.slice(change.id.indexOf('_') + 1)}`
}

/** What a webhook's body says about a change (webhooks.yml, WebhookEventPayload; timestamp in ms as documented). */
export function envelope(change: Change) {
  return {
    data: change.data,
    event_attributes: {
      http_request: { client_ip: change.caller?.clientIp ?? '', user_agent: change.caller?.userAgent ?? '' },
    },
    instance_id: instanceId,
    object: 'event' as const,
    timestamp: change.timestamp,
    type: change.type,
  }
}
