import type { CallbackAnswers, callbackOperations } from '../../contract/frontend/callbacks.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { clerkError } from '../../core/errors.ts'
import { requireConnection, requireSamlConnection } from '../../domain/enterprise/connections/connections.ts'
import { finishFlow } from '../../domain/enterprise/finish.ts'
import { readAssertion, requireFlow } from '../../domain/enterprise/flows.ts'
import { requireTestRun, startTestRun } from '../../domain/enterprise/connections/test-runs.ts'
import type { FrontendContext } from '../request.ts'
import { testRunPage } from './test-run-page.ts'

/** Where identity providers send the browser back to; the state names the browser, so no cookie is needed here. */
export const callbackHandlers = (ctx: Context): Handlers<FrontendContext, typeof callbackOperations, CallbackAnswers> => ({
  getOauthCallback(c) {
    const params = c.get('params')
    const { flow, connection } = requireFlow(ctx, params.string('state'))
    const raw = params.string('code') ?? ''
    const identity = readAssertion(ctx, flow, raw)
    if (identity) return c.redirect(finishFlow(ctx, flow, connection, { identity, raw }), 303)
    const error = params.string('error')
      ? { code: 'oauth_access_denied', message: 'Access denied', long_message: `You did not grant access to your ${connection.name} account` }
      : { code: 'oauth_token_exchange_error', message: 'Token exchange error', long_message: 'Token exchange error' }
    return c.redirect(finishFlow(ctx, flow, connection, { error, raw }), 303)
  },

  /** Some providers post; the browser then comes again with a GET (frontend-api.yml). */
  postOauthCallback(c) {
    const params = c.get('params')
    const query = new URLSearchParams(['code', 'scope', 'state', 'error'].map(name => [name, params.string(name) ?? '']).filter(([, value]) => value))
    // More than this no browser follows.
    if (query.toString().length > 8000) throw clerkError(400, 'oauth_callback_invalid', 'Invalid OAuth callback', 'invalid form for oauth_callback')
    return c.redirect(`${ctx.url}/frontend/v1/oauth_callback?${query}`, 303)
  },

  acs(c, { saml_connection_id }) {
    const params = c.get('params')
    const { id } = requireSamlConnection(ctx, saml_connection_id)
    if (!params.string('RelayState')) throw clerkError(400, 'saml_response_relaystate_missing', 'Missing RelayState', 'The SAML Response has no RelayState.')
    const { flow, connection } = requireFlow(ctx, params.string('RelayState'))
    const raw = params.string('SAMLResponse') ?? ''
    const identity = readAssertion(ctx, flow, raw)
    if (connection.id !== id || (!identity && raw !== 'denied')) throw clerkError(400, 'saml_response_invalid', 'Invalid SAML response', 'The SAML Response is invalid.')
    const error = { code: 'oauth_access_denied', message: 'Access denied', long_message: `You did not grant access to your ${connection.name} account` }
    return c.redirect(finishFlow(ctx, flow, connection, identity ? { identity, raw } : { error, raw }), 303)
  },

  samlMetadata(c) {
    // The parameter's name runs into `.xml` in the path template, so the router can't cut it out.
    const { id } = requireSamlConnection(ctx, c.req.path.replace(/^.*\/(.*)\.xml$/, '$1')).saml ?? { id: '' }
    const api = `${ctx.url}/frontend/v1/saml`
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${api}/${id}">`
      + '<md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">'
      + `<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${api}/acs/${id}" index="1"/></md:SPSSODescriptor></md:EntityDescriptor>`
    return c.body(xml, 200, { 'Content-Type': 'application/samlmetadata+xml' })
  },

  initEnterpriseConnectionTestRun(c, { enterpriseConnectionID }) {
    const url = startTestRun(ctx, requireConnection(ctx, enterpriseConnectionID), c.get('params').required('ticket'))
    return c.redirect(url, 301)
  },

  getEnterpriseConnectionTestRunResult(c, { enterpriseConnectionID, testRunID }) {
    const run = requireTestRun(ctx, enterpriseConnectionID, testRunID, c.get('params').required('token'))
    return c.html(testRunPage(run)) as Response | Promise<Response>
  },
})
