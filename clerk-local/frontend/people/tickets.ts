import type { TicketAnswers, ticketOperations } from '../../contract/frontend/people/handshake.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { notFound } from '../../core/errors.ts'
import { acceptInvitation, requireUsableInvitation } from '../../domain/organizations/invitations.ts'
import { clientByDevBrowser } from '../../domain/people/sessions/clients.ts'
import { isLive } from '../../domain/people/sessions/sessions.ts'
import { readTicket } from '../../domain/people/sign-in/tickets.ts'
import { devBrowserToken, type FrontendContext } from '../request.ts'

/** Where each app's proxy to us is, by the app's origin; learnt from the calls that came through it. */
export type Proxies = Map<string, string>

/** Where the link of an invitation mail leads (Clerk: `__clerk_ticket` and `__clerk_status` come back to the app). */
export const ticketHandlers = (ctx: Context, proxies: Proxies): Handlers<FrontendContext, typeof ticketOperations, TicketAnswers> => ({
  acceptTicket(c) {
    const token = c.get('params').required('ticket')
    const ticket = readTicket(ctx, token)
    const invitation = ctx.store.invitations.get(ticket.sourceId)
    if (ticket.kind !== 'organization_invitation' || !invitation) throw notFound('Organization invitation not found.')
    requireUsableInvitation(ctx, invitation)
    // The browser's cookies are on the app's host, so go through its proxy where there is one.
    const proxy = URL.canParse(invitation.redirectUrl ?? '') && proxies.get(new URL(invitation.redirectUrl ?? '').origin)
    if (proxy && !c.req.header('clerk-proxy-url')) return c.redirect(`${proxy}/v1/tickets/accept?ticket=${token}`, 303)
    const user = ctx.store.userByEmail(invitation.emailAddress)
    const client = clientByDevBrowser(ctx, devBrowserToken(ctx, c))
    const signedIn = user && client?.sessionIds.map(id => ctx.store.sessions.get(id)).some(s => s?.userId === user.id && isLive(ctx, s))
    if (signedIn) acceptInvitation(ctx, invitation, user.id)
    const target = new URL(invitation.redirectUrl && URL.canParse(invitation.redirectUrl) ? invitation.redirectUrl : fallbackUrl(ctx, c.req.header('clerk-proxy-url')))
    target.searchParams.set('__clerk_ticket', token)
    target.searchParams.set('__clerk_status', signedIn ? 'complete' : user ? 'sign_in' : 'sign_up')
    return c.redirect(target.href, 303)
  },
})

/** Without a redirect url Clerk uses its account portal; here the app's sign-in page, if we know the app. */
function fallbackUrl(ctx: Context, proxyUrl: string | undefined): string {
  const app = proxyUrl && URL.canParse(proxyUrl) ? new URL(proxyUrl).origin : undefined
  const page = ctx.settings.paths.signIn || (app ? '/sign-in' : '')
  return URL.canParse(page, app) ? new URL(page, app).href : ctx.url
}
