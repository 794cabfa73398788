import { createConnection, type ConnectionPatch } from '../../../clerk-local/domain/enterprise/connections/connections.ts'
import type { ClerkLocal } from '../../../clerk-local/index.ts'
import { appOrigin, type Json, type TestBrowser } from '../browser.ts'

/** Where the app's pages are, as clerk-js tells them. */
export const callbacks = { redirect_url: `${appOrigin}/sign-in#/sso-callback`, action_complete_redirect_url: `${appOrigin}/orgs` }

/** An active connection of Acme for its domain. */
export function acmeConnection(clerk: ClerkLocal, protocol: 'saml' | 'oidc' = 'oidc', patch: ConnectionPatch = {}) {
  const organizationId = clerk.store.organizations.by('slug', 'acme')[0]!.id
  const common = { name: 'Acme Login', domains: ['acme.test'], organizationId, active: true }
  return protocol === 'saml'
    ? createConnection(clerk.ctx, { ...common, provider: 'saml_okta', saml: { idpEntityId: 'http://okta.test/x', idpSsoUrl: 'http://okta.test/sso', idpCertificates: ['MIIB'] }, ...patch })
    : createConnection(clerk.ctx, { ...common, provider: 'oidc_custom', oidc: { clientId: 'acme', clientSecret: 'secret', discoveryUrl: 'http://idp.test/.well-known/openid-configuration' }, ...patch })
}

/** Says who one is on the identity provider's page, and follows the way back up to the app. */
export async function throughProvider(clerk: ClerkLocal, url: string, fields: Record<string, string>): Promise<URL> {
  const page = await (await fetch(url)).text()
  const state = /name="state" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const answer = await fetch(url.split('?')[0]!, { method: 'POST', body: new URLSearchParams({ state, ...fields }), redirect: 'manual' })
  const location = answer.headers.get('location')
  if (location) return redirectOf(await fetch(location, { redirect: 'manual' }))
  const form = await answer.text()
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? ''
  const action = /action="([^"]+)"/.exec(form)?.[1] ?? ''
  return redirectOf(await fetch(action, { method: 'POST', body: new URLSearchParams({ RelayState: value('RelayState'), SAMLResponse: value('SAMLResponse') }), redirect: 'manual' }))
}

/** Types an address into the sign-in and goes to its identity provider, as clerk-js does. */
export async function startSso(browser: TestBrowser, identifier: string): Promise<{ signIn: Json, url: string }> {
  const { id } = (await browser.call('POST', '/v1/client/sign_ins', { identifier })).body.response
  const signIn = (await browser.call('POST', `/v1/client/sign_ins/${id}/prepare_first_factor`, { strategy: 'enterprise_sso', ...callbacks })).body.response
  return { signIn, url: signIn.first_factor_verification.external_verification_redirect_url }
}

function redirectOf(response: Response): URL {
  const location = response.headers.get('location')
  if (!location) throw new Error(`The provider's answer was refused with ${response.status}`)
  return new URL(location)
}
