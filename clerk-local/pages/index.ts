import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Context } from '../core/context.ts'
import { invalidParam } from '../core/errors.ts'
import { publishRecord } from '../domain/domains/proofs.ts'
import { findOrganization } from '../domain/organizations/organizations.ts'
import { createSignInToken } from '../domain/people/sign-in/sign-in-tokens.ts'
import { ticketLink } from '../domain/people/sign-in/tickets.ts'
import type { Person } from '../seed/index.ts'
import { loopbackOnly } from '../testing/loopback.ts'
import type { Webhooks } from '../webhooks/index.ts'
import { knownApp } from './app.ts'
import { domainsPage } from './domains.ts'
import { facts, layout, list, listQuery, time } from './layout.ts'
import { mailboxPage, mailPage, mailRow, mails } from './mailbox.ts'
import { organizationPage, organizationsPage } from './organizations.ts'
import { peoplePage } from './people.ts'
import { settingsPage } from './settings.ts'
import { deliveryPage, webhooksPage } from './webhooks.ts'

/** The local web page: what Clerk's dashboard and a person's mailbox would show. */
export function pages(ctx: Context, webhooks: Webhooks, people: Person[]): Hono {
  const app = new Hono()
  app.use(loopbackOnly)
  app.use(async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
    // “Sign in as” is a form that ends in the app.
    c.header('Content-Security-Policy', `default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self' ${knownApp(ctx) ?? ''}; base-uri 'none'; frame-ancestors 'none'`)
    // Not no-referrer: that would make the Origin of the page's own forms null.
    c.header('Referrer-Policy', 'same-origin')
  })

  app.get('/', c => c.html(layout('Overview', '/', html`
${facts([
  ['Frontend API', html`<code>${ctx.url}/frontend</code>`],
  ['Backend API', html`<code>${ctx.url}/backend</code>`],
  ['Publishable key', html`<code>${ctx.keys.publishableKey}</code>`],
  ['Secret key', html`<code>${ctx.keys.secretKey}</code>`],
  ['Webhook secret', html`<code>${ctx.keys.webhookSecret}</code>`],
  ['App', knownApp(ctx)],
  ['People', html`<a href="/people">${ctx.store.users.size}</a>`],
  ['Organizations', html`<a href="/organizations">${ctx.store.organizations.size}</a>`],
  ['Clock', ctx.store.clockOffset !== 0 && html`${time(ctx.store.now())} (moved by ${Math.round(ctx.store.clockOffset / 1000)} s)`],
])}
<h2>Latest mail</h2>
${list(mails(ctx).slice(0, 5).map(mailRow), 'No mail yet.')}`)))

  app.get('/mailbox', c => c.html(mailboxPage(ctx, c.req.query('to'))))
  /** The mailbox for tests. */
  app.get('/mailbox.json', (c) => {
    const data = mails(ctx, c.req.query('to'))
    return c.json({ data, totalCount: data.length })
  })
  app.get('/mailbox/:id', (c) => {
    const mail = ctx.store.mails.get(c.req.param('id'))
    return mail ? c.html(mailPage(ctx, mail)) : c.notFound()
  })

  app.get('/people', c => c.html(peoplePage(ctx, people, listQuery(c.req.query()))))
  /** A ticket of five minutes; the Frontend API sends the browser on to the app's sign-in page. */
  app.post('/people/:id/sign-in', (c) => {
    const { ticket } = createSignInToken(ctx, { userId: c.req.param('id'), expiresInSeconds: 300 })
    return c.redirect(ticketLink(ctx, ticket).slice(ctx.url.length), 303)
  })

  app.get('/organizations', c => c.html(organizationsPage(ctx, listQuery(c.req.query()))))
  app.get('/organizations/:id', (c) => {
    const organization = findOrganization(ctx, c.req.param('id'))
    return organization ? c.html(organizationPage(ctx, organization, listQuery(c.req.query()))) : c.notFound()
  })

  app.get('/domains', c => c.html(domainsPage(ctx)))
  app.post('/domains/:id/publish', (c) => {
    const domain = ctx.store.domains.get(c.req.param('id'))
    if (!domain) return c.notFound()
    publishRecord(ctx, domain)
    return c.redirect('/domains', 303)
  })

  app.get('/webhooks', c => c.html(webhooksPage(webhooks, listQuery(c.req.query()))))
  app.get('/webhooks/:id', (c) => {
    const delivery = webhooks.delivery(c.req.param('id'))
    return delivery ? c.html(deliveryPage(delivery, webhooks.endpoint(delivery.endpointId))) : c.notFound()
  })
  app.post('/webhooks/replay', async (c) => {
    const { since, endpoint } = await c.req.parseBody()
    const time = since ? Date.parse(String(since)) : 0
    if (Number.isNaN(time)) throw invalidParam('since', 'since must be a time.')
    webhooks.replay(time, endpoint ? String(endpoint) : undefined)
    return c.redirect('/webhooks', 303)
  })
  app.post('/webhooks/:id/resend', async (c) => {
    const delivery = await webhooks.resend(c.req.param('id'))
    return delivery ? c.redirect(`/webhooks/${delivery.id}`, 303) : c.notFound()
  })

  app.get('/settings', c => c.html(settingsPage(ctx)))

  app.get('*', c => c.html(layout('Not found', c.req.path, html`<p>There is no page here. <a href="/">Go to the overview</a></p>`), 404))
  return app
}
