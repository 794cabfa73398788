import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Context } from '../core/context.ts'
import { publishRecord } from '../domain/domains/proofs.ts'
import { findOrganization } from '../domain/organizations/organizations.ts'
import type { Person } from '../seed/index.ts'
import { loopbackOnly } from '../testing/loopback.ts'
import type { Webhooks } from '../webhooks/index.ts'
import { domainsPage } from './domains.ts'
import { layout, list } from './layout.ts'
import { mailboxPage, mailPage, mailRow, mails } from './mailbox.ts'
import { organizationPage, organizationsPage } from './organizations.ts'
import { peoplePage } from './people.ts'
import { deliveryPage, webhooksPage } from './webhooks.ts'

/** The local web page: what Clerk's dashboard and a person's mailbox would show. */
export function pages(ctx: Context, webhooks: Webhooks, people: Person[]): Hono {
  const app = new Hono()
  app.use(loopbackOnly)
  app.use(async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
    c.header('Content-Security-Policy', 'default-src \'none\'; style-src \'unsafe-inline\'; img-src \'self\' data:; form-action \'self\'; base-uri \'none\'; frame-ancestors \'none\'')
    // Not no-referrer: that would make the Origin of the page's own forms null.
    c.header('Referrer-Policy', 'same-origin')
  })

  app.get('/', c => c.html(layout('Overview', '/', html`
<dl>
<dt>Frontend API</dt><dd><code>${ctx.url}/frontend</code></dd>
<dt>Backend API</dt><dd><code>${ctx.url}/backend</code></dd>
<dt>Publishable key</dt><dd><code>${ctx.keys.publishableKey}</code></dd>
<dt>Secret key</dt><dd><code>${ctx.keys.secretKey}</code></dd>
<dt>Webhook secret</dt><dd><code>${ctx.keys.webhookSecret}</code></dd>
<dt>People</dt><dd><a href="/people">${ctx.store.users.size}</a></dd>
<dt>Organizations</dt><dd><a href="/organizations">${ctx.store.organizations.size}</a></dd>
</dl>
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

  app.get('/people', c => c.html(peoplePage(ctx, people)))
  app.get('/organizations', c => c.html(organizationsPage(ctx)))
  app.get('/organizations/:id', (c) => {
    const organization = findOrganization(ctx, c.req.param('id'))
    return organization ? c.html(organizationPage(ctx, organization)) : c.notFound()
  })

  app.get('/domains', c => c.html(domainsPage(ctx)))
  app.post('/domains/:id/publish', (c) => {
    const domain = ctx.store.domains.get(c.req.param('id'))
    if (!domain) return c.notFound()
    publishRecord(ctx, domain)
    return c.redirect('/domains', 303)
  })

  app.get('/webhooks', c => c.html(webhooksPage(webhooks)))
  app.get('/webhooks/:id', (c) => {
    const delivery = webhooks.delivery(c.req.param('id'))
    return delivery ? c.html(deliveryPage(delivery, webhooks.endpoint(delivery.endpointId))) : c.notFound()
  })
  app.post('/webhooks/:id/resend', async (c) => {
    const delivery = await webhooks.resend(c.req.param('id'))
    return delivery ? c.redirect(`/webhooks/${delivery.id}`, 303) : c.notFound()
  })

  app.get('*', c => c.html(layout('Not found', c.req.path, html`<p>There is no page here. <a href="/">Go to the overview</a></p>`), 404))
  return app
}
