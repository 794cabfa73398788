/** Browsers of one signed-in person: as many session tokens as are asked for, really signed by clerk-local. */
import { issueSessionToken } from '../../clerk-local/domain/people/sessions/session-tokens.ts'
import type { TestApp } from '../../tests/support/app/app.ts'

/** Headers of a request with one token. */
export type Headers = Record<string, string>

/** How a request carries its token: in Clerk's cookies, as a page's calls do, or also as Bearer, as this app's own calls do. */
export type Carrier = 'cookie' | 'bearer'

/**
 * The requests of one round, of which a share repeats the credentials of an earlier one.
 *
 * @param reuse - from 0, every request has its own token, to 1
 */
export function requests(app: TestApp, sessionId: string, { carrier, reuse, count }: { carrier: Carrier, reuse: number, count: number }): Headers[] {
  const { ctx } = app.clerk
  const session = ctx.store.sessions.get(sessionId)
  if (!session) throw new Error('The session is gone.')
  const fresh = (): Headers => {
    const token = issueSessionToken(ctx, session, { azp: app.url })
    const both = (name: string, value: string) => `${name}=${value}; ${name}_${ctx.keys.cookieSuffix}=${value}`
    const cookie = [both('__session', token), both('__client_uat', String(Math.floor(session.createdAt / 1000) - 1)), both('__clerk_db_jwt', 'dvb_bench')].join('; ')
    return { 'accept': 'application/json', 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin', cookie, ...carrier === 'bearer' ? { authorization: `Bearer ${token}` } : {} }
  }
  const list: Headers[] = []
  let made = 0
  for (let i = 0; i < count; i++) {
    if (made <= i * (1 - reuse)) {
      list.push(fresh())
      made++
    }
    else { list.push(list[Math.floor(Math.random() * list.length)] as Headers) }
  }
  return list
}
