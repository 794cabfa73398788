export { ingestWebhook, type Delivered, type WebhookDelivery, type WebhookDeps } from './webhook'
export { replayEvent } from './replay'
export {
  isReconcileUnfinished, isReconciling, lastSummary, openDifferences, reconcile, ReconcileBusyError, type ReconcileOptions, type ReconcileReport, type ReconcileSummary,
} from './reconcile'
export { membershipDeleted, organizationDeleted } from './project'
export { mirrorInvitation, mirrorMembership, mirrorOrganization, mirrorUser } from './answer'
export { fillOrganization, isNotFound, type FillDeps, type FillOptions } from './fill'
export { keepRolesFresh, refreshMembership, refreshMemberships, refreshOrganization, refreshRoles } from './refresh'
export { keepConnectionsFresh, keepDomainsFresh, keepPlansFresh, refreshConnections, refreshDomains, refreshPlans, refreshSubscription } from './refresh-more'
export { applyChanges } from './apply'
export { projectEvent } from './events'
export type { Change } from './project'
