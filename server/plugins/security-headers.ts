import { setResponseHeader } from 'h3'
import { defineNitroPlugin, useRuntimeConfig } from 'nitropack/runtime'
import type { NuxtSecurityRouteRules } from 'nuxt-security'

/** What is never rendered. */
const noPage = /^\/(?:api|_nuxt|__clerk)\//

/** Where the browser finds Clerk's Frontend API: behind this app, or at the host that the publishable key names. */
function frontendApi(publishableKey: string, proxyUrl: string): string[] {
  if (proxyUrl) return URL.canParse(proxyUrl) ? [new URL(proxyUrl).origin] : []
  const host = Buffer.from(publishableKey.split('_')[2] ?? '', 'base64').toString().replace(/\$$/, '')
  return /^[\w.-]+$/.test(host) ? [`https://${host}`] : []
}

/**
 * What pages may load, as Clerk documents it.
 *
 * Scripts need the page's nonce or must come from one that has it; the hosts in that line are for browsers that don't know
 * `strict-dynamic`. Styles stay open: Clerk's components and Vue write them at run time.
 *
 * @see https://clerk.com/docs/guides/secure/best-practices/csp-headers
 */
function contentSecurityPolicy(clerk: string[], pictures: string[], secure: boolean) {
  const botProtection = 'https://challenges.cloudflare.com'
  const stripe = ['https://js.stripe.com', 'https://*.js.stripe.com']
  const own = import.meta.dev ? ['\'self\''] : ['\'none\'']
  return {
    'default-src': ['\'self\''],
    'script-src': ['\'nonce-{{nonce}}\'', '\'strict-dynamic\'', '\'self\'', ...clerk, botProtection, 'https://*.protect.clerk.com', ...stripe],
    'script-src-attr': ['\'none\''],
    'style-src': ['\'self\'', '\'unsafe-inline\''],
    'img-src': ['\'self\'', 'data:', 'blob:', 'https://img.clerk.com', ...pictures],
    'font-src': ['\'self\'', 'data:'],
    // Ports are named because these hosts of Clerk's use others than 443. Vite's updates come by WebSocket.
    'connect-src': ['\'self\'', ...clerk, 'https://*.protect.clerk.com:*', 'https://img.clerk.com', 'https://api.stripe.com', 'https://maps.googleapis.com', ...import.meta.dev ? ['ws:'] : []],
    'frame-src': [botProtection, 'https://*.protect.clerk.com', ...stripe, 'https://hooks.stripe.com', ...import.meta.dev ? own : []],
    'worker-src': ['\'self\'', 'blob:'],
    'object-src': ['\'none\''],
    'base-uri': ['\'none\''],
    'form-action': ['\'self\''],
    // Nuxt's devtools are a frame of the app in the app.
    'frame-ancestors': own,
    'upgrade-insecure-requests': secure,
  }
}

/**
 * Headers that depend on the deployment: those of nuxt.config.ts hold for every answer, these for pages.
 *
 * nuxt-security clones its options and builds a router for each request. Its rules are therefore resolved once here, and
 * what is no page skips them.
 */
export default defineNitroPlugin((nitro) => {
  const { clerk: { frontendApiUrl }, public: { appUrl, clerk: { publishableKey, proxyUrl } } } = useRuntimeConfig()
  const secure = new URL(appUrl).protocol === 'https:'
  // An instance that is reached through this app may keep its pictures beside its Frontend API.
  const pictures = frontendApiUrl ? [new URL(frontendApiUrl).origin] : []
  let page: NuxtSecurityRouteRules = {}
  nitro.hooks.hook('nuxt-security:routeRules', (rules) => {
    page = rules['/**'] = {
      ...rules['/**'],
      headers: {
        ...rules['/**']?.headers,
        contentSecurityPolicy: contentSecurityPolicy(frontendApi(publishableKey, proxyUrl), pictures, secure),
        strictTransportSecurity: secure && { maxAge: 31_536_000 },
      },
    }
  })
  nitro.hooks.hook('request', (event) => {
    const rules = noPage.test(event.path) ? { enabled: false } : { ...page, headers: { ...page.headers } }
    event.context.security = { route: '/**', rules }
  })
  nitro.hooks.hook('render:response', (_, { event }) => setResponseHeader(event, 'Cache-Control', 'private, no-store'))
})
