import { expect, test as base, type Locator, type Page } from '@playwright/test'
import type { ClerkLocalOptions } from '../../clerk-local/index.ts'
import { guardFixtures } from '../support/page/guard-fixtures.ts'
import { type Site, startSite } from './site/index.ts'

export { expect }

interface Fixtures {
  /** What clerk-local starts with: `test.use({ clerkOptions: { settings: … } })`. */
  clerkOptions: Omit<ClerkLocalOptions, 'port'>
  /** A clerk-local and a site of the test's own. */
  site: Site
  /** Opens a component as somebody, with an organization active; in `page`, or in another person's page. */
  openAs: (person: { id: string }, path: string, organization?: { id: string }, inPage?: Page) => Promise<void>
}

/** The test function of every test of Clerk's components: pages that may not misbehave, on a clerk-local of their own. */
export const test = base.extend(guardFixtures).extend<Fixtures>({
  clerkOptions: [{}, { option: true }],

  site: async ({ clerkOptions }, use) => {
    const site = await startSite(clerkOptions)
    await use(site)
    await site.close()
  },

  baseURL: async ({ site }, use) => use(site.url),

  openAs: async ({ page, site }, use) => {
    await use(async (person, path, organization, inPage = page) => {
      const { token } = await site.make.client.signInTokens.createSignInToken({ userId: person.id, expiresInSeconds: 600 })
      const url = new URL(path, site.url)
      url.searchParams.set('ticket', token)
      if (organization) url.searchParams.set('organization', organization.id)
      await inPage.goto(url.href)
      // The page takes the ticket out of its address once it is used.
      await inPage.waitForURL(({ searchParams }) => !searchParams.has('ticket'))
    })
  },
})

/** The message Clerk UI shows at a field; screen readers get it a second time from an invisible element. */
export const feedback = (page: Page, kind: 'error' | 'info' = 'error'): Locator => page.getByTestId(`form-feedback-${kind}`)
