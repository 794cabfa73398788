import { changesPosition, listHolders, organizationSeats, type Database } from '../../../db'
import type { Managers, OrgContext, OrgFacts } from '../../../shared/policy/context'

/** Names given for each kind of help. */
const NAMES = 3

/** Who can help: some of those who manage members, and of those who manage billing. */
export async function findManagers(db: Database, orgId: string): Promise<Managers> {
  const [members, billing] = await Promise.all([
    listHolders(db, orgId, 'org:sys_memberships:manage', NAMES),
    listHolders(db, orgId, 'org:sys_billing:manage', NAMES),
  ])
  return { members, billing }
}

/** The facts with what pages show beside them: seats, and who can help. */
export async function completeContext(db: Database, facts: OrgFacts): Promise<OrgContext> {
  // Before the rest: what changes meanwhile is told again rather than missed.
  const lastChange = await changesPosition(db, facts.org.id)
  const [seats, managers] = await Promise.all([organizationSeats(db, facts.org.id), findManagers(db, facts.org.id)])
  return { ...facts, seats, managers, lastChange: String(lastChange) }
}
