import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { waitFor } from '../../support/app/wait.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())

/** A member with a token that stays the same, warm in the memo of verified sessions. */
async function member() {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Ending')
  const session = await app.session(admin)
  const headers = { authorization: `Bearer ${await session.token()}` }
  const get = async (path: string) => {
    const response = await fetch(app.url + path, { headers, redirect: 'manual' })
    return { status: response.status, location: response.headers.get('location'), text: await response.text() }
  }
  const api = `/api/orgs/${organization.slug}`, page = `/orgs/${organization.slug}`
  expect([(await get(api)).status, (await get(api)).status]).toEqual([200, 200])
  return { admin, session, get, api, page }
}

describe('a session that has ended', () => {
  it('is refused at the next request, although its token lives on and was verified before', async () => {
    const { session, get, api } = await member()
    await app.make.client.sessions.revokeSession(session.id)
    await waitFor('the end to arrive', async () => (await get(api)).status === 401)
    expect(JSON.parse((await get(api)).text)).toMatchObject({ data: { code: 'not_signed_in' } })
  })

  it('shows no page of an organization either', async () => {
    const { admin, session, get, page } = await member()
    expect((await get(page)).status).toBe(200)
    await app.make.client.sessions.revokeSession(session.id)
    const { location, text } = await waitFor('the end to arrive', async () => {
      const answer = await get(page)
      return answer.status === 302 ? answer : null
    })
    expect(location).toBe(`/sign-in?redirect_url=${page}`)
    expect(text).not.toContain(admin.email)
  })

  it('ends with a ban, for every session of the person', async () => {
    const { admin, get, api } = await member()
    await app.make.client.users.banUser(admin.id)
    await waitFor('the ban to arrive', async () => (await get(api)).status === 401)
  })
})
