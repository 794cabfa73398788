import Client from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OVERVIEW_DAYS, type Overview } from '../../../shared/schemas/overview'
import { startApp, type TestApp } from '../../support/app/app.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())

const DAY = 86_400_000

async function team() {
  const [admin, member] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member')]
  const organization = await app.make.organization(admin, 'Seen', { seats: 20 })
  await app.make.member(organization, member)
  await app.clerk.webhooks.settled()
  const path = `/api/orgs/${organization.slug}`
  const overview = async (who = admin) => await (await app.fetchAs(who, `${path}/overview`, { organizationId: organization.id })).json() as Overview
  return { admin, member, organization, path, overview }
}

/** Lets time have passed: moves rows of the mirror back. */
function change(sql: string, ...values: unknown[]) {
  const client = new Client(app.databaseFile)
  try { client.prepare(sql).run(...values) }
  finally { client.close() }
}

describe('GET /api/orgs/:slug/overview', () => {
  it('counts today what the pages show', async () => {
    const { admin, path, overview } = await team()
    await app.fetchAs(admin, `${path}/projects`, { json: { name: 'Moon' } })
    const { days, newest, projects } = await overview()
    expect(days).toHaveLength(OVERVIEW_DAYS)
    expect(days.at(-1)).toEqual({ at: Math.floor(Date.now() / DAY) * DAY, members: 2, acts: 4 })
    expect(days.slice(0, -1).every(({ members, acts }) => members === 0 && acts === 0)).toBe(true)
    expect(days.every(({ at }, index) => index === 0 || at - days[index - 1]!.at === DAY)).toBe(true)
    expect(newest.map(({ firstName }) => firstName)).toEqual(['Max', 'Ann'])
    expect(projects).toEqual({ active: 1, limit: 3 })
  })

  it('knows how many members there were on each day, those who left since included', async () => {
    const { admin, member, organization, overview } = await team()
    const today = Math.floor(Date.now() / DAY)
    change('update organization_memberships set created_at = ? where organization_id = ? and user_id = ?', (today - 100) * DAY, organization.id, admin.id)
    change('update organization_memberships set created_at = ? where organization_id = ? and user_id = ?', (today - 20) * DAY + 5, organization.id, member.id)
    const membersOn = async (daysAgo: number) => (await overview()).days.at(-1 - daysAgo)!.members
    expect([await membersOn(29), await membersOn(21), await membersOn(20), await membersOn(0)]).toEqual([1, 1, 2, 2])

    await app.make.client.organizations.deleteOrganizationMembership({ organizationId: organization.id, userId: member.id })
    await app.clerk.webhooks.settled()
    change('update organization_memberships set created_at = ?, deleted_at = ? where organization_id = ? and user_id = ?', (today - 20) * DAY + 5, (today - 10) * DAY + 5, organization.id, member.id)
    expect([await membersOn(21), await membersOn(20), await membersOn(11), await membersOn(10), await membersOn(0)]).toEqual([1, 2, 2, 1, 1])
  })

  it('tells a person no more than the lists would', async () => {
    const { admin, member, path, overview } = await team()
    await app.fetchAs(admin, `${path}/invitations`, { json: { emailAddress: 'guest@example.com', role: 'org:member' } })
    await app.clerk.webhooks.settled()
    expect([(await overview()).days.at(-1)!.acts, (await overview(member)).days.at(-1)!.acts]).toEqual([4, 3])
  })
})
