import type { ClerkClient } from '@clerk/backend'
import { organizationSeats, type Database } from '../../../db'
import { AppError } from '../../../shared/errors'
import type { OrgFacts } from '../../../shared/policy/context'
import { plansWithSeats, seatLimit } from '../../../shared/policy/table'
import type { Seats } from '../../../shared/schemas/organization'
import { mirrorOrganization } from '../../ingest'
import { fromClerkError } from '../clerk-errors'
import { findManagers } from './context'
import { inTurn } from '../people/in-turn'

/**
 * Sets how many seats an organization has, within what its plan comes with and not below what is taken.
 *
 * @param limit - seats, at least 1
 * @throws 402 seats_beyond_plan, 404, 422 invalid_input for fewer than are taken, 429, 503
 */
export function changeSeats({ db, clerk }: { db: Database, clerk: ClerkClient }, { id, plan }: OrgFacts['org'], limit: number): Promise<Seats> {
  return inTurn(id, async () => {
    const ceiling = seatLimit(plan)
    if (ceiling !== null && limit > ceiling) {
      const [plans, { billing }] = [plansWithSeats(limit), await findManagers(db, id)]
      throw new AppError('seats_beyond_plan', `The plan comes with ${ceiling} seats.`, { required: { plan: plans }, help: { people: billing, plans } })
    }
    const { used, pending } = await organizationSeats(db, id)
    if (limit < used + pending) {
      const message = `${used + pending} seats are taken by members and open invitations.`
      throw new AppError('invalid_input', `limit: ${message}`, { issues: [{ path: 'limit', message }] })
    }
    const changed = await clerk.organizations.updateOrganization(id, { maxAllowedMemberships: limit }).catch((error: unknown) => { throw fromClerkError(error) })
    await mirrorOrganization(db, changed.raw)
    return organizationSeats(db, id)
  })
}
