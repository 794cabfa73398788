export { openDifferences, type ReconcileReport } from './report'
export { reconcile, type ReconcileOptions } from './run'
export { isReconcileUnfinished, isReconciling, lastSummary, ReconcileBusyError, type ReconcileSummary } from './state'
