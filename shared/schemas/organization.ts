/** Seats of an organization. `limit` is null where membership is unlimited. */
export interface Seats { used: number, pending: number, limit: number | null }

/** One line of an organization's latest activity; time in ms since 1970. */
export interface ActivityItem {
  id: string
  type: 'organization_created' | 'member_joined' | 'invitation_created' | 'invitation_accepted'
  /** Name or address of the person it is about. */
  subject: string
  at: number
}
