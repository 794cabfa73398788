import type { LinkAnswers, linkOperations } from '../../contract/frontend/people/links.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { User } from '../../core/entities/index.ts'
import { notFound } from '../../core/errors.ts'
import { acceptInvitation, requireUsableInvitation } from '../../domain/organizations/invitations.ts'
import { requireUsableActorToken } from '../../domain/people/sign-in/actor-tokens.ts'
import { liveSessions } from '../../domain/people/sign-in/guards.ts'
import { requireUsableSignInToken } from '../../domain/people/sign-in/sign-in-tokens.ts'
import { readTicket, targetOf, type Ticket } from '../../domain/people/sign-in/tickets.ts'
import { requireUsableApplicationInvitation } from '../../domain/people/sign-up/application-invitations.ts'
import { readLink } from '../../domain/people/verification/links.ts'
import { openLink } from '../../domain/people/verification/open-link.ts'
import { callingClient } from '../browser.ts'
import { activity, type FrontendContext } from '../request.ts'

/** Where each app's proxy to us is, by the app's origin; learnt from the calls that came through it. */
export type Proxies = Map<string, string>

/** What the app's page learns of a ticket, as `__clerk_status`: go on as you are, sign in, or sign up. */
type TicketStatus = 'complete' | 'sign_in' | 'sign_up'

/** Where the links of mails lead. Both send the browser on to the app, with what came of it in the query. */
export const linkHandlers = (ctx: Context, proxies: Proxies): Handlers<FrontendContext, typeof linkOperations, LinkAnswers> => ({
  acceptTicket(c) {
    const text = c.get('params').required('ticket')
    // Before the ticket is looked at, as if the link had led to the app's proxy.
    const detour = throughProxy(c, proxies, targetOf(ctx, text))
    if (detour) return detour
    const ticket = readTicket(ctx, text)
    const invitation = ticket.kind === 'organization_invitation' ? ctx.store.invitations.get(ticket.sourceId) : ctx.store.applicationInvitations.get(ticket.sourceId)
    const target = new URL(invitation?.redirectUrl && URL.canParse(invitation.redirectUrl) ? invitation.redirectUrl : fallbackUrl(ctx, c))
    target.searchParams.set('__clerk_status', useTicket(ctx, c, ticket))
    target.searchParams.set('__clerk_ticket', text)
    return c.redirect(target.href, 303)
  },

  verify(c) {
    const link = readLink(ctx, c.get('params').required('token'))
    const detour = throughProxy(c, proxies, link.redirectUrl)
    if (detour) return detour
    const { status, sessionId } = openLink(ctx, link, callingClient(ctx, c), activity(c))
    const target = new URL(link.redirectUrl)
    target.searchParams.set('__clerk_status', status)
    if (sessionId) target.searchParams.set('__clerk_created_session', sessionId)
    return c.redirect(target.href, 303)
  },
})

/** Checks a ticket, and accepts a signed-in person's invitation; everything else is the sign-in's or sign-up's to take. */
function useTicket(ctx: Context, c: FrontendContext, { kind, sourceId }: Ticket): TicketStatus {
  if (kind === 'sign_in_token') requireUsableSignInToken(ctx, sourceId)
  if (kind === 'actor_token') requireUsableActorToken(ctx, sourceId)
  if (kind === 'sign_in_token' || kind === 'actor_token') return 'sign_in'
  if (kind === 'invitation') {
    const invitation = ctx.store.applicationInvitations.get(sourceId)
    if (!invitation) throw notFound('Invitation not found.')
    requireUsableApplicationInvitation(ctx, invitation)
    return ctx.store.userByEmail(invitation.emailAddress) ? 'sign_in' : 'sign_up'
  }
  const invitation = ctx.store.invitations.get(sourceId)
  if (!invitation) throw notFound('Organization invitation not found.')
  requireUsableInvitation(ctx, invitation)
  const user = ctx.store.userByEmail(invitation.emailAddress)
  if (!user) return 'sign_up'
  if (!isSignedIn(ctx, c, user)) return 'sign_in'
  acceptInvitation(ctx, invitation, user.id)
  return 'complete'
}

/** Whether this browser holds a session of the user; the banned and the locked accept nothing by it. */
function isSignedIn(ctx: Context, c: FrontendContext, user: User): boolean {
  const client = callingClient(ctx, c)
  return client !== undefined && !user.banned && !user.locked && liveSessions(ctx, client).some(session => session.userId === user.id)
}

/** The browser's cookies are on the app's host, so a call from elsewhere goes through its proxy where there is one. */
function throughProxy(c: FrontendContext, proxies: Proxies, redirectUrl: string | null | undefined): Response | undefined {
  const proxy = redirectUrl && URL.canParse(redirectUrl) ? proxies.get(new URL(redirectUrl).origin) : undefined
  if (!proxy || c.req.header('clerk-proxy-url')) return undefined
  const { pathname, search } = new URL(c.req.url)
  return c.redirect(`${proxy}${pathname.replace(/^\/frontend/, '')}${search}`, 303)
}

/** Without a redirect url Clerk uses its account portal; here the sign-in page of the app that called last, if there is one. */
function fallbackUrl(ctx: Context, c: FrontendContext): string {
  const proxyUrl = c.req.header('clerk-proxy-url')
  const app = proxyUrl && URL.canParse(proxyUrl) ? new URL(proxyUrl).origin : ctx.appOrigin
  const page = ctx.settings.paths.signIn || (app ? '/sign-in' : '')
  return URL.canParse(page, app) ? new URL(page, app).href : ctx.url
}
