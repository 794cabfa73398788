import { and, eq, inArray, isNotNull, ne, or, sql } from 'drizzle-orm'
import { prepared } from '../prepared'
import type { Source, Tx } from '../types'

const ended = prepared(({ read, tables: { users, invitations } }) => read.select({ id: users.id }).from(users).where(and(
  or(
    eq(users.id, sql.placeholder('userId')),
    inArray(users.id, read.select({ id: invitations.userId }).from(invitations).where(eq(invitations.id, sql.placeholder('resourceId')))),
  ),
  isNotNull(users.deletedAt),
)).limit(1))

/** Who has deleted their account of those an event is about: a person, and who accepted the invitation it is about. */
export async function findErased(source: Source, about: { userId: string | null, resourceId: string | null }): Promise<string | undefined> {
  const [row] = await ended(source).execute(about)
  return row?.id
}

const addresses = prepared(({ write, tables: { invitations } }: Tx) => write.update(invitations).set({ emailAddress: '' })
  .where(and(eq(invitations.userId, sql.placeholder('userId')), ne(invitations.emailAddress, ''))))

const payloads = prepared(({ write, tables: { webhookEvents, invitations } }: Tx) => {
  const theirInvitations = write.select({ id: invitations.id }).from(invitations).where(eq(invitations.userId, sql.placeholder('userId')))
  return write.update(webhookEvents).set({ payload: '', outcome: 'erased', error: null }).where(and(
    or(eq(webhookEvents.userId, sql.placeholder('userId')), inArray(webhookEvents.resourceId, theirInvitations)),
    // It says no more than that they are gone.
    ne(webhookEvents.type, 'user.deleted'), ne(webhookEvents.outcome, 'erased'),
  ))
})

/** Erases the addresses a person was invited at, and every stored event about them or these invitations. */
export async function eraseTraces(tx: Tx, userId: string): Promise<void> {
  await addresses(tx).execute({ userId })
  await payloads(tx).execute({ userId })
}
