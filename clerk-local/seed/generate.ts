import type { Context } from '../core/context.ts'
import type { User } from '../core/entities/index.ts'
import { idSeries } from '../core/ids.ts'
import { seededBytes, seededNumbers } from '../core/random.ts'
import { findMembership } from '../domain/organizations/memberships.ts'
import { createOrganization } from '../domain/organizations/organizations.ts'
import { createUser } from '../domain/people/users/users.ts'
import { demoPassword } from './demo.ts'
import { companies, firstNames, lastNames, trades } from './names.ts'

/** How much to generate: organizations, and members in each. */
export interface GenerateSize { organizations: number, members: number }

/** When the first generated row was made, in milliseconds. */
const start = Date.UTC(2025, 0, 1)
const minute = 60_000

/** One member in so many runs the organization. */
const adminShare = 20

/** How many people there are: they belong to several organizations, so that a million memberships need ten thousand people. */
export function peopleFor({ organizations, members }: GenerateSize): number {
  return Math.min(organizations * members, Math.max(members * 10, 1000))
}

/**
 * Fills a store for load tests, the same for the same seed. Rows after the first of a kind are copies with other values,
 * put into the tables directly, and the log of changes stays as it was: by the rules of the domain a million
 * memberships would take minutes.
 */
export function generate(ctx: Context, size: GenerateSize, randomSeed = 1): void {
  const changes = [...ctx.store.changes.all()]
  const number = seededNumbers(randomSeed)
  const pick = <Row>(rows: readonly Row[]): Row => rows[Math.floor(number() * rows.length)] as Row
  const people = makePeople(ctx, peopleFor(size), pick, randomSeed)
  const nextId = idSeries('orgmem', start, seededBytes(randomSeed + 1))
  const slugs = ctx.settings.organizations.slugsEnabled
  for (let i = 0; i < size.organizations; i++) {
    const [name, slug] = pick(companies)
    const trade = pick(trades)
    const first = Math.floor(number() * people.length)
    const createdAt = start + i * minute
    const organization = createOrganization(ctx, {
      name: `${name} ${trade}`, slug: slugs ? `${slug}-${trade.toLowerCase()}-${i + 1}` : undefined, createdBy: people[first]?.id, maxAllowedMemberships: 0, createdAt,
    })
    const model = people[first] && findMembership(ctx, organization.id, people[first].id)
    for (let j = 1; model && j < size.members; j++) {
      const user = people[(first + j) % people.length] as User
      const at = createdAt + j * 1000
      if (user.lastActiveOrganizationId === null) ctx.store.users.update(user.id, { lastActiveOrganizationId: organization.id })
      ctx.store.memberships.insert({ ...model, id: nextId(), userId: user.id, role: j % adminShare ? 'org:member' : model.role, createdAt: at, updatedAt: at })
    }
  }
  ctx.store.changes.load(changes)
}

/** People with test addresses, `person.1+clerk_test@example.com` and so on, all with the demo's password. */
function makePeople(ctx: Context, count: number, pick: <Row>(rows: readonly Row[]) => Row, randomSeed: number): User[] {
  if (!count) return []
  const model = createUser(ctx, { emailAddresses: ['person.1+clerk_test@example.com'], password: demoPassword, createdAt: start })
  const nextId = idSeries('user', start, seededBytes(randomSeed + 2))
  const nextEmailId = idSeries('idn', start, seededBytes(randomSeed + 3))
  const people = Array.from({ length: count - 1 }, (_, i) => {
    const createdAt = start + (i + 1) * 1000
    const emailId = nextEmailId()
    const user = {
      ...model,
      id: nextId(),
      firstName: pick(firstNames),
      lastName: pick(lastNames),
      emailAddresses: model.emailAddresses.map(email => ({ ...email, id: emailId, emailAddress: `person.${i + 2}+clerk_test@example.com` })),
      primaryEmailAddressId: emailId,
      createdAt,
      updatedAt: createdAt,
    }
    ctx.store.users.insert(user)
    ctx.store.indexEmails(user)
    return user
  })
  ctx.store.users.update(model.id, { firstName: pick(firstNames), lastName: pick(lastNames) })
  return [model, ...people]
}
