import type { ActivityItem, ActivityPage } from '#shared/schemas/activity'

interface ActivityOptions {
  kind?: MaybeRefOrGetter<string>
  /** `user_…`: by or about this person. */
  person?: MaybeRefOrGetter<string>
  /** From this time on, in ms. */
  from?: MaybeRefOrGetter<number | undefined>
}

/** The latest of what happened in this organization; answers like `useOrgActivityLog`. */
export const useOrgActivity = () => useOrgList<ActivityItem, ActivityPage>('activity', '/activity', { filter: () => ({}) })

/**
 * What happened in this organization, newest answer of `GET /api/orgs/:slug/activity`.
 *
 * @returns what `useOrgList` does, and `filter`, the query that stands for the options
 */
export function useOrgActivityLog({ kind = '', person = '', from }: ActivityOptions) {
  const filter = () => ({ kind: toValue(kind) || undefined, person: toValue(person) || undefined, from: toValue(from)?.toString() })
  return { ...useOrgList<ActivityItem, ActivityPage>('activityLog', '/activity', { filter, limit: 50 }), filter }
}
