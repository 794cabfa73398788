import type { Context } from '../../../core/context.ts'
import type { Metadata, Session, SessionActivity, SessionStatus } from '../../../core/entities/index.ts'
import { notFound, organizationNotFound } from '../../../core/errors.ts'
import { readJwt } from '../../../core/keys/jwt.ts'
import { changed } from '../../changes.ts'
import { findMembership } from '../../organizations/memberships.ts'
import { findOrganization } from '../../organizations/organizations.ts'
import { updateClient } from './clients.ts'

/** What a session still asks for. Membership required and no organization active: choose one (facts §A10). */
export function openTasks(ctx: Context, session: Session, organizationId = session.lastActiveOrganizationId): { key: string }[] {
  const { enabled, membershipRequired } = ctx.settings.organizations
  return enabled && membershipRequired && !activeMembership(ctx, session, organizationId) ? [{ key: 'choose-organization' }] : []
}

/** The membership behind the active organization, or none. */
export function activeMembership(ctx: Context, session: Session, organizationId = session.lastActiveOrganizationId) {
  return organizationId ? findMembership(ctx, organizationId, session.userId) : undefined
}

/** `pending` while tasks are open, `expired` and `abandoned` by time alone. */
export function sessionStatus(ctx: Context, session: Session): SessionStatus {
  if (session.status !== 'active') return session.status
  const now = ctx.store.now()
  if (session.expireAt <= now) return 'expired'
  if (session.abandonAt <= now) return 'abandoned'
  return openTasks(ctx, session).length ? 'pending' : 'active'
}

/** Signed in: active, or pending on a task. */
export function isLive(ctx: Context, session: Session): boolean {
  return ['active', 'pending'].includes(sessionStatus(ctx, session))
}

/** Who signs in, where and how. */
export interface SessionInput {
  clientId: string
  userId: string
  activity?: Partial<SessionActivity>
  organizationId?: string | null
  /** Who acts as the user, of an actor token. */
  actor?: Metadata
  /** Another life time than the instance's. */
  sessionSeconds?: number
}

/** Signs a user in on a client. It starts in the organization last used or joined, if they still belong to it. */
export function createSession(ctx: Context, input: SessionInput): Session {
  const now = ctx.store.now()
  const user = ctx.store.users.get(input.userId)
  const client = ctx.store.clients.get(input.clientId)
  if (!user || !client) throw notFound(`No user was found with id ${input.userId}.`)
  if (ctx.settings.signIn.singleSession) for (const id of [...client.sessionIds]) endSession(ctx, id, 'replaced')
  const organizationId = input.organizationId ?? user.lastActiveOrganizationId
  const session = ctx.store.sessions.insert({
    id: ctx.store.id('sess'),
    clientId: client.id,
    userId: user.id,
    status: 'active',
    lastActiveOrganizationId: organizationId && findMembership(ctx, organizationId, user.id) ? organizationId : null,
    firstFactorAt: now,
    secondFactorAt: null,
    reverification: null,
    actor: input.actor ?? null,
    activity: { id: ctx.store.id('sess_activity'), browserName: null, browserVersion: null, deviceType: null, ipAddress: '127.0.0.1', isMobile: false, ...input.activity },
    lastActiveAt: now,
    expireAt: now + (input.sessionSeconds ?? ctx.settings.session.lifetimeSeconds) * 1000,
    abandonAt: now + ctx.settings.session.inactivitySeconds * 1000,
    createdAt: now,
    updatedAt: now,
  })
  updateClient(ctx, client.id, { sessionIds: [...client.sessionIds, session.id], lastActiveSessionId: session.id })
  ctx.store.users.update(user.id, { lastSignInAt: now, lastActiveAt: now })
  changed.session(ctx, 'created', session)
  if (sessionStatus(ctx, session) === 'pending') changed.session(ctx, 'pending', session)
  return session
}

/** By id, or 404. */
export function requireSession(ctx: Context, id: string): Session {
  const session = ctx.store.sessions.get(id)
  if (!session) throw notFound(`No session was found with id ${id}.`)
  return session
}

/** The live session that a token names; a late or foreign token names none. */
export function tokenSession(ctx: Context, token: string): Session | undefined {
  const claims = readJwt(ctx.keys, token)
  const session = typeof claims?.sid === 'string' ? ctx.store.sessions.get(claims.sid) : undefined
  return session && typeof claims?.exp === 'number' && claims.exp * 1000 > ctx.store.now() && isLive(ctx, session) ? session : undefined
}

/** Marks use. `organizationId`: null or '' is the personal account, undefined leaves it; a stranger's is refused. */
export function touchSession(ctx: Context, id: string, organizationId?: string | null): Session {
  const session = requireSession(ctx, id)
  const now = ctx.store.now()
  const patch: Partial<Session> = { lastActiveAt: now, abandonAt: now + ctx.settings.session.inactivitySeconds * 1000, updatedAt: now }
  if (organizationId !== undefined) {
    patch.lastActiveOrganizationId = organizationId ? memberOrganizationId(ctx, session, organizationId) : null
    ctx.store.users.update(session.userId, { lastActiveOrganizationId: patch.lastActiveOrganizationId })
  }
  ctx.store.sessions.update(id, patch)
  ctx.store.users.update(session.userId, { lastActiveAt: now })
  if (ctx.store.clients.get(session.clientId)) updateClient(ctx, session.clientId, { lastActiveSessionId: id })
  return session
}

/** Handshake's organization sync: an unknown or foreign one leaves things as they are (facts §A11). */
export function syncOrganization(ctx: Context, session: Session, idOrSlug: string): void {
  if (idOrSlug === '') {
    if (!ctx.settings.organizations.membershipRequired) touchSession(ctx, session.id, null)
    return
  }
  const organization = findOrganization(ctx, idOrSlug)
  if (organization && findMembership(ctx, organization.id, session.userId)) touchSession(ctx, session.id, organization.id)
}

/** Signs a user out everywhere, or everywhere else. */
export function endSessions(ctx: Context, userId: string, { except, status = 'revoked' }: { except?: string, status?: 'removed' | 'revoked' } = {}): void {
  for (const session of ctx.store.sessions.by('userId', userId)) if (session.id !== except) endSession(ctx, session.id, status)
}

/** Closes a live session; `ended` and `removed` are the person's doing, `revoked` an administrator's. */
export function endSession(ctx: Context, id: string, status: 'ended' | 'removed' | 'revoked' | 'replaced'): Session {
  const session = requireSession(ctx, id)
  if (!isLive(ctx, session)) return session
  ctx.store.sessions.update(id, { status, updatedAt: ctx.store.now() })
  const client = ctx.store.clients.get(session.clientId)
  if (client) {
    const sessionIds = client.sessionIds.filter(s => s !== id)
    updateClient(ctx, client.id, { sessionIds, lastActiveSessionId: client.lastActiveSessionId === id ? sessionIds.at(-1) ?? null : client.lastActiveSessionId })
  }
  if (status !== 'replaced') changed.session(ctx, status, session)
  return session
}

function memberOrganizationId(ctx: Context, session: Session, idOrSlug: string): string {
  const organization = findOrganization(ctx, idOrSlug)
  if (!organization || !findMembership(ctx, organization.id, session.userId)) throw organizationNotFound()
  return organization.id
}
