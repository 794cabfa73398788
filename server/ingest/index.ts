export { ingestWebhook, type Delivered, type WebhookDelivery, type WebhookDeps } from './webhook'
export { replayEvent } from './replay'
export {
  isReconcileUnfinished, isReconciling, lastSummary, openDifferences, reconcile, ReconcileBusyError, type ReconcileOptions, type ReconcileReport, type ReconcileSummary,
} from './reconcile'
export { membershipDeleted, organizationDeleted } from './project/project'
export { mirrorInvitation, mirrorMembership, mirrorOrganization, mirrorUser } from './fill/answer'
export { fillOrganization, isNotFound, type FillDeps, type FillOptions } from './fill/fill'
export { keepRolesFresh, refreshMembership, refreshMemberships, refreshOrganization, refreshRoles } from './fill/refresh'
export { keepConnectionsFresh, keepDomainsFresh, keepPlansFresh, refreshConnections, refreshDomains, refreshPlans, refreshSubscription } from './fill/refresh-more'
export { applyChanges } from './project/apply'
export { projectEvent } from './project/events'
export type { Change } from './project/project'
