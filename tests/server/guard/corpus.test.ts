import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { unique, type TestPerson } from '../../support/app/builders.ts'
import { extraKeys, injections, redirects, requestLines } from '../../support/mirror/corpus.ts'

let app: TestApp
let ours: World
let theirs: World
const actors = ['nobody', 'member', 'admin'] as const
type Actor = (typeof actors)[number]

interface World { slug: string, id: string, invitationId: string, admin: TestPerson, member: TestPerson, secrets: string[] }

/** An organization whose names, people and invitations no other organization may see. */
async function world(): Promise<World> {
  const [admin, member] = [await app.make.person('Ann', unique('Surname')), await app.make.person('Max', unique('Surname'))]
  const organization = await app.make.organization(admin, unique('Company'), { seats: 50 })
  await app.make.member(organization, member)
  const invited = `${unique('invited')}@example.com`
  const invitation = await app.make.client.organizations.createOrganizationInvitation({ organizationId: organization.id, inviterUserId: admin.id, emailAddress: invited, role: 'org:member' })
  return { slug: organization.slug, id: organization.id, invitationId: invitation.id, admin, member, secrets: [organization.name, invited, admin.user.lastName!, member.user.lastName!, admin.email, member.email] }
}

beforeAll(async () => {
  app = await startApp()
  ours = await world()
  theirs = await world()
  await app.clerk.webhooks.settled()
})
afterAll(() => app.close())

/** Everything the two organizations hold, at Clerk and as the app shows it to their admins. */
async function state(): Promise<unknown> {
  const read = async ({ id, slug, admin }: World) => ({
    organization: (await app.make.client.organizations.getOrganization({ organizationId: id })).raw,
    members: (await app.make.client.organizations.getOrganizationMembershipList({ organizationId: id, limit: 100 })).data.map(({ raw }) => raw),
    invitations: (await app.make.client.organizations.getOrganizationInvitationList({ organizationId: id, limit: 100 })).data.map(({ raw }) => raw),
    mirror: await Promise.all(['/members', '/invitations', '/invitations?status=revoked', '/activity'].map(async path => (await app.fetchAs(admin, `/api/orgs/${slug}${path}`)).json())),
  })
  const users = await app.make.client.users.getUserList({ limit: 100, orderBy: 'created_at' })
  return { ours: await read(ours), theirs: await read(theirs), organizations: (await app.make.client.organizations.getOrganizationList({ limit: 1 })).totalCount, users: users.data.map(({ id, publicMetadata }) => ({ id, publicMetadata })) }
}

const tokens = new Map<Actor, { token: string, until: number }>()

/** A token of the actor that is good for some time yet; fetching one for each request would double the work. */
async function tokenOf(actor: Actor): Promise<string | undefined> {
  if (actor === 'nobody') return
  const known = tokens.get(actor)
  if (known && known.until > Date.now()) return known.token
  const token = await (await app.session(ours[actor])).token()
  tokens.set(actor, { token, until: Date.now() + 30_000 })
  return token
}

interface Input { where: string, path: string, init?: RequestInit & { headers?: Record<string, string> }, allowed: Record<Actor, readonly number[]> }
interface Answer { status: number, location: string | null, text: string }

/** Names as a client sees them: never another host, never another organization's data, never a fault. */
function problemsOf({ status, location, text }: Answer, allowed?: readonly number[]): string[] {
  const away = (url: string | null) => url !== null && new URL(url, app.url).origin !== app.url
  const inner = location === null ? null : new URL(location, app.url).searchParams.get('redirect_url')
  return [
    status >= 500 && `a fault: ${text.slice(0, 200)}`,
    allowed && !allowed.includes(status) && `${status} is none of ${allowed.join(', ')}: ${text.slice(0, 200)}`,
    away(location) && `leads to ${location}`,
    location?.includes('/__clerk/') && away(inner) && `comes back to ${inner}`,
    theirs.secrets.some(secret => text.includes(secret)) && 'another organization\'s data',
    /(?:href|src|action|formaction|content)="\s*(?:https?:)?[/\\]{2}evil\.test/i.test(text) && 'a link to another host',
    /<script>alert|onerror=alert\(1\)>|<svg\/onload/.test(text.replaceAll(/<script type="application\/json"[\s\S]*?<\/script>/g, '')) && 'markup that was sent',
    text.includes(app.clerk.secretKey) && 'the secret key',
  ].filter(problem => typeof problem === 'string')
}

async function all<T>(items: readonly T[], work: (item: T) => Promise<string[]>): Promise<string[]> {
  const problems: string[] = []
  const queue = [...items]
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) problems.push(...await work(item))
  }))
  return problems
}

/** Sends every input as every actor; gives what went wrong, each with what was sent. */
async function run(inputs: readonly Input[]): Promise<string[]> {
  return all(inputs.flatMap(input => actors.map(actor => ({ input, actor }))), async ({ input: { where, path, init, allowed }, actor }) => {
    const token = await tokenOf(actor)
    const response = await fetch(app.url + path, { redirect: 'manual', ...init, headers: { ...token && { authorization: `Bearer ${token}` }, ...init?.headers } })
    const answer = { status: response.status, location: response.headers.get('location'), text: await response.text() }
    return problemsOf(answer, allowed[actor]).map(problem => `${actor}, ${where}, ${init?.method ?? 'GET'} ${path.slice(0, 120)} ${String(init?.body ?? '').slice(0, 120)}: ${problem}`)
  })
}

const encoded = (value: string) => encodeURIComponent(value.toWellFormed())
/** Sent raw where a header can hold it. */
const inHeader = injections.filter(value => /^[\t\x20-\x7e\x80-\xff]+$/.test(value) && value.trim() === value)
const json = (body: unknown): Input['init'] => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) })
const closed = { nobody: [401], member: [403], admin: [422] }

function inputs(): Input[] {
  const base = `/api/orgs/${ours.slug}`
  const searched = { nobody: [401], member: [200, 422], admin: [200, 422] }
  const managed = { nobody: [401], member: [403], admin: [200, 422] }
  const elsewhere = { nobody: [400, 401, 404], member: [400, 404], admin: [400, 404] }
  const invite = (body: unknown) => json({ emailAddress: 'corpus@example.com', role: 'org:member', ...body as object })
  return [
    ...injections.flatMap((value): Input[] => [
      { where: 'query', path: `${base}/members?query=${encoded(value)}`, allowed: searched },
      { where: 'query key', path: `${base}/members?${encoded(value)}=1`, allowed: { nobody: [401], member: [200], admin: [200] } },
      { where: 'query list', path: `${base}/members?query=${encoded(value)}&query=b`, allowed: { nobody: [401], member: [422], admin: [422] } },
      { where: 'cursor', path: `${base}/members?cursor=${encoded(value)}`, allowed: { nobody: [401], member: [422], admin: [422] } },
      { where: 'limit', path: `${base}/members?limit=${encoded(value)}`, allowed: searched },
      { where: 'status', path: `${base}/invitations?status=${encoded(value)}`, allowed: { nobody: [401], member: [403], admin: [422] } },
      { where: 'search of invitations', path: `${base}/invitations?query=${encoded(value)}`, allowed: managed },
      { where: 'address', path: `${base}/invitations`, init: invite({ emailAddress: value }), allowed: closed },
      { where: 'role', path: `${base}/invitations`, init: invite({ role: value }), allowed: closed },
      { where: 'address of another type', path: `${base}/invitations`, init: invite({ emailAddress: [{ [value]: value }] }), allowed: closed },
      { where: 'body', path: `${base}/invitations`, init: json(value), allowed: { nobody: [401], member: [403], admin: [400, 422] } },
      { where: 'content type', path: `${base}/invitations`, init: { method: 'POST', headers: { 'content-type': 'text/plain' }, body: value }, allowed: { nobody: [401], member: [403], admin: [415] } },
      // A dot segment is resolved before it is sent.
      ...['.', '..'].includes(value)
        ? []
        : [
            { where: 'organization', path: `/api/orgs/${encoded(value)}`, allowed: elsewhere },
            { where: 'organization of a list', path: `/api/orgs/${encoded(value)}/members`, allowed: elsewhere },
            { where: 'invitation', path: `${base}/invitations/${encoded(value)}`, init: { method: 'DELETE' }, allowed: { nobody: [400, 401, 404], member: [400, 403, 404], admin: [400, 404, 422] } },
          ],
    ]),
    ...inHeader.flatMap((value): Input[] => ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-for', 'x-original-url', 'x-rewrite-url', 'x-http-method-override', 'user-agent', 'referer', 'cookie'].map(name => ({
      where: name, path: `${base}/members`, init: { headers: { [name]: name === 'cookie' ? `__session=${value}; __client_uat=${value}; __clerk_handshake=${value}` : value } }, allowed: { nobody: name === 'cookie' ? [400, 401] : [401], member: [200], admin: [200] },
    }))),
    ...extraKeys.flatMap((key): Input[] => [theirs.id, 'org:admin', ['org:sys_memberships:manage'], { polluted: true }].map(value => ({
      where: 'extra key', path: `${base}/invitations`, init: json(`{"emailAddress":"corpus@example.com","role":"org:member",${JSON.stringify(key)}:${JSON.stringify(value)}}`), allowed: closed,
    }))),
    ...extraKeys.map((key): Input => ({ where: 'extra query', path: `${base}/members?${encoded(key)}=${theirs.id}`, allowed: { nobody: [401], member: [200], admin: [200] } })),
    ...[theirs.id, theirs.slug].flatMap((key): Input[] => ['', '/members', '/invitations', '/roles'].map(rest => ({ where: 'another organization', path: `/api/orgs/${key}${rest}`, allowed: { nobody: [401], member: [404], admin: [404] } }))),
    { where: 'another\'s invitation', path: `${base}/invitations/${theirs.invitationId}`, init: { method: 'DELETE' }, allowed: { nobody: [401], member: [403], admin: [404] } },
    ...['x-http-method-override', 'x-method-override', '_method'].map((name): Input => ({ where: 'overridden method', path: `${base}/invitations/${ours.invitationId}?_method=DELETE`, init: { ...json({ _method: 'DELETE' }), headers: { [name]: 'DELETE' } }, allowed: { nobody: [404, 405], member: [404, 405], admin: [404, 405] } })),
  ]
}

it('nothing that is put anywhere is a fault, a bypass, a change or a leak', async () => {
  const before = await state()
  const corpus = inputs()
  expect(corpus.length).toBeGreaterThan(1000)
  expect(await run(corpus)).toEqual([])
  await app.clerk.webhooks.settled()
  expect(await state()).toEqual(before)
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
}, 120_000)

it('no return path leads a browser away', async () => {
  const pages = ['/sign-in', '/sign-up', '/session-tasks/choose-organization', '/invitations/accept']
  const document = { 'accept': 'text/html', 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' }
  const any = { nobody: [200, 302, 307], member: [200, 302, 307], admin: [200, 302, 307] }
  expect(await run(redirects.flatMap(value => pages.flatMap((page): Input[] => [
    { where: 'return path of a document', path: `${page}?redirect_url=${encoded(value)}`, init: { headers: document }, allowed: any },
    { where: 'return path', path: `${page}?redirect_url=${encoded(value)}&__clerk_ticket=${encoded(value)}`, allowed: any },
  ])))).toEqual([])
}, 120_000)

/** Sends a request line as it is, which no client library would. */
const raw = (line: string, headers: string[]) => new Promise<Answer>((resolve, reject) => {
  const { hostname, port } = new URL(app.url)
  const socket = connect(Number(port), hostname, () => socket.write(`${line} HTTP/1.1\r\n${['Host: ' + hostname + ':' + port, 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`, 'latin1'))
  let text = ''
  socket.setEncoding('latin1').on('data', (chunk: string) => { text += chunk }).on('error', reject).on('close', () => resolve({
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0),
    location: /^location: (.*)\r$/im.exec(text)?.[1] ?? null,
    text,
  }))
})

it('no request line is a fault, a bypass or a way to another host', async () => {
  // An admin may delete their organization, and some of these lines say so: not by Clerk's settings.
  await app.make.client.organizations.updateOrganization(ours.id, { adminDeleteEnabled: false })
  await app.clerk.webhooks.settled()
  const before = await state()
  const sent = requestLines.flatMap(line => ['GET', 'POST', 'DELETE', 'TRACE'].flatMap(method => actors.flatMap(actor => (method === 'GET' ? [false, true] : [false]).map(isDocument => ({ line, method, actor, isDocument })))))
  expect(await all(sent, async ({ line, method, actor, isDocument }) => {
    const token = await tokenOf(actor)
    const answer = await raw(`${method} ${line.replaceAll('SLUG', ours.slug)}`, [
      ...token ? [`Authorization: Bearer ${token}`] : [],
      ...isDocument ? ['Accept: text/html', 'Sec-Fetch-Dest: document'] : ['X-Forwarded-Host: forwarded.test', 'X-Forwarded-Proto: javascript'],
    ])
    const problems = problemsOf(answer)
    if (!answer.status) problems.push('no answer')
    if (actor === 'nobody' && ours.secrets.some(secret => answer.text.includes(secret))) problems.push('the organization\'s data, to nobody')
    if (actor === 'member' && answer.text.includes(ours.secrets[1]!)) problems.push('an invitation, to a member')
    if (answer.text.includes('forwarded.test')) problems.push('the forwarded host')
    return problems.map(problem => `${actor}, ${isDocument ? 'document' : 'fetch'}, ${method} ${line.slice(0, 120)}: ${problem}`)
  })).toEqual([])
  expect(await state()).toEqual(before)
}, 120_000)
