export { openDifferences, reconcile, ReconcileBusyError, type ReconcileOptions, type ReconcileReport } from './run'
export { isReconciling, lastSummary, type ReconcileSummary } from './state'
