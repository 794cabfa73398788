import { type ClerkLocal, createClerkLocal, type Seed } from '../../../clerk-local/index.ts'
import { type Json, TestBrowser } from '../browser.ts'

/** Two organizations with three people, a third role and a second role set: small, so that random steps meet. */
export const seed: Seed = {
  permissions: [{ key: 'org:notes:write', name: 'Write notes' }],
  roles: [{ key: 'org:viewer', permissions: ['org:sys_memberships:read'] }],
  plans: [{ slug: 'free', name: 'Free', default: true, seats: 4 }, { slug: 'team', name: 'Team', monthlyFee: 2900, seats: 8 }],
  users: ['ada', 'bob', 'cleo'].map(name => ({ email: `${name}@example.com`, password: 'orbit-lantern-42' })),
  organizations: [
    { name: 'One', slug: 'one', createdBy: 'ada@example.com', members: [{ email: 'bob@example.com', role: 'org:member' }] },
    { name: 'Two', slug: 'two', createdBy: 'bob@example.com' },
  ],
}

/** A local Clerk that random steps work on. */
export class World {
  readonly clerk: ClerkLocal
  private browsers = new Map<string, TestBrowser>()

  constructor(clerk: ClerkLocal) {
    this.clerk = clerk
  }

  static async start(): Promise<World> {
    return new World(await createClerkLocal({ seed }))
  }

  reset(): void {
    this.browsers.clear()
    this.clerk.reset()
  }

  /** Calls the Backend API. Refusals are part of the game, failures of the server aren't. */
  async backend(method: string, path: string, body?: object): Promise<Json> {
    const headers = { 'authorization': `Bearer ${this.clerk.secretKey}`, 'content-type': 'application/json' }
    const response = await fetch(`${this.clerk.backendApiUrl}/v1${path}`, { method, headers, body: body && JSON.stringify(body) })
    const answer: Json = await response.json()
    if (response.status >= 500) throw new Error(`${method} ${path} ${JSON.stringify(body)} answered ${response.status} ${JSON.stringify(answer)}`)
    return answer
  }

  /** Calls the Frontend API as a person. */
  async frontend(userId: string, method: string, path: string, fields?: Record<string, string | string[]>): Promise<void> {
    const { status, body } = await (await this.browser(userId)).call(method, path, fields)
    if (status >= 500) throw new Error(`${method} ${path} ${JSON.stringify(fields)} answered ${status} ${JSON.stringify(body)}`)
  }

  private async browser(userId: string): Promise<TestBrowser> {
    const known = this.browsers.get(userId)
    if (known) return known
    const browser = await TestBrowser.open(this.clerk)
    this.browsers.set(userId, browser)
    await browser.signIn(this.clerk.store.users.get(userId)?.emailAddresses[0]?.emailAddress ?? '')
    return browser
  }
}
