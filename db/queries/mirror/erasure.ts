import { and, eq, inArray, isNotNull, ne, or, sql } from 'drizzle-orm'
import { extension } from '#tables'
import { prepared } from '../../prepared'
import { sqliteKit } from '../../schema'
import type { Source, Tx } from '../../types'

const ended = prepared(({ read, tables: { users } }) => read.select({ id: users.id }).from(users)
  .where(and(eq(users.id, sql.placeholder('userId')), isNotNull(users.deletedAt))))

const acceptedBy = prepared(({ read, tables: { invitations } }) => read.select({ userId: invitations.userId }).from(invitations)
  .where(eq(invitations.id, sql.placeholder('invitationId'))))

/** Who has deleted their account of those an event is about: a person, or who accepted the invitation it is about. */
export async function findErased(source: Source, { userId, invitationId }: { userId: string | null, invitationId: string | null }): Promise<string | undefined> {
  const [invitation] = userId === null && invitationId !== null ? await acceptedBy(source).execute({ invitationId }) : []
  const person = userId ?? invitation?.userId
  const [erased] = person ? await ended(source).execute({ userId: person }) : []
  return erased?.id
}

const addresses = prepared(({ write, tables: { invitations } }: Tx) => write.update(invitations).set({ emailAddress: '' })
  .where(and(eq(invitations.userId, sql.placeholder('userId')), ne(invitations.emailAddress, ''))))

const payloads = prepared(({ write, tables: { webhookEvents, invitations } }: Tx) => {
  const theirInvitations = write.select({ id: invitations.id }).from(invitations).where(eq(invitations.userId, sql.placeholder('userId')))
  return write.update(webhookEvents).set({ payload: '', outcome: 'erased', error: null }).where(and(
    or(eq(webhookEvents.userId, sql.placeholder('userId')), inArray(webhookEvents.invitationId, theirInvitations)),
    // It says no more than that they are gone.
    ne(webhookEvents.type, 'user.deleted'), ne(webhookEvents.outcome, 'erased'),
  ))
})

/** Erases the addresses a person was invited at, and every stored event about them or these invitations. */
export async function eraseTraces(tx: Tx, userId: string): Promise<void> {
  await addresses(tx).execute({ userId })
  await payloads(tx).execute({ userId })
}

const ofOrganization = (name: string) => prepared(({ write, tables }: Tx) => {
  const table = tables[name as 'projects']
  return write.delete(table).where(eq(table.organizationId, sql.placeholder('orgId')))
})
/** Of an app that extends this one. */
const extended = Object.entries(extension.tables(sqliteKit)).flatMap(([name, table]) => 'organizationId' in (table as object) ? [name] : [])
const own = ['activity', 'projects', ...extended].map(ofOrganization)

/** Deletes what the app itself keeps of an organization that is gone: nobody may read it any more. */
export async function forgetOrganization(tx: Tx, orgId: string): Promise<void> {
  for (const statement of own) await statement(tx).execute({ orgId })
}
