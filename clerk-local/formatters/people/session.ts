import type { ClientObject } from '../../contract/objects/people/client.ts'
import type { ClientSessionObject, DeviceSessionObject, ReverificationObject, SessionActivityObject, SessionBaseObject, SessionEventObject, SessionObject } from '../../contract/objects/people/session.ts'
import type { Context } from '../../core/context.ts'
import type { Client, Session } from '../../core/entities/index.ts'
import { issueSessionToken } from '../../domain/people/sessions/session-tokens.ts'
import { openTasks, sessionStatus } from '../../domain/people/sessions/sessions.ts'
import { reverificationFactors } from '../../domain/people/sign-in/factors.ts'
import { signInJson, signUpJson } from './attempts.ts'
import { clientUserJson, publicUserData, userJson, verificationJson } from './user.ts'

function baseJson(ctx: Context, session: Session): SessionBaseObject {
  return {
    object: 'session',
    id: session.id,
    status: sessionStatus(ctx, session),
    last_active_organization_id: session.lastActiveOrganizationId,
    actor: session.actor,
    tasks: openTasks(ctx, session),
    last_active_at: session.lastActiveAt,
    expire_at: session.expireAt,
    abandon_at: session.abandonAt,
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  }
}

function activityJson(session: Session): SessionActivityObject {
  return {
    object: 'session_activity',
    id: session.activity.id,
    device_type: session.activity.deviceType ?? undefined,
    is_mobile: session.activity.isMobile,
    browser_name: session.activity.browserName ?? undefined,
    browser_version: session.activity.browserVersion ?? undefined,
    ip_address: session.activity.ipAddress ?? undefined,
  }
}

/** Minutes since each factor was proven; -1 when it never was (facts §E `fva`). */
export function factorAges(ctx: Context, session: Session): [number, number] {
  const minutes = (at: number) => Math.floor((ctx.store.now() - at) / 60_000)
  return [minutes(session.firstFactorAt), session.secondFactorAt === null ? -1 : minutes(session.secondFactorAt)]
}

/** A session as the Frontend API tells it: with its user and a fresh token for the app at `azp`, which saves a call (facts §D). */
export function clientSessionJson(ctx: Context, session: Session, azp?: string): ClientSessionObject {
  const user = ctx.store.users.get(session.userId)
  const live = user && ['active', 'pending'].includes(sessionStatus(ctx, session))
  return {
    ...baseJson(ctx, session),
    factor_verification_age: factorAges(ctx, session),
    last_active_token: live ? { object: 'token', jwt: issueSessionToken(ctx, session, { azp }) } : null,
    user: user ? clientUserJson(ctx, user) : null,
    public_user_data: user ? publicUserData(ctx, user) : null,
  }
}

/** A session in the list of a person's devices. */
export function sessionWithActivityJson(ctx: Context, session: Session): DeviceSessionObject {
  return { ...baseJson(ctx, session), latest_activity: activityJson(session) }
}

/** A session as the Backend API tells it. */
export function sessionJson(ctx: Context, session: Session): SessionObject {
  return { ...baseJson(ctx, session), client_id: session.clientId, user_id: session.userId, latest_activity: activityJson(session) }
}

/** A session as webhooks tell it: with its user, without its tasks (webhooks.yml, `SessionEventPayload`). */
export function sessionEventJson(ctx: Context, session: Session): SessionEventObject {
  const user = ctx.store.users.get(session.userId)
  const { tasks: _, ...json } = sessionJson(ctx, session)
  return { ...json, user: user ? userJson(ctx, user) : null }
}

/** The browser with everything clerk-js keeps; `sessions` holds the signed-in ones. */
export function clientJson(ctx: Context, client: Client, azp?: string): ClientObject {
  const sessions = client.sessionIds.map(id => ctx.store.sessions.get(id)).filter(s => s !== undefined)
    .filter(s => ['active', 'pending'].includes(sessionStatus(ctx, s)))
  const open = <Attempt extends { abandonAt: number }>(attempt: Attempt | undefined) => attempt && attempt.abandonAt > ctx.store.now() ? attempt : undefined
  const signIn = open(ctx.store.signIns.get(client.signInId))
  const signUp = open(ctx.store.signUps.get(client.signUpId))
  return {
    object: 'client',
    id: client.id,
    sessions: sessions.map(s => clientSessionJson(ctx, s, azp)),
    sign_in: signIn ? signInJson(ctx, signIn) : null,
    sign_up: signUp ? signUpJson(ctx, signUp) : null,
    last_active_session_id: sessions.some(s => s.id === client.lastActiveSessionId) ? client.lastActiveSessionId : sessions[0]?.id ?? null,
    last_authentication_strategy: client.lastAuthenticationStrategy,
    cookie_expires_at: null,
    captcha_bypass: true,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  }
}

/** How far a person is in proving themselves anew. */
export function reverificationJson(ctx: Context, session: Session, azp?: string): ReverificationObject {
  const user = ctx.store.users.get(session.userId)
  return {
    object: 'session_reverification',
    level: 'first_factor',
    status: session.reverification?.status === 'verified' ? 'complete' : 'needs_first_factor',
    session: clientSessionJson(ctx, session, azp),
    supported_first_factors: user ? reverificationFactors(ctx, user) : [],
    supported_second_factors: null,
    first_factor_verification: verificationJson(ctx, session.reverification),
    second_factor_verification: null,
  }
}
