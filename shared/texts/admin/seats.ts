/** Seats: how many, why, and what to do when there are none left. */
export const seats = {
  source: (limit: number | null, fromPlan: number | null, plan: string | null) => {
    if (limit === null) return 'There is no limit for this organization.'
    if (fromPlan === null || plan === null) return 'This limit is set for this organization.'
    if (limit === fromPlan) return `These seats come with the ${plan} plan.`
    return `This limit is set for this organization. The ${plan} plan comes with ${fromPlan}.`
  },
  change: 'Change the limit',
  changeTitle: 'Change the number of seats',
  changeLead: 'Members and open invitations take a seat each.',
  limit: 'Seats',
  most: (most: number) => `The plan comes with ${most}.`,
  save: 'Save',
  changedToast: (limit: number) => limit === 1 ? 'There is 1 seat now' : `There are ${limit} seats now`,
  full: (limit: number) => limit === 1 ? 'The only seat is taken. Nobody can be invited until there is another one.' : `All ${limit} seats are taken. Nobody can be invited until one is free: revoke an invitation, or get more seats.`,
  over: (taken: number, limit: number) => `${taken} seats are taken, of ${limit}. Everybody stays, but nobody can be invited until ${taken - limit + 1} are free.`,
} as const
