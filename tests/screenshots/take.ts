/** Takes a picture of every page, light and dark, wide and narrow, into docs/screenshots/, or of those whose name starts with an argument. Wants a build. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { acceptSuggestion } from '../../clerk-local/domain/domains/suggestions.ts'
import { launchOptions } from '../../scripts/lib/browser.ts'
import { startApp, type TestApp } from '../support/app/app.ts'
import { signInOnPage } from '../support/page/people.ts'
import { untilQuiet } from '../support/page/quiet.ts'

const folder = join(import.meta.dirname, '..', '..', 'docs', 'screenshots')
const ada = { email: 'ada+clerk_test@example.com' }
const bob = { email: 'bob+clerk_test@example.com' }
const cleo = { email: 'cleo+clerk_test@example.com' }
const dan = { email: 'dan+clerk_test@example.com' }

/** Name of the picture, who sees the page, and where it is. */
const pages: [name: string, who: { email: string } | null, path: string][] = [
  ['landing', null, '/'],
  ['sign-in', null, '/sign-in'],
  ['sign-up', null, '/sign-up'],
  ['task', dan, '/session-tasks/choose-organization'],
  ['organizations', ada, '/orgs'],
  ['organizations-notice', ada, '/orgs/nobody-knows-it'],
  ['overview', ada, '/orgs/acme'],
  ['members', ada, '/orgs/acme/members'],
  ['members-as-member', bob, '/orgs/acme/members'],
  ['activity', ada, '/orgs/acme/activity'],
  ['invitations', ada, '/orgs/acme/invitations'],
  ['api-keys', ada, '/orgs/acme/api-keys'],
  ['metadata', ada, '/orgs/acme/settings/metadata'],
  ['projects', ada, '/orgs/acme/projects'],
  ['roles', ada, '/orgs/acme/roles'],
  ['plan', ada, '/orgs/acme/plan'],
  ['plan-notice', ada, '/orgs/acme/single-sign-on'],
  ['overview-notice', bob, '/orgs/acme/single-sign-on'],
  ['single-sign-on', cleo, '/orgs/beta/single-sign-on'],
  ['settings', ada, '/orgs/acme/settings'],
  ['settings-profile', ada, '/orgs/acme/settings/profile'],
  ['domains', ada, '/orgs/acme/domains'],
  ['requests', ada, '/orgs/acme/requests'],
  ['member', ada, '/orgs/acme/members?member=:grace'],
  ['me', ada, '/me'],
  ['me-profile', ada, '/me/profile'],
  ['accept-revoked', null, '/invitations/accept?problem=organization_invitation_revoked_code'],
  ['not-found', ada, '/no-such-page'],
]

/** Something to see: people who joined, invitations that wait, a connection to an identity provider. */
async function furnish({ clerk, make: { client, plan }, fetchAs }: TestApp) {
  const { data: [acme] } = await client.organizations.getOrganizationList({ query: 'acme' })
  for (const [firstName, lastName] of [['Grace', 'Hopper'], ['Edsger', 'Dijkstra'], ['Barbara', 'Liskov']] as const) {
    const user = await client.users.createUser({ emailAddress: [`${firstName.toLowerCase()}+clerk_test@example.com`], firstName, lastName, skipPasswordRequirement: true })
    if (acme) await client.organizations.createOrganizationMembership({ organizationId: acme.id, userId: user.id, role: 'org:member' })
  }
  for (const name of ['margaret', 'tony']) await fetchAs(ada, '/api/orgs/acme/invitations', { organizationId: acme?.id, json: { emailAddress: `${name}@example.com`, role: 'org:member' } })

  if (acme) {
    await client.organizations.createOrganizationDomain({ organizationId: acme.id, name: 'acme.test', enrollmentMode: 'automatic_suggestion', verified: true })
    await client.organizations.createOrganizationDomain({ organizationId: acme.id, name: 'acme-labs.test', enrollmentMode: 'manual_invitation', verified: false })
    for (const [firstName, lastName] of [['Kim', 'Ito'], ['Lou', 'Reyes']] as const) await client.users.createUser({ emailAddress: [`${firstName.toLowerCase()}@acme.test`], firstName, lastName, skipPasswordRequirement: true })
    const [suggestion] = clerk.store.suggestions.by('organizationId', acme.id)
    if (suggestion) acceptSuggestion(clerk.ctx, suggestion.userId, suggestion.id)
  }
  for (const name of ['Website relaunch', 'Customer research', 'ISO 27001']) await fetchAs(ada, '/api/orgs/acme/projects', { organizationId: acme?.id, json: { name } })

  const { data: [beta] } = await client.organizations.getOrganizationList({ query: 'beta' })
  if (!beta) return
  plan(beta, 'business')
  await client.enterpriseConnections.createEnterpriseConnection({ name: 'Beta Labs Okta', provider: 'saml_okta', domains: ['sso.betalabs.test'], organizationId: beta.id })
}

async function take(browser: Browser, app: TestApp, colorScheme: 'light' | 'dark', width: number, height: number) {
  const context = async (who: { email: string } | null) => {
    const opened = await browser.newContext({ baseURL: app.url, colorScheme, viewport: { width, height }, reducedMotion: 'reduce', timezoneId: 'UTC' })
    const page = await opened.newPage()
    if (who) {
      await signInOnPage(page, who)
      await page.waitForURL(url => !url.pathname.startsWith('/sign-in'))
    }
    return page
  }
  const seats = new Map<{ email: string } | null, Awaited<ReturnType<typeof context>>>()
  for (const [name, who, path] of pages) {
    if (process.argv[2] && !name.startsWith(process.argv[2])) continue
    const page = seats.get(who) ?? await context(who)
    seats.set(who, page)
    await page.goto(path.replace(':grace', () => app.clerk.store.userByEmail('grace+clerk_test@example.com')?.id ?? ''))
    await untilQuiet(page)
    await page.waitForTimeout(1500)
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`) })
  }
  for (const page of seats.values()) await page.context().close()
}

await mkdir(folder, { recursive: true })
const app = await startApp()
const browser = await chromium.launch(launchOptions())
try {
  await furnish(app)
  for (const colorScheme of ['light', 'dark'] as const) {
    await take(browser, app, colorScheme, 1280, 800)
    await take(browser, app, colorScheme, 390, 844)
  }
  console.log(`${pages.length * 4} pictures in docs/screenshots/`)
}
finally {
  await browser.close()
  await app.close()
}
