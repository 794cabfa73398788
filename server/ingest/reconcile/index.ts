export { openDifferences, reconcile, ReconcileBusyError, type ReconcileOptions, type ReconcileReport } from './run'
export { isReconcileUnfinished, isReconciling, lastSummary, type ReconcileSummary } from './state'
