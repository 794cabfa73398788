import { createClerkClient } from '@clerk/backend'
import type { ClerkLocal } from '../../../clerk-local/index.ts'
import { appOrigin } from '../browser.ts'

/** A page load through the official SDK, following handshakes with a cookie jar as a browser and proxy would. */
export async function loadPage(clerk: ClerkLocal, path: string, jar: Map<string, string>): Promise<{ orgSlug: string | null | undefined, userId: string | null, path: string, hops: string[] }> {
  const sdk = createClerkClient({ secretKey: clerk.secretKey, publishableKey: clerk.publishableKey, jwtKey: clerk.jwtKey, apiUrl: clerk.backendApiUrl, telemetry: { disabled: true } })
  let url = appOrigin + path
  const hops: string[] = []
  for (let i = 0; i < 8; i++) {
    const headers = { 'accept': 'text/html', 'sec-fetch-dest': 'document', 'cookie': [...jar].map(([k, v]) => `${k}=${v}`).join('; ') }
    const state = await sdk.authenticateRequest(new Request(url, { headers }), {
      proxyUrl: '/__clerk', authorizedParties: [appOrigin], organizationSyncOptions: { organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)'] },
    })
    keep(state.headers.getSetCookie(), jar)
    const location = state.headers.get('location')
    if (!location) {
      const auth = state.toAuth() as { orgSlug?: string | null, userId: string | null }
      return { orgSlug: auth.orgSlug, userId: auth.userId, path: url.slice(appOrigin.length), hops }
    }
    hops.push(state.reason ?? state.status)
    const target = new URL(location)
    if (!target.pathname.startsWith('/__clerk')) {
      url = target.href
      continue
    }
    const answer = await fetch(clerk.frontendApiUrl + target.pathname.slice('/__clerk'.length) + target.search, { redirect: 'manual', headers: { ...headers, 'clerk-proxy-url': `${appOrigin}/__clerk` } })
    if (answer.status !== 307) throw new Error(`The handshake answered ${answer.status}.`)
    keep(answer.headers.getSetCookie(), jar)
    url = answer.headers.get('location') ?? ''
  }
  throw new Error(`No end of redirects: ${hops.join(', ')}`)
}

/** Takes cookies into the jar, and drops those that end. */
export function keep(directives: string[], jar: Map<string, string>): void {
  for (const directive of directives) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(directive) ?? []
    if (value && !/Max-Age=0/.test(directive)) jar.set(name, value)
    else jar.delete(name)
  }
}
