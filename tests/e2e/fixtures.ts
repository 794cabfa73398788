import { expect, test as base, type Page } from '@playwright/test'
import { appFixtures } from '../support/app/app-fixtures.ts'

export { expect }

/** The test function of every browser test. The tests of a worker share an instance: in all they make more roles than Clerk's ten. */
export const test = base.extend(appFixtures({ clerk: { settings: { organizations: { maxAllowedRoles: 100 } } } }))

/** The page shows this organization and no other. */
export async function expectOverview(page: Page, organization: { slug: string, name: string }): Promise<void> {
  await expect(page).toHaveURL(new RegExp(`/orgs/${organization.slug}$`))
  await expect(page.getByRole('heading', { name: organization.name })).toBeVisible()
}
