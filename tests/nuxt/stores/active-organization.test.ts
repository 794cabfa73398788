import type { Clerk } from '@clerk/nuxt/types'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { useActiveOrganizationStore } from '#clerk-orgs/stores/active-organization'

interface Organization { id: string, slug: string }

/** Clerk as far as switching goes: who is a member where, and a `setActive` that takes a while. */
function clerkWith(organizations: Organization[], onFirstPage = organizations.length) {
  const activated: string[] = []
  let running = 0
  const memberships = organizations.map(organization => ({ organization }))
  const clerk = {
    user: {
      organizationMemberships: memberships.slice(0, onFirstPage),
      getOrganizationMemberships: ({ initialPage = 1, pageSize = 10 }) => Promise.resolve({
        data: memberships.slice((initialPage - 1) * pageSize, initialPage * pageSize), total_count: memberships.length,
      }),
    },
    async setActive({ organization }: { organization: string }) {
      expect(++running, 'one switch at a time').toBe(1)
      await new Promise(resolve => setTimeout(resolve, 5))
      activated.push(organization)
      running--
    },
  }
  return { clerk: clerk as unknown as Clerk, activated }
}

const [acme, beta, gamma] = ['acme', 'beta', 'gamma'].map(slug => ({ id: `org_${slug}`, slug })) as [Organization, Organization, Organization]

describe('useActiveOrganizationStore', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('activates by slug and by id', async () => {
    const { clerk, activated } = clerkWith([acme, beta])
    const store = useActiveOrganizationStore()
    expect(await store.activate(clerk, 'beta')).toBe('active')
    expect(await store.activate(clerk, 'org_acme')).toBe('active')
    expect(activated).toEqual(['org_beta', 'org_acme'])
    expect(store.switchingTo).toBeNull()
  })

  it('never lets Clerk see an organization the person is not a member of, which would activate none', async () => {
    const { clerk, activated } = clerkWith([acme])
    expect(await useActiveOrganizationStore().activate(clerk, 'foreign')).toBe('not_a_member')
    expect(activated).toEqual([])
  })

  it('finds a membership beyond those that clerk-js holds', async () => {
    const many = Array.from({ length: 250 }, (_, index) => ({ id: `org_${index}`, slug: `org-${index}` }))
    const { clerk } = clerkWith(many, 10)
    expect(await useActiveOrganizationStore().activate(clerk, 'org-249')).toBe('active')
    expect(await useActiveOrganizationStore().activate(clerk, 'org-250')).toBe('not_a_member')
  })

  it('switches one at a time, and the last request wins', async () => {
    const { clerk, activated } = clerkWith([acme, beta, gamma])
    const store = useActiveOrganizationStore()
    const outcomes = Promise.all([store.activate(clerk, 'acme'), store.activate(clerk, 'beta'), store.activate(clerk, 'gamma')])
    expect(await outcomes).toEqual(['superseded', 'superseded', 'active'])
    expect(activated.at(-1)).toBe('org_gamma')
  })

  it('goes on after a switch that failed', async () => {
    const { clerk } = clerkWith([acme])
    const broken = { ...clerk, setActive: () => Promise.reject(new Error('offline')) } as unknown as Clerk
    const store = useActiveOrganizationStore()
    await expect(store.activate(broken, 'acme')).rejects.toThrow('offline')
    expect(await store.activate(clerk, 'acme')).toBe('active')
  })
})
