import type { TestApp } from './app.ts'
import type { TestSession } from './session.ts'

/** A page's last answer, after all redirects. */
export interface Visit { url: string, status: number, text: string, redirects: string[] }

/** Loads documents as a browser does, without running what is in them: it keeps cookies and follows redirects. */
export interface TestBrowser {
  cookies: Map<string, string>
  /** The page's own answer, which may be a redirect: only Clerk's handshakes are followed. */
  open: (path: string) => Promise<Response>
  visit: (path: string) => Promise<Visit>
}

const documentHeaders = { 'accept': 'text/html', 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'none' }

/** Whether an address belongs to a handshake, which the browser passes through on its way to the page. */
const isHandshake = (url: URL) => url.pathname.startsWith('/__clerk/') || [...url.searchParams.keys()].some(key => key.startsWith('__clerk_'))

/** A browser at the app in which clerk-js signed somebody in a moment ago; null is nobody. The first handshake brings the session. */
export function browserOf(app: Pick<TestApp, 'url'>, session: Pick<TestSession, 'devBrowser'> | null): TestBrowser {
  const cookies = new Map<string, string>()
  if (session) cookies.set('__clerk_db_jwt', session.devBrowser).set('__client_uat', String(Math.floor(Date.now() / 1000)))

  async function load(url: URL): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { redirect: 'manual', headers: { ...documentHeaders, cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? []
      if (value && !/expires=thu, 01 jan 1970|max-age=0/i.test(line)) cookies.set(name, value)
      else cookies.delete(name)
    }
    return response
  }

  async function go(path: string, follows: (from: URL, to: URL) => boolean) {
    const redirects: string[] = []
    for (let url = new URL(path, app.url); ;) {
      const response = await load(url)
      const location = response.headers.get('location')
      const next = location && new URL(location, url)
      if (!next || !follows(url, next)) return { response, url, redirects }
      await response.body?.cancel()
      if (redirects.push(next.href) > 20) throw new Error(`Too many redirects:\n${redirects.join('\n')}`)
      url = next
    }
  }

  return {
    cookies,
    open: async path => (await go(path, (from, to) => isHandshake(from) || isHandshake(to))).response,
    async visit(path) {
      const { response, url, redirects } = await go(path, () => true)
      return { url: url.href, status: response.status, text: await response.text(), redirects }
    },
  }
}
