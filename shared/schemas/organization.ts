/** Seats of an organization. `limit` is null where membership is unlimited. */
export interface Seats { used: number, pending: number, limit: number | null }
