import type { TestApp, Who } from './app.ts'

/** Loads documents as a browser does, without running what is in them: it keeps cookies and follows Clerk's handshakes. */
export interface BrowserLike {
  /** The page's own answer, which may be a redirect. */
  open: (path: string) => Promise<Response>
}

const documentHeaders = { 'accept': 'text/html', 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'none' }

/** Whether an address belongs to a handshake, which the browser passes through on its way to the page. */
const isHandshake = (url: URL) => url.pathname.startsWith('/__clerk/') || [...url.searchParams.keys()].some(key => key.startsWith('__clerk_'))

/** A browser of somebody who signed in with clerk-js a moment ago, or of nobody. */
export async function browserLike(app: TestApp, who: Who): Promise<BrowserLike> {
  const cookies = new Map<string, string>()
  if (who !== null) {
    // What clerk-js leaves behind; the first handshake brings the session.
    const { devBrowser } = await app.session(who)
    cookies.set('__clerk_db_jwt', devBrowser).set('__client_uat', String(Math.floor(Date.now() / 1000)))
  }
  async function load(url: URL): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { redirect: 'manual', headers: { ...documentHeaders, cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? []
      if (value) cookies.set(name, value)
      else cookies.delete(name)
    }
    return response
  }
  return {
    async open(path) {
      let url = new URL(path, app.url)
      for (let hops = 0; hops < 10; hops++) {
        const response = await load(url)
        const location = response.headers.get('location')
        const next = location && new URL(location, url)
        if (!next || !(isHandshake(next) || isHandshake(url))) return response
        await response.body?.cancel()
        url = next
      }
      throw new Error(`${path} went round in circles.`)
    },
  }
}
