import type { WebhookPayloads } from '../../contract/webhooks.ts'
import { changeChannel } from '../channels.ts'
import type * as E from '../entities/index.ts'
import { createId, type RandomSource } from '../ids.ts'
import { Table } from './table.ts'

/** The time that ids carry when they come from a seed: a reproducible one. */
const seededIdTime = Date.UTC(2026, 0, 1)

/** How many changes the log keeps; older ones were delivered long ago. */
const keptChanges = 20_000

/** All state of a local Clerk. Domain functions write it; formatters and routes only read. */
export class Store {
  readonly users = new Table<E.User>()
  readonly clients = new Table<E.Client>(['devBrowserToken'])
  readonly sessions = new Table<E.Session>(['userId', 'clientId'])
  readonly signIns = new Table<E.SignIn>()
  readonly signUps = new Table<E.SignUp>()
  readonly signInTokens = new Table<E.SignInToken>()
  readonly actorTokens = new Table<E.ActorToken>()
  readonly applicationInvitations = new Table<E.ApplicationInvitation>(['emailAddress'])
  readonly waitlistEntries = new Table<E.WaitlistEntry>(['emailAddress'])
  readonly jwtTemplates = new Table<E.JwtTemplate>(['name'])
  readonly handshakes = new Table<E.HandshakePayload>()
  readonly organizations = new Table<E.Organization>(['slug'])
  readonly memberships = new Table<E.OrganizationMembership>(['organizationId', 'userId'])
  readonly invitations = new Table<E.OrganizationInvitation>(['organizationId', 'emailAddress'])
  readonly domains = new Table<E.OrganizationDomain>(['organizationId', 'name'])
  readonly suggestions = new Table<E.OrganizationSuggestion>(['userId', 'organizationId'])
  readonly membershipRequests = new Table<E.OrganizationMembershipRequest>(['organizationId'])
  readonly enterpriseConnections = new Table<E.EnterpriseConnection>(['organizationId'])
  readonly enterpriseAccounts = new Table<E.EnterpriseAccount>(['userId', 'connectionId'])
  readonly enterpriseFlows = new Table<E.EnterpriseFlow>()
  readonly enterpriseTestRuns = new Table<E.EnterpriseTestRun>(['connectionId'])
  readonly permissions = new Table<E.Permission>(['key'])
  readonly roles = new Table<E.Role>(['key'])
  readonly roleSets = new Table<E.RoleSet>(['key'])
  readonly apiKeys = new Table<E.ApiKey>(['subject', 'secret'])
  readonly features = new Table<E.Feature>(['slug'])
  readonly plans = new Table<E.Plan>(['slug'])
  readonly prices = new Table<E.Price>(['planId'])
  readonly discounts = new Table<E.Discount>()
  readonly subscriptions = new Table<E.Subscription>(['organizationId', 'userId', 'payerId'])
  readonly paymentMethods = new Table<E.PaymentMethod>(['payerId'])
  readonly checkouts = new Table<E.Checkout>(['payerId'])
  readonly paymentAttempts = new Table<E.PaymentAttempt>(['payerId', 'statementId'])
  readonly statements = new Table<E.Statement>(['payerId'])
  readonly creditEntries = new Table<E.CreditEntry>(['payerId'])
  readonly mails = new Table<E.Mail>()
  readonly changes: ChangeLog

  /** Added to the machine's clock, for tests that need tomorrow. */
  clockOffset = 0
  /** Where ids and codes come from, if they are to be the same every time. Not kept over a restore, which would make the same ones again. */
  random: RandomSource | undefined

  /** Users by verified lower-case address and the way back, kept by `indexEmails`. */
  private emails = new Map<string, string>()
  private addresses = new Map<string, string[]>()

  constructor() {
    this.changes = new ChangeLog(this)
  }

  now(): number {
    return Date.now() + this.clockOffset
  }

  id(prefix: string): string {
    return createId(prefix, this.random ? seededIdTime : this.now(), this.random)
  }

  /** Whose verified address this is. */
  userByEmail(emailAddress: string): E.User | undefined {
    return this.users.get(this.emails.get(emailAddress.toLowerCase()))
  }

  /** Call after every write to a user's addresses or their verification, and with `present` false when the user goes. */
  indexEmails(user: E.User, present = true): void {
    for (const address of this.addresses.get(user.id) ?? []) this.emails.delete(address)
    const addresses = present ? user.emailAddresses.filter(isVerified).map(e => e.emailAddress.toLowerCase()) : []
    for (const address of addresses) this.emails.set(address, user.id)
    if (present) this.addresses.set(user.id, addresses)
    else this.addresses.delete(user.id)
  }

  /** The whole state as plain data. */
  snapshot(): Snapshot {
    const tables = Object.fromEntries(this.tables().map(([name, table]) => [name, structuredClone(table.all())]))
    return { tables, changes: structuredClone(this.changes.all()), clockOffset: this.clockOffset }
  }

  restore(snapshot: Snapshot): void {
    for (const [name, table] of this.tables()) (table as Table<{ id: string }>).load(structuredClone(snapshot.tables[name] ?? []))
    this.changes.load(structuredClone(snapshot.changes))
    this.clockOffset = snapshot.clockOffset
    this.random = undefined
    this.emails.clear()
    this.addresses.clear()
    for (const user of this.users.all()) this.indexEmails(user)
  }

  /** Takes everything of another store, which must not be used any more. */
  takeOver(other: Store): void {
    const tables = new Map(other.tables())
    for (const [name, table] of this.tables()) table.takeOver(tables.get(name) as typeof table)
    this.changes.load(other.changes.all())
    this.clockOffset = other.clockOffset
    this.random = other.random
    this.emails = other.emails
    this.addresses = other.addresses
  }

  private tables(): [string, Table<{ id: string }>][] {
    return Object.entries(this).filter((entry): entry is [string, Table<{ id: string }>] => entry[1] instanceof Table)
  }
}

/** Only a proven address belongs to its user. */
export function isVerified(email: E.EmailAddress): boolean {
  return email.verification?.status === 'verified'
}

/** What `snapshot()` gives and the state file holds. */
export interface Snapshot {
  tables: Record<string, { id: string }[]>
  changes: E.Change[]
  clockOffset: number
}

/** The one place where everything that happened passes by; webhooks listen here. */
class ChangeLog {
  /** True while seeding: changes are kept and not sent. */
  seeding = false
  private readonly store: Store
  private entries: E.Change[] = []
  private sequence = 0
  private listeners = new Set<(change: E.Change) => void>()

  constructor(store: Store) {
    this.store = store
  }

  /** Keeps the change and tells listeners; `data` is copied, so later writes don't show. */
  record<Type extends keyof WebhookPayloads>(type: Type, data: WebhookPayloads[Type]): E.Change {
    const timestamp = this.store.now()
    const change: E.Change = { id: this.store.id('evt'), sequence: ++this.sequence, type, data: structuredClone(data), timestamp, seeded: this.seeding }
    this.entries.push(change)
    if (this.entries.length > keptChanges) this.entries.splice(0, keptChanges / 10)
    for (const listener of this.listeners) listener(change)
    if (changeChannel.hasSubscribers) changeChannel.publish(change)
    return change
  }

  /** Returns the function that stops listening. */
  subscribe(listener: (change: E.Change) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  all(): E.Change[] {
    return this.entries
  }

  load(entries: E.Change[]): void {
    this.entries = entries
    this.sequence = entries.at(-1)?.sequence ?? 0
  }
}
