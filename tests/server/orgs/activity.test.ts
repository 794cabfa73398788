import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorData } from '../../../shared/errors'
import type { ActivityPage } from '../../../shared/schemas/activity'
import type { Project } from '../../../shared/schemas/project'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { unique } from '../../support/app/builders.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())

/** An organization in which something has happened. */
async function team() {
  const [admin, member] = [await app.make.person('Ann', 'Admin'), await app.make.person('=Max', 'Member')]
  const organization = await app.make.organization(admin, 'Busy', { seats: 20 })
  await app.make.member(organization, member)
  const path = `/api/orgs/${organization.slug}`
  const guest = `${unique('guest')}@example.com`
  await app.fetchAs(admin, `${path}/invitations`, { json: { emailAddress: guest, role: 'org:member' } })
  await app.clerk.webhooks.settled()
  const list = async (query: string, who = admin) => {
    const response = await app.fetchAs(who, `${path}/activity?limit=100&${query}`, { organizationId: organization.id })
    return { status: response.status, body: await response.json() as ActivityPage & { data: ErrorData } }
  }
  const types = async (query: string) => (await list(query)).body.data.map(({ type }) => type)
  return { admin, member, guest, organization, path, list, types }
}

describe('the activity', () => {
  it('is asked for by kind, by person and by time', async () => {
    const { admin, member, types, list } = await team()
    expect(await types('')).toEqual(['invitation_created', 'member_joined', 'member_joined', 'organization_created'])
    expect(await types('kind=member_joined')).toEqual(['member_joined', 'member_joined'])
    expect(await types(`person=${member.id}`)).toEqual(['member_joined'])
    expect(await types(`person=${admin.id}`)).toEqual(['invitation_created', 'member_joined', 'organization_created'])
    expect(await types(`person=${admin.id}&kind=member_joined`)).toEqual(['member_joined'])

    const { at } = (await list('kind=invitation_created')).body.data[0]!
    expect(await types(`from=${at}`)).toEqual(['invitation_created'])
    expect(await types(`to=${at}`)).not.toContain('invitation_created')
  })

  it.each(['kind=nonsense', 'person=somebody', 'from=yesterday', 'from=-1', 'to=1e999'])('refuses %s with what is wrong', async (query) => {
    const { list } = await team()
    const { status, body } = await list(query)
    expect([status, body.data.code, body.data.issues?.[0]?.path]).toEqual([422, 'invalid_input', query.split('=')[0]])
  })

  it('has what people do with projects, once each, and not what changed nothing', async () => {
    const { admin, path, types, list } = await team()
    const act = (method: string, suffix = '', json?: unknown) => app.fetchAs(admin, `${path}/projects${suffix}`, { method, json })
    const { id } = await (await act('POST', '', { name: 'Moon' })).json() as Project
    await act('PATCH', `/${id}`, { name: 'Moon' })
    await act('PATCH', `/${id}`, { name: 'Moon base' })
    await act('PATCH', `/${id}`, { archived: true })
    await act('PATCH', `/${id}`, { archived: true })
    await act('PATCH', `/${id}`, { archived: false })
    await act('DELETE', `/${id}`)
    await act('DELETE', `/${id}`)
    await act('POST', `/${id}/restore`)
    expect((await types('')).slice(0, 6).toReversed()).toEqual(['project_created', 'project_renamed', 'project_archived', 'project_resumed', 'project_deleted', 'project_restored'])
    expect((await list('kind=project_deleted')).body.data).toMatchObject([{ subject: 'Moon base', actor: 'Ann Admin', value: null }])
  })
})

describe('the export of the activity', () => {
  it('is a CSV file of all that the person may know, and no formula', async () => {
    const { admin, member, guest, path, organization } = await team()
    const ask = async (who: typeof admin, query = '') => app.fetchAs(who, `${path}/activity/export${query}`, { organizationId: organization.id })
    const response = await ask(admin)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="activity-of-${organization.slug}.csv"`)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    const lines = (await response.text()).split('\r\n')
    expect(lines[0]).toBe('Time,Kind,About,By,Value')
    expect(lines).toHaveLength(6)
    expect(lines[1]).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\dT.*Z,invitation_created,${guest},Ann Admin,$`))
    expect(lines.join('\n')).toContain('member_joined,\'=Max Member,,')

    expect(await (await ask(member)).text()).not.toContain(guest)
    expect((await (await ask(admin, '?kind=organization_created')).text()).trim().split('\r\n')).toHaveLength(2)
  })

  it('is read page by page', async () => {
    const { admin, path } = await team()
    const { id } = await (await app.fetchAs(admin, `${path}/projects`, { json: { name: 'A' } })).json() as Project
    for (let n = 0; n < 120; n++) await app.fetchAs(admin, `${path}/projects/${id}`, { method: 'PATCH', json: { archived: n % 2 === 0 } })
    const lines = (await (await app.fetchAs(admin, `${path}/activity/export`)).text()).trim().split('\r\n')
    expect(lines).toHaveLength(1 + 4 + 1 + 120)
    expect(new Set(lines).size).toBe(lines.length)
  })

  it('has a budget', async () => {
    const { admin, path } = await team()
    const statuses = []
    for (let n = 0; n < 11; n++) statuses.push((await app.fetchAs(admin, `${path}/activity/export`)).status)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429])
  })
})
