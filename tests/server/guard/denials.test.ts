import { afterAll, beforeAll, expect, it } from 'vitest'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { waitFor } from '../../support/app/wait.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())

it('each refusal has one line that says who, what and why, and nothing that was sent is in it or in the answer', async () => {
  const [admin, member, stranger, undecided] = [await app.make.person(), await app.make.person(), await app.make.person(), await app.make.person()]
  const organization = await app.make.organization(admin, 'Quiet')
  await app.make.member(organization, member)
  const foreign = await app.make.organization(stranger, 'Foreign')
  await app.clerk.webhooks.settled()
  const tokens = new Map(await Promise.all([admin, member, stranger, undecided].map(async who => [who, await (await app.session(who)).token()] as const)))

  const planted = ['sk_live_plantedInHeader', 'planted-in-query', 'planted-in-body', 'planted-in-cookie', 'planted-in-path', 'planted-in-agent']
  const answers: string[] = []
  const route = '/api/orgs/:slug/invitations'
  const as = async (who: typeof admin | null, method: string, path: string, headers: Record<string, string> = {}, body: string | undefined = method === 'POST' ? '{"emailAddress":"planted-in-body","role":"x"}' : undefined) => {
    const response = await fetch(`${app.url}${path}?secret=planted-in-query&__clerk_ticket=planted-in-query`, {
      method, body, redirect: 'manual',
      headers: { 'content-type': 'application/json', 'cookie': 'other=planted-in-cookie', 'user-agent': 'planted-in-agent', 'x-api-key': 'sk_live_plantedInHeader', ...who && { authorization: `Bearer ${tokens.get(who)}` }, ...headers },
    })
    answers.push(await response.text(), JSON.stringify([...response.headers]))
    return response.status
  }
  const invitations = `/api/orgs/${organization.slug}/invitations`
  expect(await as(null, 'POST', invitations)).toBe(401)
  expect(await as(null, 'POST', invitations, { authorization: 'Bearer eyJwbGFudGVk.eyJwbGFudGVk.planted-in-header' })).toBe(401)
  expect(await as(undecided, 'GET', invitations)).toBe(403)
  expect(await as(member, 'POST', invitations)).toBe(403)
  expect(await as(admin, 'POST', `/api/orgs/${foreign.slug}/invitations`)).toBe(404)
  expect(await as(admin, 'POST', '/api/orgs/planted-in-path/invitations')).toBe(404)
  expect(await as(admin, 'POST', invitations, { 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await as(null, 'POST', '/api/webhooks/clerk', { 'svix-id': 'msg_1', 'svix-timestamp': '1', 'svix-signature': 'v1,planted-in-header' })).toBe(400)
  // These are mistakes, not refusals.
  expect(await as(admin, 'POST', invitations)).toBe(422)
  expect(await as(null, 'GET', '/api/planted-in-path')).toBe(404)

  const lines = () => app.logs().split('\n').filter(line => line.startsWith('[denied] ')).map(line => JSON.parse(line.slice('[denied] '.length)) as Record<string, unknown>)
  await waitFor('the lines', () => lines().length >= 8)
  const nobody = { userId: null, orgId: null }
  const post = { method: 'POST', route }
  expect(lines()).toEqual([
    { code: 'not_signed_in', status: 401, ...post, ...nobody },
    { code: 'not_signed_in', status: 401, ...post, ...nobody },
    { code: 'task_pending', status: 403, method: 'GET', route, userId: undecided.id, orgId: null },
    { code: 'permission_missing', status: 403, ...post, userId: member.id, orgId: organization.id },
    { code: 'not_found', status: 404, ...post, userId: admin.id, orgId: organization.id },
    { code: 'not_found', status: 404, ...post, userId: admin.id, orgId: organization.id },
    { code: 'cross_site', status: 403, ...post, userId: admin.id, orgId: organization.id },
    { code: 'bad_signature', status: 400, method: 'POST', route: '/api/webhooks/clerk', ...nobody },
  ])

  const secrets = [...planted, 'eyJwbGFudGVk', 'planted-in-header', app.clerk.secretKey, app.clerk.webhookSecret, ...tokens.values()]
  for (const secret of secrets) {
    expect(app.logs()).not.toContain(secret)
    for (const answer of answers) expect(answer).not.toContain(secret)
  }
  for (const { email } of [admin, member, stranger]) expect(app.logs()).not.toContain(email)
})
