import type { ClerkLocal } from '../../clerk-local/index.ts'

/** What a Frontend API answer may hold; tests look at a few fields each. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the answer's shape is what the tests check
export type Json = any

/** The origin the tests pretend to be an app on. */
export const appOrigin = 'http://localhost:3000'

/** A browser as clerk-js would be: a dev browser token, form-urlencoded bodies, methods in `_method`. */
export class TestBrowser {
  devBrowser = ''
  session = ''
  private readonly clerk: ClerkLocal

  constructor(clerk: ClerkLocal) {
    this.clerk = clerk
  }

  static async open(clerk: ClerkLocal): Promise<TestBrowser> {
    const browser = new TestBrowser(clerk)
    browser.devBrowser = (await browser.call('POST', '/v1/dev_browser')).body.id
    return browser
  }

  async call(method: string, path: string, fields: Record<string, string | string[]> = {}): Promise<{ status: number, body: Json, headers: Headers }> {
    const url = new URL(this.clerk.frontendApiUrl + path)
    if (this.devBrowser) url.searchParams.set('__clerk_db_jwt', this.devBrowser)
    if (this.session) url.searchParams.set('_clerk_session_id', this.session)
    if (!['GET', 'POST'].includes(method)) url.searchParams.set('_method', method)
    const form = new URLSearchParams()
    for (const [name, value] of Object.entries(fields)) for (const item of [value].flat()) (method === 'GET' ? url.searchParams : form).append(name, item)
    const response = await fetch(url, { method: method === 'GET' ? 'GET' : 'POST', headers: { origin: appOrigin }, body: method === 'GET' ? undefined : form, redirect: 'manual' })
    const text = await response.text()
    return { status: response.status, body: /^[[{]/.test(text) ? JSON.parse(text) : text, headers: response.headers }
  }

  /** Signs in by password and returns the client's session. */
  async signIn(email: string, password = 'orbit-lantern-42'): Promise<Json> {
    const { body } = await this.call('POST', '/v1/client/sign_ins', { identifier: email, password })
    this.session = body.response?.created_session_id ?? ''
    return body.client?.sessions.find((s: Json) => s.id === this.session)
  }

  /** Follows a link of the mailbox up to its redirect. */
  async follow(link: string): Promise<URL> {
    const url = new URL(link)
    const { headers } = await this.call('GET', url.pathname.replace(/^\/frontend/, ''), Object.fromEntries(url.searchParams))
    return new URL(headers.get('location') ?? '')
  }
}

/** Decodes the claims of a token without checking it. */
export function claims(token: string): Json {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

/** The first error code of an answer. */
export const code = (answer: { body: Json }): string => answer.body.errors?.[0]?.code
