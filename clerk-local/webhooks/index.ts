export { envelope, messageId } from './envelope.ts'
export { schedule } from './schedule.ts'
export { Webhooks } from './webhooks.ts'
export type { Attempt, Delivery, EndpointInput, WebhookEndpoint, WebhookOptions, WebhooksSnapshot } from './types.ts'
