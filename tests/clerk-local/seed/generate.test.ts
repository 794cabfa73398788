import { createClerkClient } from '@clerk/backend'
import { afterEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, type ClerkLocalOptions, createClerkLocal } from '../../../clerk-local/index.ts'
import { peopleFor } from '../../../clerk-local/seed/generate.ts'
import { TestBrowser } from '../browser.ts'

const opened: ClerkLocal[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map(clerk => clerk.close()))
})
async function open(options: ClerkLocalOptions) {
  const clerk = await createClerkLocal({ seed: 'empty', ...options })
  opened.push(clerk)
  return clerk
}
const rows = ({ store }: ClerkLocal) => [store.organizations, store.users, store.memberships].map(table => table.all().map(row => row.id))

describe('generated data', () => {
  it('has the size asked for, with a creator and further admins in every organization', async () => {
    const { store } = await open({ generate: { organizations: 30, members: 50 } })
    expect([store.organizations.size, store.memberships.size, store.users.size]).toEqual([30, 1500, 1000])
    for (const organization of store.organizations.all()) {
      const members = store.memberships.by('organizationId', organization.id)
      expect(new Set(members.map(m => m.userId)).size).toBe(50)
      expect([members.filter(m => m.role === 'org:admin').length, members[0]?.userId]).toEqual([3, organization.createdBy])
    }
    expect(new Set(store.organizations.all().map(o => o.slug)).size).toBe(30)
    const names = store.users.all().map(user => `${user.firstName} ${user.lastName}`)
    expect([names.some(name => /^[\w ]+$/.test(name)), names.some(name => /[^\0-\x7F]/.test(name))]).toEqual([true, true])
  })

  it('is the same for the same random seed', async () => {
    const generate = { organizations: 5, members: 4 }
    const [first, again, other] = [await open({ generate, randomSeed: 3 }), await open({ generate, randomSeed: 3 }), await open({ generate, randomSeed: 4 })]
    expect(rows(again)).toEqual(rows(first))
    expect(rows(other)[0]).not.toEqual(rows(first)[0])
    expect(again.store.users.all().map(u => u.lastName)).toEqual(first.store.users.all().map(u => u.lastName))
    first.reset()
    expect(rows(first)).toEqual(rows(again))
  })

  it('makes no changes that webhooks would tell', async () => {
    const { store } = await open({ generate: { organizations: 20, members: 20 } })
    expect(store.changes.all().map(change => change.type).filter(type => /^(organization|user|organizationMembership)\./.test(type))).toEqual([])
  })

  it('works like any other: people sign in, lists have pages', async () => {
    const clerk = await open({ generate: { organizations: 3, members: 120 } })
    const browser = await TestBrowser.open(clerk)
    expect(await browser.signIn('person.7+clerk_test@example.com')).toMatchObject({ status: 'active' })
    const api = createClerkClient({ secretKey: clerk.secretKey, apiUrl: clerk.backendApiUrl, telemetry: { disabled: true } })
    const [organization] = clerk.store.organizations.all()
    const page = await api.organizations.getOrganizationMembershipList({ organizationId: organization!.id, limit: 50, offset: 100 })
    expect([page.data.length, page.totalCount]).toEqual([20, 120])
    expect(page.data.at(-1)?.publicUserData?.userId).toBe(organization!.createdBy)
  })

  it('lets people belong to several organizations, so that a million memberships need few', () => {
    expect([peopleFor({ organizations: 1000, members: 1000 }), peopleFor({ organizations: 2, members: 3 }), peopleFor({ organizations: 0, members: 9 })]).toEqual([10_000, 6, 0])
  })
})
