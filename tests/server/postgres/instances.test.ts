import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { OrgContext } from '../../../shared/policy/context'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { type Balancer, startBalancer } from '../../support/app/balancer.ts'
import { unique, type TestPerson } from '../../support/app/builders.ts'
import { openEventStream } from '../../support/app/event-stream.ts'
import { asAdmin } from '../../support/postgres/postgres.ts'
import { waitFor } from '../../support/app/wait.ts'

/** Three processes of the app on one database, behind one address for webhooks. */
let app: TestApp, others: { url: string, pid: number }[], balancer: Balancer, adminUrl: string
beforeAll(async () => {
  // The schedule of retries at a hundredth: 5 s are 50 ms.
  app = await startApp({ clerk: { delivery: { speed: 100, concurrency: 30 } } })
  others = [await app.another(), await app.another()]
  balancer = await startBalancer([app.url, ...others.map(({ url }) => url)])
  app.clerk.webhooks.setEndpoints([{ url: `${balancer.url}/api/webhooks/clerk` }])
  adminUrl = Object.assign(new URL(app.databaseUrl), { username: 'postgres' }).href
})
afterAll(async () => {
  await app.close()
  await balancer.close()
})

const at = (instance: number) => [app.url, ...others.map(({ url }) => url)][instance]!

/** A request of a person to one of the processes. */
async function ask(instance: number, person: TestPerson, organization: { id: string }, path: string, init: RequestInit = {}) {
  return send(instance, await (await app.session(person)).token(organization.id), path, init)
}

async function send(instance: number, token: string, path: string, init: RequestInit = {}) {
  return fetch(at(instance) + path, { ...init, headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' } })
}

async function team() {
  const admin = await app.make.person('Ann', 'Admin'), member = await app.make.person('Max', 'Member')
  const organization = await app.make.organization(admin, 'Shared', { seats: 50 })
  await app.make.member(organization, member)
  await app.clerk.webhooks.drained()
  return { admin, member, organization, path: `/api/orgs/${organization.slug}` }
}

describe('three processes on one database', () => {
  it('tell in one what was done in another, at once', async () => {
    const { admin, organization, path } = await team()
    const streams = await Promise.all([0, 1, 2].map(async (instance) => {
      const stream = await openEventStream(signal => ask(instance, admin, organization, `${path}/events`, { signal }))
      onTestFinished(() => stream.close())
      await stream.next('heartbeat')
      return stream
    }))
    const invited = await ask(1, admin, organization, `${path}/invitations`, { method: 'POST', body: JSON.stringify({ emailAddress: `${unique('guest')}@example.com`, role: 'org:member' }) })
    expect(invited.status).toBe(201)
    const told = { event: 'change', data: { kind: 'invitations', userId: null } }
    for (const stream of streams) await waitFor('the change', () => { expect(stream.messages).toContainEqual(expect.objectContaining(told)); return true }, 5000)
  })

  it('refuse somebody whose removal another one was told of, with a token that was good', async () => {
    const { admin, member, organization, path } = await team()
    const token = await (await app.session(member)).token(organization.id)
    for (const instance of [0, 1, 2]) expect((await send(instance, token, path)).status).toBe(200)
    expect((await ask(2, admin, organization, `${path}/members/${member.id}`, { method: 'DELETE' })).status).toBe(204)
    for (const instance of [0, 1, 2]) await waitFor('the refusal', async () => (await send(instance, token, path)).status === 404, 5000)
  })

  it('share the webhooks: each is stored once, and all three see the same', async () => {
    const { admin, organization, path } = await team()
    const before = [...balancer.answered]
    await Promise.all(Array.from({ length: 20 }, async () => app.make.member(organization, await app.make.person())))
    await app.clerk.webhooks.drained()
    expect(balancer.answered.every((count, instance) => count > before[instance]! + 5)).toBe(true)
    for (const instance of [0, 1, 2]) {
      const context = await (await ask(instance, admin, organization, path)).json() as OrgContext
      expect(context.seats?.used).toBe(22)
    }
  })
})

/** What Clerk has and what the mirror has of the organizations, in one form. */
async function states(organizationIds: readonly string[]) {
  const { store } = app.clerk.ctx
  const list = `(${organizationIds.map(id => `'${id}'`).join(', ')})`
  const of = <T extends { organizationId: string }>(rows: T[]) => rows.filter(row => organizationIds.includes(row.organizationId))
  const sorted = <T extends { id: string }>(rows: T[]) => rows.sort((a, b) => a.id < b.id ? -1 : 1)
  return {
    clerk: {
      organizations: sorted(store.organizations.all().filter(({ id }) => organizationIds.includes(id)).map(({ id, name }) => ({ id, name }))),
      memberships: sorted(of(store.memberships.all()).map(({ id, organizationId, userId, role }) => ({ id, organizationId, userId, role }))),
      invitations: sorted(of(store.invitations.all()).map(({ id, organizationId, status }) => ({ id, organizationId, status }))),
    },
    mirror: {
      organizations: await asAdmin(adminUrl, `select id, name from organizations where deleted_at is null and id in ${list} order by id`),
      memberships: await asAdmin(adminUrl, `select id, organization_id as "organizationId", user_id as "userId", role from organization_memberships where deleted_at is null and organization_id in ${list} order by id`),
      invitations: await asAdmin(adminUrl, `select id, organization_id as "organizationId", status from organization_invitations where deleted_at is null and organization_id in ${list} order by id`),
    },
  }
}

/** Some minutes in the life of an organization: people come, change roles, are invited and go. */
async function live(): Promise<string> {
  const { client } = app.make
  const admin = await app.make.person()
  const organization = await app.make.organization(admin, 'Busy', { seats: 50 })
  for (let n = 0; n < 8; n++) {
    const person = await app.make.person(`P${n}`)
    await app.make.member(organization, person)
    const { id } = await client.organizations.createOrganizationInvitation({ organizationId: organization.id, emailAddress: `${unique('guest')}@example.com`, role: 'org:member', inviterUserId: admin.id })
    await client.organizations.updateOrganizationMembership({ organizationId: organization.id, userId: person.id, role: 'org:admin' })
    await client.organizations.updateOrganization(organization.id, { name: `Name ${n}` })
    if (n % 2) await client.organizations.deleteOrganizationMembership({ organizationId: organization.id, userId: person.id })
    if (n % 3) await client.organizations.revokeOrganizationInvitation({ organizationId: organization.id, invitationId: id })
    if (n === 7) await client.users.deleteUser(person.id)
  }
  return organization.id
}

describe('a process that is killed under load', () => {
  it('loses nothing that was acknowledged and doubles nothing, and the others go on', async () => {
    const working = Promise.all(Array.from({ length: 12 }, live))
    await waitFor('the load to reach the third process', () => balancer.answered[2]! > 100, 20_000)
    process.kill(others[1]!.pid, 'SIGKILL')
    const organizations = await working
    await app.clerk.webhooks.drained()

    const deliveries = app.clerk.webhooks.deliveries()
    expect(deliveries.filter(({ status }) => status !== 'delivered')).toEqual([])
    expect(deliveries.some(({ attempts }) => attempts.length > 1), 'some were sent again').toBe(true)
    const stored = await asAdmin<{ svix_id: string, outcome: string }>(adminUrl, 'select svix_id, outcome from webhook_events')
    // Each message of Clerk's log is there once: the inbox has its id as the key.
    const acknowledged = new Set(deliveries.filter(({ endpointId }) => endpointId === app.clerk.webhooks.endpoints()[0]!.id).map(({ messageId }) => messageId))
    expect(stored.filter(({ svix_id: id }) => acknowledged.has(id))).toHaveLength(acknowledged.size)
    expect(stored.filter(({ outcome }) => outcome === 'quarantined')).toEqual([])

    const { clerk, mirror } = await states(organizations)
    expect(mirror).toEqual(clerk)
    expect(clerk.memberships.length).toBeGreaterThan(50)
    // The log of changes rises in the order of commits, whoever committed.
    const changes = await asAdmin<{ id: number }>(adminUrl, 'select id from organization_changes order by xmin::text::bigint, id')
    expect(changes.map(({ id }) => id)).toEqual(changes.map(({ id }) => id).sort((a, b) => a - b))
  }, 120_000)
})
