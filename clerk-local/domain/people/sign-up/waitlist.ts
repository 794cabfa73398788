import type { Context } from '../../../core/context.ts'
import type { WaitlistEntry } from '../../../core/entities/index.ts'
import { clerkError, invalidParam, notFound } from '../../../core/errors.ts'
import { changed } from '../../changes.ts'
import { isEmailAddress } from '../users/emails.ts'
import { createApplicationInvitations } from './application-invitations.ts'

/** Puts addresses on the waitlist: all or none. One that is there already stays as it is (backend-api.yml). */
export function joinWaitlist(ctx: Context, addresses: string[]): WaitlistEntry[] {
  const wanted = addresses.map(address => address.trim().toLowerCase())
  if (!wanted.every(isEmailAddress)) throw invalidParam('email_address', 'Email address must be a valid email address.')
  if (new Set(wanted).size < wanted.length) throw invalidParam('email_address', 'Every address may be named once.')
  return wanted.map((emailAddress) => {
    const [known] = ctx.store.waitlistEntries.by('emailAddress', emailAddress)
    if (known) return known
    const now = ctx.store.now()
    const entry = ctx.store.waitlistEntries.insert({ id: ctx.store.id('wle'), emailAddress, status: 'pending', invitationId: null, createdAt: now, updatedAt: now })
    changed.waitlistEntry(ctx, 'created', entry)
    return entry
  })
}

/** By id, or 404. */
export function requireWaitlistEntry(ctx: Context, id: string): WaitlistEntry {
  const entry = ctx.store.waitlistEntries.get(id)
  if (!entry) throw notFound(`No waitlist entry was found with id ${id}.`)
  return entry
}

function update(ctx: Context, entry: WaitlistEntry, patch: Partial<WaitlistEntry>): WaitlistEntry {
  const next = ctx.store.waitlistEntries.update(entry.id, { ...patch, updatedAt: ctx.store.now() })
  changed.waitlistEntry(ctx, 'updated', next)
  return next
}

/** Invites who waits to the application. */
export function inviteWaiting(ctx: Context, entry: WaitlistEntry, ignoreExisting = false): WaitlistEntry {
  if (entry.status === 'invited') throw clerkError(409, 'waitlist_entry_already_invited', 'already invited', 'This waitlist entry has already been invited.')
  const [invitation] = createApplicationInvitations(ctx, [{ emailAddress: entry.emailAddress, ignoreExisting }])
  return update(ctx, entry, { status: 'invited', invitationId: invitation?.id ?? null })
}

/** Refuses who waits; they can be invited later all the same. */
export function rejectWaiting(ctx: Context, entry: WaitlistEntry): WaitlistEntry {
  if (entry.status === 'rejected') throw clerkError(409, 'waitlist_entry_already_rejected', 'already rejected', 'This waitlist entry has already been rejected.')
  return update(ctx, entry, { status: 'rejected' })
}

/** Takes an entry off the list. Nobody is told: there is no such event. */
export function deleteWaiting(ctx: Context, entry: WaitlistEntry): void {
  if (entry.status === 'invited') throw clerkError(409, 'waitlist_entry_already_invited', 'already invited', 'An invited waitlist entry can\'t be deleted.')
  ctx.store.waitlistEntries.delete(entry.id)
}
