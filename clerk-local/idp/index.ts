import { Hono } from 'hono'
import type { Context } from '../core/context.ts'
import { notFound } from '../core/errors.ts'
import { requireFlow, signAssertion } from '../domain/enterprise/flows.ts'
import { isEmailAddress } from '../domain/people/users/emails.ts'
import { loopbackOnly } from '../testing/loopback.ts'
import { answerPage, loginPage, sendOffSource } from './page.ts'

/** The identity provider of every enterprise connection: a page where one says who one is. It stands for Okta, Google and the like. */
export function identityProvider(ctx: Context): Hono {
  const app = new Hono()
  app.use(loopbackOnly)
  app.use(async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
    // No form-action: the form's way goes by the callback to the app, on its own origin. The script sends a SAML answer off.
    c.header('Content-Security-Policy', `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src ${sendOffSource}; base-uri 'none'; frame-ancestors 'none'`)
    c.header('Referrer-Policy', 'same-origin')
  })

  app.get('/:connectionId', (c) => {
    const { flow, connection } = openFlow(c.req.param('connectionId'), c.req.query('state') ?? c.req.query('RelayState'))
    return c.html(loginPage(ctx, flow, connection))
  })

  app.post('/:connectionId', async (c) => {
    // A body that can't be read names no trip, which is refused below.
    const body: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
    const field = (name: string) => typeof body[name] === 'string' ? body[name].trim() : ''
    const { flow, connection } = openFlow(c.req.param('connectionId'), field('state'))
    const emailAddress = field('email_address').toLowerCase()
    const allowed = field('answer') !== 'deny'
    if (allowed && !isEmailAddress(emailAddress)) return c.html(loginPage(ctx, flow, connection, 'Enter the email address of the person.'), 422)
    const assertion = allowed
      ? signAssertion(ctx, flow, { providerUserId: `idp|${emailAddress}`, emailAddress, firstName: field('first_name') || null, lastName: field('last_name') || null })
      : ''
    if (connection.saml) return c.html(answerPage(connection, `${ctx.url}/frontend/v1/saml/acs/${connection.saml.id}`, { RelayState: flow.id, SAMLResponse: assertion || 'denied' }))
    const query = new URLSearchParams({ state: flow.id, ...(assertion ? { code: assertion } : { error: 'access_denied' }) })
    return c.redirect(`${ctx.url}/frontend/v1/oauth_callback?${query}`, 303)
  })

  function openFlow(connectionId: string, state: string | undefined) {
    const open = requireFlow(ctx, state)
    if (open.connection.id !== connectionId) throw notFound()
    return open
  }

  return app
}
