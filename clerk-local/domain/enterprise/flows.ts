import { randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import type { Context } from '../../core/context.ts'
import type { EnterpriseConnection, EnterpriseFlow, ProviderIdentity } from '../../core/entities/index.ts'
import { type ClerkErrorItem, clerkError } from '../../core/errors.ts'
import { readJwt, signJwt } from '../../core/keys/jwt.ts'
import { requireConnection } from './connections/connections.ts'

/** How long somebody may take at the identity provider, ms. */
export const flowLifetime = 10 * 60_000

/** What came back from the identity provider; `raw` as it came. */
export type ProviderAnswer = { identity: ProviderIdentity, raw: string } | { error: ClerkErrorItem, raw: string }

/** Sends somebody to the identity provider. The local one stands in for every provider; it is asked in the connection's protocol. */
export function startFlow(ctx: Context, connection: EnterpriseConnection, input: Omit<EnterpriseFlow, 'id' | 'connectionId' | 'expireAt'> & { prompt?: string }): { flow: EnterpriseFlow, url: string, request: string } {
  const { prompt, ...flowInput } = input
  for (const old of ctx.store.enterpriseFlows.filter(f => f.subjectId === input.subjectId || f.expireAt <= ctx.store.now())) ctx.store.enterpriseFlows.delete(old.id)
  const flow = ctx.store.enterpriseFlows.insert({ ...flowInput, id: randomBytes(20).toString('base64url'), connectionId: connection.id, expireAt: ctx.store.now() + flowLifetime })
  const url = new URL(`${ctx.url}/idp/${connection.id}`)
  const request = connection.saml ? samlRequest(ctx, connection.saml.id, flow.id) : ''
  const query = connection.saml
    ? { SAMLRequest: request, RelayState: flow.id }
    : {
        client_id: connection.oidc?.clientId, redirect_uri: `${ctx.url}/frontend/v1/oauth_callback`, response_type: 'code', scope: 'openid email profile',
        state: flow.id, login_hint: flow.loginHint, prompt,
      }
  for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value)
  return { flow, url: url.href, request: request || url.href }
}

/** The trip that a state names, still open; or 400 in the words of Clerk's error index. */
export function requireFlow(ctx: Context, state: string | undefined): { flow: EnterpriseFlow, connection: EnterpriseConnection } {
  const flow = ctx.store.enterpriseFlows.get(state)
  if (!flow || flow.expireAt <= ctx.store.now()) throw clerkError(400, 'oauth_callback_invalid', 'Invalid OAuth callback', 'invalid form for oauth_callback')
  return { flow, connection: requireConnection(ctx, flow.connectionId) }
}

/** What the identity provider sends back about somebody: an ID token, which also stands for a SAML assertion. */
export function signAssertion(ctx: Context, flow: EnterpriseFlow, identity: ProviderIdentity): string {
  return signJwt(ctx.keys, {
    iss: `${ctx.url}/idp/${flow.connectionId}`, aud: flow.id, exp: Math.floor(flow.expireAt / 1000), sub: identity.providerUserId,
    email: identity.emailAddress, given_name: identity.firstName, family_name: identity.lastName,
  })
}

/** Whom an assertion is about, if it was made for this trip. */
export function readAssertion(ctx: Context, flow: EnterpriseFlow, raw: string): ProviderIdentity | null {
  const claims = readJwt(ctx.keys, raw)
  if (claims?.aud !== flow.id || typeof claims.sub !== 'string' || typeof claims.email !== 'string') return null
  const name = (value: unknown) => typeof value === 'string' && value ? value : null
  return { providerUserId: claims.sub, emailAddress: claims.email, firstName: name(claims.given_name), lastName: name(claims.family_name) }
}

/** An AuthnRequest as the redirect binding carries it. */
function samlRequest(ctx: Context, samlId: string, id: string): string {
  const api = `${ctx.url}/frontend/v1/saml`
  const xml = `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_${id}" Version="2.0" IssueInstant="${new Date(ctx.store.now()).toISOString()}" `
    + `AssertionConsumerServiceURL="${api}/acs/${samlId}"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${api}/${samlId}</saml:Issuer></samlp:AuthnRequest>`
  return deflateRawSync(xml).toString('base64')
}
