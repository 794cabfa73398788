import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorData } from '../../../shared/errors'
import type { Page } from '../../../shared/schemas/common'
import type { Project } from '../../../shared/schemas/project'
import { startApp, type Who, type TestApp } from '../../support/app/app.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())

/** An admin, a member, and their organization. */
async function team(name = 'Makers') {
  const [admin, member] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member')]
  const organization = await app.make.organization(admin, name)
  await app.make.member(organization, member)
  await app.clerk.webhooks.settled()
  const path = `/api/orgs/${organization.slug}/projects`
  const answer = async <T>(response: Response) => ({ status: response.status, body: await response.json().catch(() => null) as T & { data: ErrorData } })
  return {
    admin, member, organization, path,
    create: async (name: string, who: Who = admin) => answer<Project>(await app.fetchAs(who, path, { json: { name } })),
    change: async (id: string, json: unknown, who: Who = admin) => answer<Project>(await app.fetchAs(who, `${path}/${id}`, { method: 'PATCH', json })),
    remove: async (id: string, who: Who = admin) => answer<null>(await app.fetchAs(who, `${path}/${id}`, { method: 'DELETE' })),
    restore: async (id: string, who: Who = admin) => answer<Project>(await app.fetchAs(who, `${path}/${id}/restore`, { method: 'POST' })),
    names: async (query = '') => (await (await app.fetchAs(admin, path + query)).json() as Page<Project>).data.map(({ name }) => name),
  }
}

describe('projects', () => {
  it('are made, renamed, archived and taken up again', async () => {
    const { create, change, names, member } = await team()
    const { status, body } = await create('  Moon landing ', member)
    expect([status, body]).toEqual([201, { id: expect.stringMatching(/^prj_/) as string, name: 'Moon landing', archivedAt: null, createdBy: 'Max Member', createdAt: expect.any(Number) as number, updatedAt: body.createdAt }])
    await create('Mars')
    expect((await change(body.id, { name: 'Moon base' })).body.name).toBe('Moon base')
    expect((await change(body.id, { archived: true })).body.archivedAt).toBeGreaterThan(0)
    expect([await names(), await names('?status=archived'), await names('?query=mAR')]).toEqual([['Mars'], ['Moon base'], ['Mars']])
    await change(body.id, { archived: false })
    expect(await names()).toEqual(['Mars', 'Moon base'])
  })

  it('come back after a deletion', async () => {
    const { create, remove, restore, names, change } = await team()
    const { body: { id } } = await create('Kept')
    expect((await remove(id)).status).toBe(204)
    expect(await names()).toEqual([])
    expect([(await remove(id)).status, (await change(id, { name: 'x' })).status]).toEqual([404, 404])
    expect((await restore(id)).body.name).toBe('Kept')
    expect((await restore(id)).status).toBe(404)
    expect(await names()).toEqual(['Kept'])
  })

  it('are paged by a cursor', async () => {
    const { create, organization, path, admin } = await team()
    app.make.plan(organization, 'business')
    for (const name of ['a', 'b', 'c']) await create(name)
    const first = await (await app.fetchAs(admin, `${path}?limit=2`)).json() as Page<Project>
    expect([first.data.map(({ name }) => name), first.totalCount]).toEqual([['c', 'b'], 3])
    const second = await (await app.fetchAs(admin, `${path}?limit=2&cursor=${first.nextCursor}`)).json() as Page<Project>
    expect([second.data.map(({ name }) => name), second.nextCursor]).toEqual([['a'], null])
  })

  it.each([[{}], [{ name: '' }], [{ name: ' '.repeat(5) }], [{ name: 'x'.repeat(81) }], [{ archived: 'yes' }], [{ name: 'x', organizationId: 'org_other' }]])('refuse %j with what is wrong', async (json) => {
    const { create, change, names } = await team()
    const { body: { id } } = await create('Plain')
    const { status, body } = await change(id, json)
    expect([status, body.data.code, body.data.issues?.length]).toEqual([422, 'invalid_input', 1])
    expect(await names()).toEqual(['Plain'])
  })
})

describe('the plan', () => {
  it('has places for as many, says who can help, and gives the last place to one of many who ask at once', async () => {
    const { create, organization, admin, change, restore, remove } = await team()
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(name => create(name)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 402, 402, 402])
    const refused = answers.find(({ status }) => status === 402)!.body.data
    expect(refused).toMatchObject({ code: 'project_limit_reached', required: { plan: ['team', 'business'] }, help: { people: ['Ann Admin'], plans: ['team', 'business'] } })

    const [one, other] = answers.filter(({ status }) => status === 201).map(({ body }) => body.id) as [string, string]
    await change(one, { archived: true })
    await remove(other)
    await Promise.all([create('g'), create('h')])
    expect([(await change(one, { archived: false })).status, (await restore(other)).status]).toEqual([402, 402])

    app.make.plan(organization, 'business')
    await app.clerk.webhooks.settled()
    await (await app.session(admin)).activate(organization.id)
    expect([(await change(one, { archived: false })).status, (await restore(other)).status]).toEqual([200, 200])
  })
})

describe('another organization', () => {
  it('neither sees nor touches them', async () => {
    const [home, foreign] = [await team('Home'), await team('Foreign')]
    const { body: { id } } = await home.create('Secret')
    expect(await foreign.names()).toEqual([])
    for (const act of [foreign.change(id, { name: 'Taken' }), foreign.remove(id), foreign.restore(id)]) expect((await act).status).toBe(404)
    expect((await app.fetchAs(foreign.admin, `${home.path}/${id}`, { method: 'DELETE' })).status).toBe(404)
    expect(await home.names()).toEqual(['Secret'])
  })
})
