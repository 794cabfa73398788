import type { TestApp } from './app.ts'

/** A page's last answer, after all redirects. */
export interface Visit { url: string, status: number, text: string, redirects: string[] }

/** Keeps cookies and follows redirects as a browser does, without running the page. */
export interface TestBrowser {
  cookies: Map<string, string>
  visit: (path: string) => Promise<Visit>
}

/** A browser at the app in which the session is signed in. */
export function browserOf(app: TestApp, sessionId: string): TestBrowser {
  const { store } = app.clerk
  const client = store.clients.get(store.sessions.get(sessionId)?.clientId ?? '')
  const cookies = new Map([['__clerk_db_jwt', client?.devBrowserToken ?? ''], ['__client_uat', '1']])
  const load = async (url: string) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { redirect: 'manual', headers: { cookie, 'accept': 'text/html', 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value && !/expires=thu, 01 jan 1970|max-age=0/i.test(line)) cookies.set(name, value)
      else cookies.delete(name)
    }
    return response
  }
  return {
    cookies,
    async visit(path) {
      const redirects: string[] = []
      for (let url = app.url + path; ;) {
        const response = await load(url)
        const location = response.headers.get('location')
        if (!location) return { url, status: response.status, text: await response.text(), redirects }
        if (redirects.push(url = new URL(location, url).href) > 20) throw new Error(`Too many redirects:\n${redirects.join('\n')}`)
      }
    },
  }
}
