import { findMemberFacts, listConnections, listDomains, listRoleHistory, type Database, type MemberFacts } from '../../../db'
import type { Joined, Member, MemberProfile } from '../../../shared/schemas/member'
import { getMember } from './members'

/** The organization's maker is a member from the start; whoever comes back later joined as others do, ms. */
const AT_ONCE = 60_000

/** How a person joined, as far as it can be told: Clerk says of a membership only since when it is. */
async function findJoined(db: Database, org: { id: string, createdAt: number }, { createdAt, identifier }: Member, { accounts, isCreator, inviter }: MemberFacts): Promise<Joined> {
  if (isCreator && createdAt - org.createdAt < AT_ONCE) return { how: 'created', by: null }
  const [connections, domains] = await Promise.all([listConnections(db, org.id), listDomains(db, org.id)])
  const domain = domains.find(({ name, verificationStatus }) => verificationStatus === 'verified' && identifier?.endsWith(`@${name}`))?.name ?? null
  // An invitation without anybody who invited is one that a domain sent.
  if (inviter !== undefined) return inviter === null && domain ? { how: 'domain', by: domain } : { how: 'invitation', by: inviter }
  const connection = connections.find(({ id }) => accounts.some(account => account.connectionId === id))
  if (connection) return { how: 'connection', by: connection.name }
  return domain ? { how: 'domain', by: domain } : { how: 'added', by: null }
}

/**
 * A member with how they joined and the roles they have had.
 *
 * @throws 404 not_found
 */
export async function getMemberProfile(db: Database, org: { id: string, createdAt: number }, userId: string): Promise<MemberProfile> {
  const member = await getMember(db, org.id, userId)
  const [facts, roles] = await Promise.all([findMemberFacts(db, org.id, userId), listRoleHistory(db, org.id, member.id)])
  return { member, joined: await findJoined(db, org, member, facts), roles }
}
