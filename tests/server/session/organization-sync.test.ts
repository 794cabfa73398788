import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { browserOf } from '../../support/app/browser.ts'

describe.each([['off', false], ['on', true]] as const)('with organization slugs %s', (_name, slugsEnabled) => {
  let app: TestApp
  beforeAll(async () => { app = await startApp({ clerk: { settings: { organizations: { slugsEnabled } } } }) })
  afterAll(() => app.close())

  /** A person in two organizations, and a browser in which the first is active. */
  async function setUp() {
    const person = await app.make.person()
    const make = (name: string) => app.make.client.organizations.createOrganization({ name, createdBy: person.id })
    const [first, second] = [await make('First'), await make('Second')]
    const session = await app.session(person)
    await session.activate(first.id)
    const browser = browserOf(app, session)
    const active = () => {
      const { o } = JSON.parse(Buffer.from(browser.cookies.get('__session')!.split('.')[1]!, 'base64url').toString()) as { o?: { id: string } }
      return o?.id
    }
    await browser.visit(`/orgs/${first.id}`)
    expect(active()).toBe(first.id)
    return { person, first, second, browser, active }
  }

  it('activates the organization whose id is in the address', async () => {
    const { second, browser, active } = await setUp()
    const { status, redirects, url } = await browser.visit(`/orgs/${second.id}/members`)
    expect(redirects[0]).toContain('reason=active-organization-mismatch')
    expect([status, new URL(url).pathname, active()]).toEqual([200, `/orgs/${second.id}/members`, second.id])
    // Once there, no redirect is needed.
    expect((await browser.visit(`/orgs/${second.id}`)).redirects).toEqual([])
  })

  if (slugsEnabled) it('activates the organization whose slug is in the address', async () => {
    const { second, browser, active } = await setUp()
    const { status, url } = await browser.visit(`/orgs/${second.slug}`)
    expect([status, new URL(url).pathname, active()]).toEqual([200, `/orgs/${second.slug}`, second.id])
  })

  it('leaves what is active for the id of a foreign organization, and shows nothing of it', async () => {
    const { first, browser, active } = await setUp()
    const foreign = await app.make.client.organizations.createOrganization({ name: 'Foreign Secret', createdBy: (await app.make.person()).id })
    const { url, text } = await browser.visit(`/orgs/${foreign.id}`)
    expect(new URL(url).pathname).toBe('/orgs')
    expect(text).not.toContain('Foreign Secret')
    expect(active()).toBe(first.id)
  })

  it('lets handlers be asked by id', async () => {
    const { person, first } = await setUp()
    expect((await app.fetchAs(person, `/api/orgs/${first.id}`)).status).toBe(200)
  })
})
