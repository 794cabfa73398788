import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Member, MemberOutcome } from '../../../shared/schemas/member'
import { startApp, type TestApp } from '../../support/app/app.ts'
import type { TestPerson, TestRole } from '../../support/app/builders.ts'
import { waitFor } from '../../support/app/wait.ts'

let app: TestApp
/** What a plain member may do. */
const PLAIN = ['org:sys_memberships:read', 'org:sys_billing:read', 'org:projects:create']
/** May manage members, and nothing else that an admin may. */
let lead: TestRole
/** May pay: neither above nor below the lead. */
let payer: TestRole
beforeAll(async () => {
  app = await startApp()
  lead = await app.make.role([...PLAIN, 'org:sys_memberships:manage'], 'Lead')
  payer = await app.make.role([...PLAIN, 'org:sys_billing:manage'], 'Payer')
})
afterEach(() => app.clerk.faults.clear())
afterAll(() => app.close())

/** An organization of an admin and others, by role. */
async function team(...roles: string[]) {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Crew', { seats: 20 })
  const people: TestPerson[] = []
  for (const role of roles) {
    const person = await app.make.person('Max', 'Member')
    await app.make.member(organization, person, role)
    people.push(person)
  }
  await app.clerk.webhooks.settled()
  const path = `/api/orgs/${organization.slug}/members`
  return {
    admin, organization, people, path,
    change: (by: TestPerson, whom: TestPerson, role: string) => app.fetchAs(by, `${path}/${whom.id}`, { method: 'PATCH', json: { role } }),
    remove: (by: TestPerson, whom: TestPerson) => app.fetchAs(by, `${path}/${whom.id}`, { method: 'DELETE' }),
    leave: (who: TestPerson) => app.fetchAs(who, `${path}/me`, { method: 'DELETE' }),
    /** Makes somebody an admin at Clerk. */
    promote: async (who: TestPerson) => {
      await app.make.client.organizations.updateOrganizationMembership({ organizationId: organization.id, userId: who.id, role: 'org:admin' })
      await app.clerk.webhooks.settled()
    },
    /** Role by person, as Clerk has it. */
    atClerk: async () => {
      const { data } = await app.make.client.organizations.getOrganizationMembershipList({ organizationId: organization.id, limit: 100 })
      return new Map(data.map(({ publicUserData, role }) => [publicUserData?.userId, role]))
    },
    list: async (by: TestPerson) => (await (await app.fetchAs(by, path)).json() as { data: Member[] }).data,
  }
}

const outcome = async (response: Response) => response.ok ? response.status : [response.status, (await response.json() as { data: { code: string } }).data.code]

describe('PATCH /api/orgs/:slug/members/:userId', () => {
  it('gives another role through Clerk, answers the member, and the mirror shows it at once', async () => {
    const { admin, people: [max], change, list, atClerk } = await team('org:member')
    const response = await change(admin, max!, lead.key)
    expect(response.status).toBe(200)
    const member = await response.json() as Member
    expect(member).toMatchObject({ userId: max!.id, role: lead.key, roleName: 'Lead', firstName: 'Max' })
    expect(await list(admin)).toContainEqual(member)
    expect((await atClerk()).get(max!.id)).toBe(lead.key)
  })

  it('lets an admin demote an equal, who is refused at the next request', async () => {
    const { admin, people: [other], change, path } = await team('org:admin')
    const headers = { authorization: `Bearer ${await (await app.session(other!)).token()}` }
    expect((await change(admin, other!, 'org:member')).status).toBe(200)
    expect((await fetch(`${app.url}${path}/${admin.id}`, { method: 'DELETE', headers })).status).toBe(403)
  })

  it('gives no role that may do more than the giver\'s, also not to oneself', async () => {
    const { people: [boss, max], change, atClerk } = await team(lead.key, 'org:member')
    for (const [whom, role] of [[max!, 'org:admin'], [max!, payer.key], [boss!, 'org:admin'], [boss!, payer.key]] as const)
      expect(await outcome(await change(boss!, whom, role))).toEqual([403, 'role_ceiling'])
    expect((await change(boss!, max!, lead.key)).status).toBe(200)
    expect([...(await atClerk()).values()].sort()).toEqual(['org:admin', lead.key, lead.key].sort())
  })

  it('changes nobody who may do more', async () => {
    const { admin, people: [boss, pays], change, remove, atClerk } = await team(lead.key, payer.key)
    for (const whom of [admin, pays!]) {
      expect(await outcome(await change(boss!, whom, 'org:member'))).toEqual([403, 'outranked'])
      expect(await outcome(await remove(boss!, whom))).toEqual([403, 'outranked'])
    }
    expect([...(await atClerk()).values()].sort()).toEqual(['org:admin', lead.key, payer.key].sort())
  })

  it('is refused to those who may not manage, whatever the body', async () => {
    const { admin, people: [max, pays], change, remove } = await team('org:member', payer.key)
    for (const who of [max!, pays!]) {
      expect(await outcome(await change(who, who, 'org:member'))).toEqual([403, 'permission_missing'])
      expect(await outcome(await change(who, admin, 'nonsense'))).toEqual([403, 'permission_missing'])
      expect(await outcome(await remove(who, admin))).toEqual([403, 'permission_missing'])
    }
  })

  it.each<[string, unknown]>([
    ['no role', {}], ['a role of the wrong form', { role: 'admin' }], ['a role that does not exist', { role: 'org:owner' }],
    ['a list', { role: ['org:admin'] }], ['more than the role', { role: 'org:member', permissions: ['org:sys_profile:delete'] }], ['null', null],
  ])('answers 422 to %s', async (_, json) => {
    const { admin, people: [max], path } = await team('org:member')
    expect(await outcome(await app.fetchAs(admin, `${path}/${max!.id}`, { method: 'PATCH', json }))).toEqual([422, 'invalid_input'])
  })

  it('finds no member of another organization, and nobody by what is no id', async () => {
    const [ours, theirs] = [await team(), await team('org:member')]
    for (const act of [ours.change(ours.admin, theirs.people[0]!, 'org:member'), ours.remove(ours.admin, theirs.people[0]!), theirs.change(ours.admin, theirs.people[0]!, 'org:admin')])
      expect(await outcome(await act)).toEqual([404, 'not_found'])
    expect((await theirs.atClerk()).size).toBe(2)
    expect(await outcome(await app.fetchAs(ours.admin, `${ours.path}/nonsense`, { method: 'DELETE' }))).toEqual([422, 'invalid_input'])
  })
})

describe('DELETE /api/orgs/:slug/members/:userId', () => {
  it('removes through Clerk, the list loses the person at once, and they are refused at the next request', async () => {
    const { admin, people: [max], remove, list, atClerk, path } = await team('org:member')
    const headers = { authorization: `Bearer ${await (await app.session(max!)).token()}` }
    expect((await fetch(app.url + path, { headers })).status).toBe(200)
    const response = await remove(admin, max!)
    expect([response.status, await response.text()]).toEqual([204, ''])
    expect((await list(admin)).map(({ userId }) => userId)).toEqual([admin.id])
    expect((await atClerk()).has(max!.id)).toBe(false)
    expect((await fetch(app.url + path, { headers })).status).toBe(404)
    expect(await outcome(await remove(admin, max!))).toEqual([404, 'not_found'])
  })

  it('removes somebody whom the mirror does not know yet', async () => {
    const { admin, organization, remove, atClerk } = await team()
    app.clerk.webhooks.setEndpoints([])
    const max = await app.make.person('Max')
    await app.make.member(organization, max)
    expect((await remove(admin, max)).status).toBe(204)
    expect((await atClerk()).size).toBe(1)
    app.clerk.webhooks.setEndpoints([{ url: `${app.url}/api/webhooks/clerk` }])
  })
})

describe('DELETE /api/orgs/:slug/members/me', () => {
  it('lets anybody leave, whatever their role may do', async () => {
    const { admin, people, leave, list } = await team('org:member', payer.key, lead.key, 'org:admin')
    for (const person of people) expect((await leave(person)).status).toBe(204)
    expect((await list(admin)).map(({ userId }) => userId)).toEqual([admin.id])
  })

  it('is 404 for strangers', async () => {
    const { leave } = await team()
    const stranger = await app.make.person()
    await app.make.organization(stranger, 'Elsewhere')
    expect(await outcome(await leave(stranger))).toEqual([404, 'not_found'])
  })
})

describe('the last one who can manage members', () => {
  it('stays, by any way', async () => {
    const { admin, people: [pays], change, remove, leave, atClerk } = await team(payer.key)
    for (const act of [() => change(admin, admin, 'org:member'), () => change(admin, admin, payer.key), () => remove(admin, admin), () => leave(admin)])
      expect(await outcome(await act())).toEqual([409, 'last_admin'])
    expect(await atClerk()).toEqual(new Map([[pays!.id, payer.key], [admin.id, 'org:admin']]))
  })

  it('may go where somebody with a custom managing role is left, unless Clerk wants more of that role', async () => {
    const full = await app.make.role([...PLAIN, 'org:sys_memberships:manage', 'org:sys_profile:delete'], 'Owner')
    const { admin, people: [owner], leave, change } = await team(full.key)
    expect((await leave(admin)).status).toBe(204)
    expect(await outcome(await change(owner!, owner!, lead.key))).toEqual([409, 'last_admin'])
    const other = await team(lead.key)
    expect(await outcome(await other.leave(other.admin))).toEqual([409, 'last_admin'])
  })
})

describe('at the same time', () => {
  /** Sends what has its token already, at once; answers how each ended. */
  const race = async (acts: (() => Promise<Response>)[]) => (await Promise.all(acts.map(act => act().then(outcome)))).map(String).sort()

  /** Acts of somebody with a token that was made before they begin. */
  async function ready({ path, organization }: { path: string, organization: { id: string } }, by: TestPerson, url = app.url) {
    const headers = { 'authorization': `Bearer ${await (await app.session(by)).token(organization.id)}`, 'content-type': 'application/json' }
    const send = (method: string, to: string, body?: object) => () => fetch(`${url}${to}`, { method, headers, body: body && JSON.stringify(body) })
    return {
      demote: (whom: TestPerson) => send('PATCH', `${path}/${whom.id}`, { role: 'org:member' }),
      remove: (whom: TestPerson) => send('DELETE', `${path}/${whom.id}`),
      leave: send('DELETE', `${path}/me`),
      invite: send('POST', path.replace('/members', '/invitations'), { emailAddress: 'late@example.com', role: 'org:member' }),
    }
  }

  it('two admins who demote each other: one succeeds, and a manager is left, 20 rounds', async () => {
    const here = await team('org:admin')
    const [a, b] = [here.admin, here.people[0]!]
    for (let round = 0; round < 20; round++) {
      const [byA, byB] = [await ready(here, a), await ready(here, b)]
      expect(await race([byA.demote(b), byB.demote(a)])).toEqual(['200', '403,permission_missing'])
      const roles = await here.atClerk()
      expect([...roles.values()].sort()).toEqual(['org:admin', 'org:member'])
      await here.promote(roles.get(a.id) === 'org:member' ? a : b)
    }
  }, 60_000)

  it('two admins who remove each other: one succeeds, and a manager is left, 20 rounds', async () => {
    const here = await team('org:admin')
    const [a, b] = [here.admin, here.people[0]!]
    for (let round = 0; round < 20; round++) {
      const [byA, byB] = [await ready(here, a), await ready(here, b)]
      expect(await race([byA.remove(b), byB.remove(a)])).toEqual(['204', '404,not_found'])
      const roles = await here.atClerk()
      expect([...roles.values()]).toEqual(['org:admin'])
      await app.make.member(here.organization, roles.has(a.id) ? b : a, 'org:admin')
      await app.clerk.webhooks.settled()
    }
  }, 60_000)

  it('everybody who could manage leaves: one has to stay', async () => {
    const here = await team('org:admin', 'org:admin', 'org:admin')
    const all = await Promise.all([here.admin, ...here.people].map(person => ready(here, person)))
    expect(await race(all.map(({ leave }) => leave))).toEqual(['204', '204', '204', '409,last_admin'])
    expect([...(await here.atClerk()).values()]).toEqual(['org:admin'])
  })

  it('somebody who is demoted while their request waits is refused, invitations included', async () => {
    const here = await team('org:admin', 'org:member')
    const [other, max] = here.people as [TestPerson, TestPerson]
    const [admin, late] = [await ready(here, here.admin), await ready(here, other)]
    // The demotion comes first and is slow at Clerk.
    const { id } = app.clerk.faults.add({ kind: 'hang', operation: 'UpdateOrganizationMembership', times: 1 })
    const demotion = admin.demote(other)()
    await waitFor('the demotion to reach Clerk', () => app.clerk.faults.all().find(fault => fault.id === id)?.struck)
    const refused = race([late.remove(max), late.invite])
    await sleep(200)
    app.clerk.faults.clear()
    expect((await demotion).status).toBe(200)
    expect(await refused).toEqual(['403,permission_missing', '403,permission_missing'])
    expect((await here.atClerk()).size).toBe(3)
  })

  it('in two processes: Clerk keeps the last admin, 20 rounds', async () => {
    const second = await app.another()
    const here = await team('org:admin')
    const [a, b] = [here.admin, here.people[0]!]
    for (let round = 0; round < 20; round++) {
      const [byA, byB] = [await ready(here, a), await ready(here, b, second.url)]
      const [won, lost] = await race([byA.demote(b), byB.demote(a)])
      expect(won).toBe('200')
      expect(['403,permission_missing', '409,last_admin']).toContain(lost)
      const roles = await here.atClerk()
      expect([...roles.values()].sort()).toEqual(['org:admin', 'org:member'])
      await here.promote(roles.get(a.id) === 'org:member' ? a : b)
    }
  }, 60_000)
})

describe('while Clerk cannot be asked', () => {
  it('is 503, and nothing is changed', async () => {
    const { admin, people: [max], change, remove, leave, list } = await team('org:member')
    app.clerk.faults.add({ kind: 'error', status: 500, path: '/organizations/*' })
    for (const act of [() => change(admin, max!, lead.key), () => remove(admin, max!), () => leave(max!)])
      expect(await outcome(await act())).toEqual([503, 'clerk_unavailable'])
    expect((await list(admin)).find(({ userId }) => userId === max!.id)?.role).toBe('org:member')
  })
})

describe('the export of members', () => {
  it('is a CSV file of those that the list would show, in its order, whole', async () => {
    const { admin, organization, people, path } = await team(...Array.from({ length: 4 }, () => 'org:member'))
    const lines = async (query = '', who = admin) => (await (await app.fetchAs(who, `${path}/export${query}`, { organizationId: organization.id })).text()).trim().split('\r\n')
    const all = await lines('?sort=oldest')
    expect(all[0]).toBe('First name,Last name,E-mail address,Role,Joined,User ID')
    expect(all.slice(1).map(line => line.split(',').at(-1))).toEqual([admin.id, ...people.map(({ id }) => id)])
    expect(all[1]).toMatch(new RegExp(`^Ann,Admin,${admin.email.replace('+', '\\+')},Admin,\\d{4}-.*Z,user_`))
    expect(await lines('?role=org:admin', people[0])).toEqual([all[0], all[1]])
    expect(await lines(`?query=${encodeURIComponent(people[2]!.email)}`)).toHaveLength(2)
    expect((await app.fetchAs(admin, `${path}/export?sort=salary`)).status).toBe(422)
  })
})

describe('POST /api/orgs/:slug/members/bulk', () => {
  const many = async (by: TestPerson, path: string, whom: TestPerson[], role: string | null) =>
    app.fetchAs(by, `${path}/bulk`, { json: { userIds: whom.map(({ id }) => id), role } })
  const results = async (response: Response) => (await response.json() as MemberOutcome[]).map(one => 'refused' in one ? one.refused.code : one.member?.role ?? 'removed')

  it('does to each what the single act would, and says what became of each', async () => {
    const { admin, people: [boss, pays, max, moe], path, atClerk, list } = await team(lead.key, payer.key, 'org:member', 'org:member')
    const gone = await app.make.person('Gil', 'Gone')
    expect(await results(await many(boss!, path, [max!, admin, gone, moe!], lead.key))).toEqual([lead.key, 'outranked', 'not_found', lead.key])
    expect((await atClerk()).get(moe!.id)).toBe(lead.key)
    expect(await results(await many(boss!, path, [max!, pays!, moe!], null))).toEqual(['removed', 'outranked', 'removed'])
    expect([...(await atClerk()).keys()].sort()).toEqual([admin.id, boss!.id, pays!.id].sort())
    expect((await list(admin)).map(({ userId }) => userId).sort()).toEqual([admin.id, boss!.id, pays!.id].sort())
  })

  it('keeps the last who can manage, whoever else is in the list', async () => {
    const { admin, people: [other], path, atClerk } = await team('org:admin')
    expect(await results(await many(admin, path, [other!, admin], 'org:member'))).toEqual(['org:member', 'last_admin'])
    expect((await atClerk()).get(admin.id)).toBe('org:admin')
  })

  it('stops for those left once Clerk cannot be asked, and tells them so', async () => {
    const { admin, people: [max, moe], path, atClerk } = await team('org:member', 'org:member')
    app.clerk.faults.add({ kind: 'error', status: 500, path: '/organizations/*' })
    expect(await results(await many(admin, path, [max!, moe!], null))).toEqual(['clerk_unavailable', 'clerk_unavailable'])
    app.clerk.faults.clear()
    expect((await atClerk()).size).toBe(3)
  })

  it('is refused to those who may not manage, and answers 422 to bad lists', async () => {
    const { admin, people: [max], path } = await team('org:member')
    expect(await outcome(await many(max!, path, [admin], null))).toEqual([403, 'permission_missing'])
    for (const json of [{ userIds: [], role: null }, { userIds: [max!.id] }, { userIds: [max!.id, max!.id], role: null }, { userIds: ['me'], role: null }, { userIds: Array.from({ length: 11 }, (_, n) => `user_${n}`), role: null }])
      expect(await outcome(await app.fetchAs(admin, `${path}/bulk`, { json }))).toEqual([422, 'invalid_input'])
  })
})
