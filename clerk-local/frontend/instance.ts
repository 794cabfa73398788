import type { Context as Call } from 'hono'
import type { InstanceAnswers, instanceOperations, WellKnownAnswers, wellKnownOperations } from '../contract/frontend/instance.ts'
import type { Handlers } from '../contract/operations.ts'
import type { Context } from '../core/context.ts'
import { clerkError } from '../core/errors.ts'
import { issuer } from '../core/keys/keys.ts'
import { environmentJson } from './environment.ts'
import { appOrigin, ensureClient, type FrontendContext } from './request.ts'

/** What the instance tells of itself, to anybody. */
export const instanceHandlers = (ctx: Context): Handlers<FrontendContext, typeof instanceOperations, InstanceAnswers> => ({
  getEnvironment: c => environmentJson(ctx, appOrigin(c) ?? ctx.url),

  updateEnvironment(c) {
    ensureClient(ctx, c)
    return environmentJson(ctx, appOrigin(c) ?? ctx.url)
  },

  getAccountPortal(c) {
    const pages = environmentJson(ctx, appOrigin(c) ?? ctx.url).display_config
    return {
      object: 'account_portal',
      // There are no hosted pages: the app's own stand in for them.
      allowed: false,
      enabled: false,
      internal_linking: false,
      after_sign_in_url: pages.after_sign_in_url,
      after_sign_up_url: pages.after_sign_up_url,
      after_join_waitlist_url: pages.after_join_waitlist_url,
      after_create_organization_url: pages.after_create_organization_url,
      after_leave_organization_url: pages.after_leave_organization_url,
      logo_link_url: pages.logo_link_url,
      customization: { appearance: null, background_color_dark: null, background_color_light: null, primary_color_dark: null, primary_color_light: null },
    }
  },

  getHealth: () => ({ status: 'healthy' }),

  getProxyHealth: c => ({ status: 'healthy', x_forwarded_for: c.req.header('x-forwarded-for') ?? '127.0.0.1' }),

  clearSiteData: c => c.body(null, 200, { 'Clear-Site-Data': '"*"' }),

  joinWaitlist() {
    throw clerkError(403, 'waitlist_not_accepting_entries', 'Waitlist not accepting entries', 'The waitlist is not accepting new entries at this time. Please try again later.')
  },
})

/** Keys and issuer for JWT libraries. The OAuth endpoints are named because the form wants them; they answer 501. */
export const wellKnownHandlers = (ctx: Context): Handlers<Call, typeof wellKnownOperations, WellKnownAnswers> => ({
  getJWKS: () => ctx.keys.jwks,

  getOpenIDConfiguration() {
    const base = `${ctx.url}/frontend`
    return {
      issuer,
      authorization_endpoint: `${base}/oauth/authorize`,
      token_endpoint: `${base}/oauth/token`,
      revocation_endpoint: `${base}/oauth/token/revoke`,
      introspection_endpoint: `${base}/oauth/token_info`,
      userinfo_endpoint: `${base}/oauth/userinfo`,
      jwks_uri: `${base}/.well-known/jwks.json`,
      scopes_supported: ['openid', 'profile', 'email', 'public_metadata', 'private_metadata'],
      response_types_supported: ['code'],
      response_modes_supported: ['form_post', 'query'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'none', 'client_secret_post'],
      claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'email', 'name'],
      code_challenge_methods_supported: ['S256'],
      backchannel_logout_supported: false,
      frontchannel_logout_supported: false,
    }
  },
})
