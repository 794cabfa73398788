import { type ClerkLocal, type ClerkLocalOptions, createClerkLocal, type Seed } from '../../../clerk-local/index.ts'
import { type Json, TestBrowser } from '../browser.ts'

/** Milliseconds of a day. */
export const day = 24 * 3600 * 1000

/** One organization of Ada's on the free plan, with Bob as a member, and plans of every kind. */
export const billingSeed: Seed = {
  features: [{ slug: 'projects', name: 'Projects' }, { slug: 'reports', name: 'Reports' }, { slug: 'themes', name: 'Themes' }],
  permissions: [{ key: 'org:projects:create', name: 'Create projects' }, { key: 'org:reports:read', name: 'Read reports' }],
  plans: [
    { slug: 'free', name: 'Free', default: true, features: ['projects'] },
    { slug: 'team', name: 'Team', monthlyFee: 3000, annualFee: 30_000, features: ['projects', 'reports'] },
    { slug: 'business', name: 'Business', monthlyFee: 9000, annualFee: 90_000, features: ['projects', 'reports'] },
    { slug: 'trial', name: 'Trial', monthlyFee: 5000, freeTrialDays: 14, features: ['reports'] },
    { slug: 'pair', name: 'Pair', monthlyFee: 1500, seats: 2 },
    { slug: 'solo', name: 'Solo', monthlyFee: 1000, seats: 1 },
    { slug: 'seated', name: 'Seated', monthlyFee: 2500, annualFee: 24_000, seats: 6, seatFee: 1000, includedSeats: 1 },
    { slug: 'secret', name: 'Secret', monthlyFee: 100, hidden: true },
    { slug: 'free_person', name: 'Free', for: 'user', default: true },
    { slug: 'pro', name: 'Pro', for: 'user', monthlyFee: 1000, features: ['themes'] },
  ],
  discounts: [
    { id: 'cdisc_fifth', name: 'A fifth off', percentOff: 20, durationInCycles: 2, promoCode: 'FIFTH' },
    { id: 'cdisc_five', name: 'Five off', amountOff: 500 },
    { id: 'cdisc_all', name: 'A month free', percentOff: 100, durationInCycles: 1, promoCode: 'FREE' },
  ],
  roles: [{ key: 'org:admin', permissions: ['org:projects:create', 'org:reports:read'] }, { key: 'org:clerk', permissions: ['org:sys_billing:manage'] }, { key: 'org:guest', permissions: [] }],
  users: [
    { email: 'ada+clerk_test@example.com', password: 'orbit-lantern-42', firstName: 'Ada' },
    { email: 'bob+clerk_test@example.com', password: 'orbit-lantern-42', firstName: 'Bob' },
    { email: 'cleo+clerk_test@example.com', password: 'orbit-lantern-42' },
    { email: 'dan+clerk_test@example.com', password: 'orbit-lantern-42' },
  ],
  organizations: [{
    name: 'Acme', slug: 'acme', createdBy: 'ada+clerk_test@example.com',
    members: [{ email: 'bob+clerk_test@example.com', role: 'org:member' }],
  }],
}

/** A local Clerk with Billing for organizations and people, and Ada's browser on Acme's Billing. */
export class BillingDesk {
  readonly clerk: ClerkLocal
  readonly browser: TestBrowser
  readonly organizationId: string

  private constructor(clerk: ClerkLocal, browser: TestBrowser) {
    this.clerk = clerk
    this.browser = browser
    this.organizationId = clerk.store.organizations.by('slug', 'acme')[0]?.id ?? ''
  }

  static async open(options: ClerkLocalOptions = {}): Promise<BillingDesk> {
    const clerk = await createClerkLocal({ seed: billingSeed, ...options, settings: { billing: { organizationEnabled: true, userEnabled: true }, ...options.settings } })
    const browser = await TestBrowser.open(clerk)
    await browser.signIn('ada+clerk_test@example.com')
    return new BillingDesk(clerk, browser)
  }

  planId(slug: string): string {
    return this.clerk.store.plans.by('slug', slug)[0]?.id ?? ''
  }

  /** A call below the organization's billing, or Ada's own. */
  async call(method: string, path: string, fields: Record<string, string> = {}, payer: 'organization' | 'me' = 'organization') {
    const base = payer === 'me' ? '/v1/me/billing' : `/v1/organizations/${this.organizationId}/billing`
    return await this.browser.call(method, base + path, fields)
  }

  async checkout(plan: string, fields: Record<string, string> = {}, payer: 'organization' | 'me' = 'organization') {
    return await this.call('POST', '/checkouts', { plan_id: this.planId(plan), plan_period: 'month', ...fields }, payer)
  }

  async confirm(checkout: { body: Json }, fields: Record<string, string> = {}, payer: 'organization' | 'me' = 'organization') {
    return await this.call('PATCH', `/checkouts/${checkout.body.response.id}/confirm`, fields, payer)
  }

  /** Checks out and confirms with the default card. */
  async subscribe(plan: string, fields: Record<string, string> = {}): Promise<Json> {
    const confirmed = await this.confirm(await this.checkout(plan, fields))
    if (confirmed.status !== 200) throw new Error(JSON.stringify(confirmed.body))
    return confirmed.body.response
  }

  async subscription(payer: 'organization' | 'me' = 'organization'): Promise<Json> {
    return (await this.call('GET', '/subscription', {}, payer)).body.response
  }

  /** Plans with their status, as the Billing tab would show them. */
  async items(): Promise<string[]> {
    const { subscription_items } = await this.subscription()
    return subscription_items.map((item: Json) => `${item.plan.slug} ${item.status}${item.canceled_at ? ' until its end' : ''}`)
  }

  async advance(days: number): Promise<void> {
    const response = await fetch(`${this.clerk.url}/__test__/clock`, { method: 'POST', body: JSON.stringify({ advance_ms: days * day }), headers: { 'content-type': 'application/json' } })
    if (!response.ok) throw new Error(await response.text())
    // The session ages with the clock.
    await this.browser.signIn('ada+clerk_test@example.com')
  }

  async backend(method: string, path: string, body?: unknown): Promise<{ status: number, body: Json }> {
    const response = await fetch(`${this.clerk.backendApiUrl}/v1${path}`, {
      method, headers: { 'authorization': `Bearer ${this.clerk.secretKey}`, 'content-type': 'application/json' }, ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: await response.json() }
  }

  /** Types of changes after the given sequence number. */
  changesAfter(sequence: number): string[] {
    return this.clerk.store.changes.all().filter(change => change.sequence > sequence).map(change => change.type).filter(type => !/^session|^user/.test(type))
  }

  get sequence(): number {
    return this.clerk.store.changes.all().at(-1)?.sequence ?? 0
  }
}
