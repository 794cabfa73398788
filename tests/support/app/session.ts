import type { ClerkLocal } from '../../../clerk-local/index.ts'

/** A signed-in session, as a browser at `origin` would have it. */
export interface TestSession {
  id: string
  userId: string
  /** How the instance knows the browser: the value of `__clerk_db_jwt`. */
  devBrowser: string
  /**
   * A fresh session token. With an organization's id the token is for that organization, without one for the session's
   * active organization.
   */
  token: (organizationId?: string) => Promise<string>
  /** Makes another organization (id or slug) the session's active one. */
  activate: (organization: string) => Promise<void>
}

/**
 * Signs a person in through the Frontend API with password, the way clerk-js does.
 *
 * @param origin - the app's origin; it becomes the token's authorized party
 */
export async function signIn(clerk: ClerkLocal, origin: string, email: string, password = testPassword): Promise<TestSession> {
  const call = async (path: string, form: Record<string, string> = {}) => {
    const response = await fetch(`${clerk.frontendApiUrl}/v1/${path}`, { method: 'POST', headers: { origin }, body: new URLSearchParams(form) })
    const body: unknown = await response.json()
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(body)}`)
    return body
  }
  const { token: browser } = await call('dev_browser') as { token: string }
  const at = (path: string) => `${path}?__clerk_db_jwt=${encodeURIComponent(browser)}`
  const { response, client } = await call(at('client/sign_ins'), { strategy: 'password', identifier: email, password }) as {
    response: { status: string, created_session_id: string | null }
    client: { sessions: { id: string, user: { id: string } }[] }
  }
  const session = client.sessions.find(({ id }) => id === response.created_session_id)
  if (!session) throw new Error(`${email} is not signed in: the attempt is ${response.status}.`)
  return {
    id: session.id,
    userId: session.user.id,
    devBrowser: browser,
    async token(organizationId) {
      const answer = await call(at(`client/sessions/${session.id}/tokens`), organizationId ? { organization_id: organizationId } : {})
      return (answer as { jwt: string }).jwt
    },
    async activate(organization) { await call(at(`client/sessions/${session.id}/touch`), { active_organization_id: organization }) },
  }
}

/** Password of the demo people and of everyone the builders make. */
export const testPassword = 'orbit-lantern-42'
