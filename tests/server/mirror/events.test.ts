import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createRole } from '../../../clerk-local/domain/roles/roles.ts'
import { localEnv } from '../../../scripts/lib/clerk-env.ts'
import type { OrgContext } from '../../../shared/policy/context'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { unique, type TestPerson } from '../../support/app/builders.ts'
import { openEventStream } from '../../support/app/event-stream.ts'
import { waitFor } from '../../support/app/wait.ts'

let app: TestApp
beforeAll(async () => { app = await startApp({ env: { NUXT_EVENTS_HEARTBEAT: '1' } }) })
afterAll(() => app.close())

interface Follow { lastEventId?: string, url?: string }

/** A stream of the organization's changes, closed with the test. */
async function follow(person: TestPerson, organization: { id: string, slug: string }, { lastEventId, url = app.url }: Follow = {}) {
  const token = await (await app.session(person)).token(organization.id)
  const headers = { authorization: `Bearer ${token}`, ...lastEventId === undefined ? {} : { 'last-event-id': lastEventId } }
  const stream = await openEventStream(signal => fetch(`${url}/api/orgs/${organization.slug}/events`, { headers, signal }))
  onTestFinished(() => stream.close())
  return stream
}

async function team() {
  const admin = await app.make.person('Ann', 'Admin')
  const member = await app.make.person('Max', 'Member')
  const organization = await app.make.organization(admin, 'Live')
  await app.make.member(organization, member)
  await app.clerk.webhooks.settled()
  const name = async (to: string) => {
    await app.make.client.organizations.updateOrganization(organization.id, { name: to })
    await app.clerk.webhooks.settled()
  }
  const role = async (to: string) => {
    await app.make.client.organizations.updateOrganizationMembership({ organizationId: organization.id, userId: member.id, role: to })
    await app.clerk.webhooks.settled()
  }
  const invite = () => app.fetchAs(admin, `/api/orgs/${organization.slug}/invitations`, { json: { emailAddress: `${unique('guest')}@example.com`, role: 'org:member' }, organizationId: organization.id })
  const lastChange = async () => (await (await app.fetchAs(admin, `/api/orgs/${organization.slug}`)).json() as OrgContext).lastChange
  return { admin, member, organization, path: `/api/orgs/${organization.slug}/events`, name, role, invite, lastChange }
}

/** Another process on the same database, for the same people; ends with the test. */
async function secondApp(env: Record<string, string> = {}) {
  const second = await startApp({ databaseUrl: app.databaseUrl, env: { ...localEnv(app.clerk), NUXT_PUBLIC_APP_URL: app.url, ...env } })
  onTestFinished(() => second.close())
  return second
}

/** For tests that change nothing. */
let made: ReturnType<typeof team>
beforeAll(() => { made = team() })

const code = async (response: Response) => [response.status, ((await response.json()) as { data: { code: string } }).data.code]
const changed = (kind: string, userId: string | null = null) => expect.objectContaining({ event: 'change', data: { kind, userId } })

describe('GET /api/orgs/:slug/events', () => {
  it('is guarded like everything else', async () => {
    const { admin, path } = await team()
    const other = await team()
    expect(await code(await app.fetchAs(null, path))).toEqual([401, 'not_signed_in'])
    expect(await code(await app.fetchAs(await app.make.person(), path))).toEqual([403, 'task_pending'])
    expect(await code(await app.fetchAs(other.admin, path))).toEqual([404, 'not_found'])
    expect(await code(await app.fetchAs(admin, '/api/orgs/no-such/events'))).toEqual([404, 'not_found'])
  })

  it('tells at once what a webhook changed, and nothing of its content', async () => {
    const { admin, organization, name } = await team()
    const stream = await follow(admin, organization)
    expect((await stream.next('heartbeat')).id).toMatch(/^\d+$/)
    await name('Secret name')
    expect((await stream.next('change')).data).toEqual({ kind: 'organization', userId: null })
    expect(JSON.stringify(stream.messages)).not.toContain('Secret')
  })

  it('tells once what the app did itself, although the webhook follows', async () => {
    const { admin, organization, invite } = await team()
    const stream = await follow(admin, organization)
    await invite()
    await app.clerk.webhooks.settled()
    await sleep(300)
    expect(stream.told()).toEqual([changed('invitations')])
  })

  it('is headed for neither caches nor buffers', async () => {
    const { admin, path } = await team()
    const stop = new AbortController()
    const { headers } = await app.fetchAs(admin, path, { signal: stop.signal })
    stop.abort()
    expect(Object.fromEntries(headers)).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'private, no-store, no-transform', 'x-accel-buffering': 'no' })
  })

  it('tells nothing of other organizations', async () => {
    const [ours, theirs] = [await team(), await team()]
    const stream = await follow(ours.admin, ours.organization)
    await theirs.name('Theirs')
    await ours.name('Ours')
    await stream.next('change')
    await sleep(200)
    expect(stream.told()).toEqual([changed('organization')])
  })

  it('tells each only what their lists would show', async () => {
    const { admin, member, organization, invite } = await team()
    const guest = await app.make.person('Gil')
    const key = `org:guest_${unique('role').slice(-8)}`
    createRole(app.clerk.ctx, { key, name: 'Guest', permissionKeys: [], inInitialRoleSet: true })
    await app.make.member(organization, guest, key)
    await app.clerk.webhooks.settled()
    const [all, some, least] = [await follow(admin, organization), await follow(member, organization), await follow(guest, organization)]
    await invite()
    const newcomer = await app.make.person('Nia')
    await app.make.member(organization, newcomer)
    await app.make.client.users.updateUser(guest.id, { firstName: 'Gilbert' })
    await app.clerk.webhooks.settled()
    await waitFor('all of it', () => all.told().length === 3)
    await sleep(200)
    expect(all.told()).toEqual([changed('invitations'), changed('members', newcomer.id), changed('members', guest.id)])
    expect(some.told()).toEqual([changed('members', newcomer.id), changed('members', guest.id)])
    expect(least.told()).toEqual([changed('members', guest.id)])
  })

  it('follows a role while it is open: more when promoted, less when demoted', async () => {
    const { member, organization, role, invite } = await team()
    const stream = await follow(member, organization)
    await invite()
    await role('org:admin')
    await invite()
    await waitFor('two changes', () => stream.told().length === 2)
    expect(stream.told()).toEqual([changed('members', member.id), changed('invitations')])
    await role('org:member')
    await invite()
    await waitFor('the demotion', () => stream.told().length === 3)
    await sleep(200)
    expect(stream.told().slice(2)).toEqual([changed('members', member.id)])
  })

  it.each([
    ['a removed member', ({ organization, member }: Awaited<ReturnType<typeof team>>) => app.make.client.organizations.deleteOrganizationMembership({ organizationId: organization.id, userId: member.id })],
    ['a member of a deleted organization', ({ organization }: Awaited<ReturnType<typeof team>>) => app.make.client.organizations.deleteOrganization(organization.id)],
    ['a deleted person', ({ member }: Awaited<ReturnType<typeof team>>) => app.make.client.users.deleteUser(member.id)],
  ])('ends at once for %s', async (_, end) => {
    const made = await team()
    const stream = await follow(made.member, made.organization)
    await stream.next('heartbeat')
    await end(made)
    await stream.next('gone')
    await waitFor('its end', () => stream.ended())
    expect(stream.told().at(-1)).toMatchObject({ event: 'gone' })
  })

  it('stays with the organization when its slug changes', async () => {
    const { admin, organization, name } = await team()
    const stream = await follow(admin, organization)
    await app.make.client.organizations.updateOrganization(organization.id, { slug: unique('renamed') })
    await app.clerk.webhooks.settled()
    await name('And a new name')
    await waitFor('two changes', () => stream.told().length === 2)
    expect(stream.told()).toEqual([changed('organization'), changed('organization')])
  })
})

describe('resume', () => {
  it('goes on after the last event, also after a restart of the client and from a page\'s answer', async () => {
    const { admin, organization, name, invite, lastChange } = await team()
    const position = await lastChange()
    await name('While away')
    await invite()
    const first = await follow(admin, organization, { lastEventId: position })
    await waitFor('both', () => first.told().length === 2)
    expect(first.told()).toEqual([changed('organization'), changed('invitations')])
    const second = await follow(admin, organization, { lastEventId: first.told()[0]!.id })
    await second.next('change')
    await second.next('heartbeat')
    expect(second.told()).toEqual([changed('invitations')])
    const third = await follow(admin, organization, { lastEventId: (await second.next('heartbeat')).id })
    await third.next('heartbeat')
    expect(third.told()).toEqual([])
  })

  it.each(['', '0', 'abc', '-1', '1e400', '99999999999999999', String((Date.now() - 3_700_000) * 1000), `${'9'.repeat(5000)}`, '1; drop table users', '[]', 'null'])('answers %j, which it cannot go on from, with reset', async (lastEventId) => {
    const { admin, organization } = await made
    const stream = await follow(admin, organization, { lastEventId })
    await stream.next('heartbeat')
    expect(stream.messages.map(({ event }) => event).slice(0, 2)).toEqual(['reset', 'heartbeat'])
  })
})

describe('connections', () => {
  it('gives signs of life, and ends after its time so that a fresh token is brought', async () => {
    const { url } = await secondApp({ NUXT_EVENTS_HEARTBEAT: '0.2', NUXT_EVENTS_LIFETIME: '1' })
    const { admin, organization } = await made
    const started = Date.now()
    const stream = await follow(admin, organization, { url })
    await waitFor('its end', () => stream.ended())
    expect(Date.now() - started).toBeGreaterThan(900)
    expect(stream.messages.length).toBeGreaterThanOrEqual(4)
    expect(new Set(stream.messages.map(({ event }) => event))).toEqual(new Set(['heartbeat']))
  })

  it('works across two processes on one database', async () => {
    const { url } = await secondApp()
    const { admin, member, organization, name } = await team()
    const [there, theirs] = [await follow(admin, organization, { url }), await follow(member, organization, { url })]
    await Promise.all([there.next('heartbeat'), theirs.next('heartbeat')])
    await name('Seen from afar')
    expect((await there.next('change')).data).toEqual({ kind: 'organization', userId: null })
    await app.make.client.organizations.deleteOrganizationMembership({ organizationId: organization.id, userId: member.id })
    await theirs.next('gone')
  })

  it('lets a person have 20 and no more, and counts down when they close', async () => {
    const { admin, member, organization, path } = await team()
    const open = await Promise.all(Array.from({ length: 20 }, () => follow(admin, organization)))
    const refused = await app.fetchAs(admin, path)
    expect(refused.headers.get('retry-after')).toBe('30')
    expect(await code(refused)).toEqual([429, 'rate_limited'])
    await (await follow(member, organization)).next('heartbeat')
    open.forEach(stream => stream.close())
    // Two hundred more: one that is left over would be in the way of the last ones.
    for (let round = 0; round < 10; round++) {
      const more = await waitFor('free places', () => Promise.all(Array.from({ length: 20 }, () => follow(admin, organization))))
      more.forEach(stream => stream.close())
    }
  }, 60_000)

  it('opens none for a HEAD request', async () => {
    const { admin, path } = await team()
    for (let round = 0; round < 21; round++) expect((await app.fetchAs(admin, path, { method: 'HEAD' })).status).toBeLessThan(500)
    expect((await app.fetchAs(admin, path, { signal: AbortSignal.timeout(1000) })).status).toBe(200)
  })

  it('leaves no connection and no message behind', async () => {
    const second = await secondApp()
    const { admin, organization } = await made
    const port = Number(new URL(second.url).port).toString(16).toUpperCase().padStart(4, '0')
    /** Established ones of the server, not its own to the database. */
    const open = () => ['tcp', 'tcp6'].flatMap(file => readFileSync(`/proc/net/${file}`, 'utf8').split('\n'))
      .filter(line => new RegExp(`^ *\\d+: \\w+:${port} \\S+ 01 `).test(line)).length
    const before = open()
    const streams = await Promise.all(Array.from({ length: 15 }, () => follow(admin, organization, { url: second.url })))
    expect(open()).toBeGreaterThanOrEqual(before + 10)
    streams.forEach(stream => stream.close())
    await waitFor('the connections to close', () => open() <= before + 2)
    expect(second.logs()).not.toMatch(/\[events\]|unhandled|Error/i)
  })

  it('does not keep a server that is told to stop', async () => {
    const second = await secondApp()
    const { admin, organization } = await made
    const stream = await follow(admin, organization, { url: second.url })
    await stream.next('heartbeat')
    const started = Date.now()
    await second.close()
    expect(stream.ended()).toBe(true)
    expect(Date.now() - started).toBeLessThan(3000)
  })
})
