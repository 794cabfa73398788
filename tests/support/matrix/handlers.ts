import { Webhook } from 'svix'
import { unique } from '../app/builders.ts'
import { roles, type Paying, type Persona, type Scene } from './personas.ts'

type Statuses = Record<Persona, number>
type Asker = Scene<string | null>

/** What makes a request valid, besides the slug. */
export interface ValidRequest { params?: Record<string, string>, json?: unknown, body?: string, headers?: Record<string, string> }

/** A row of the matrix: which status each persona gets under each plan, and how to ask rightly. */
export interface HandlerCase {
  expected: Record<Paying, Statuses>
  request?: (scene: Asker) => ValidRequest | Promise<ValidRequest>
}

/** Those who act in this organization get what is said; nobody else learns of it. */
const inside = (member: number, custom: number, admin: number): Statuses => ({
  'signed out': 401,
  'pending': 403,
  'no organization': 403,
  'member': member,
  'custom role': custom,
  'admin': admin,
  'foreign admin': 404,
  'removed member': 404,
  'admin, unknown slug': 404,
  'admin, slug of their other organization': 404,
})
const always = (statuses: Statuses) => ({ free: statuses, paid: statuses })
const forAnybody = (status: number) => always({
  ...inside(status, status, status),
  'signed out': status, 'pending': status, 'no organization': status, 'foreign admin': status, 'removed member': status,
  'admin, unknown slug': status, 'admin, slug of their other organization': status,
})
/** Whoever is signed in, wherever they stand. */
const forSignedIn = (status: number) => {
  const everybody = forAnybody(status).free
  return always({ ...everybody, 'signed out': 401 })
}
const forMembers = (status = 200) => always(inside(status, status, status))
const forManagersOfMembers = (status = 200) => always(inside(403, status, status))
const forAdmins = (status = 200) => always(inside(403, 403, status))
const forKeys = { free: inside(403, 403, 402), paid: inside(403, 403, 200) }
const forSingleSignOn = { free: inside(403, 403, 402), paid: inside(403, 403, 200) }

/** An invitation to a role that everybody who may invite may give. */
const guest = () => ({ emailAddress: `${unique('guest')}@example.test`, role: roles.guest })

async function invitation({ app, organization, admin }: Asker): Promise<ValidRequest> {
  const response = await app.fetchAs(admin, `/api/orgs/${organization.slug}/invitations`, { json: guest(), organizationId: organization.id })
  return { params: { id: (await response.json() as { id: string }).id } }
}

/** Somebody whom everybody who manages members may change and remove. */
async function guestMember({ app, organization }: Asker): Promise<{ params: { userId: string } }> {
  const person = await app.make.person('Gus')
  await app.make.member(organization, person, roles.guest)
  return { params: { userId: person.id } }
}

/** Somebody whom the mirror has heard of. */
async function knownMember(scene: Asker) {
  const guest = await guestMember(scene)
  await scene.app.clerk.webhooks.settled()
  return guest
}

/** A key of the organization. */
async function apiKey({ app, organization }: Asker): Promise<{ params: { id: string } }> {
  const { id } = await app.make.client.apiKeys.create({ name: unique('Key'), subject: organization.id })
  return { params: { id } }
}

let lastProject: Promise<unknown> = Promise.resolve()

/** A project of its own for each request. One after the other, because the plan has few places: an archived one takes none. */
function project(scene: Asker, options?: { deleted: boolean }): Promise<{ params: { id: string } }> {
  const made = lastProject.then(() => makeProject(scene, options))
  lastProject = made
  return made
}

async function makeProject({ app, organization, admin }: Asker, { deleted = false } = {}): Promise<{ params: { id: string } }> {
  const [path, organizationId] = [`/api/orgs/${organization.slug}/projects`, organization.id]
  const { id } = await (await app.fetchAs(admin, path, { json: { name: 'Prepared' }, organizationId })).json() as { id: string }
  await app.fetchAs(admin, `${path}/${id}`, { method: 'PATCH', json: { archived: true }, organizationId })
  if (deleted) await app.fetchAs(admin, `${path}/${id}`, { method: 'DELETE', organizationId })
  return { params: { id } }
}

/** What Clerk would send, signed as Clerk would. */
function signed({ app }: Asker): ValidRequest {
  const [id, at, body] = [unique('msg'), new Date(), JSON.stringify({ type: 'sms.created', data: {}, timestamp: Date.now() })]
  return { body, headers: { 'svix-id': id, 'svix-timestamp': String(Math.floor(at.getTime() / 1000)), 'svix-signature': new Webhook(app.clerk.webhookSecret).sign(id, at, body) } }
}

/** The expectation for every handler, by method and route. */
export const handlerCases: Record<string, HandlerCase> = {
  'ALL /__clerk/**:path': { expected: forAnybody(200), request: () => ({ params: { path: 'v1/environment' } }) },
  'DELETE /api/orgs/:slug': { expected: forAdmins(204) },
  'DELETE /api/orgs/:slug/invitations/:id': { expected: forManagersOfMembers(), request: invitation },
  'DELETE /api/orgs/:slug/members/:userId': { expected: forManagersOfMembers(204), request: guestMember },
  'DELETE /api/orgs/:slug/members/me': { expected: forMembers(204) },
  'DELETE /api/orgs/:slug/projects/:id': { expected: forAdmins(204), request: scene => project(scene) },
  'GET /api/health': { expected: forAnybody(200) },
  // These four are closed: the token that opens them is not set here. tests/server/mirror/operate.test.ts has it.
  'GET /api/admin/mirror': { expected: forAnybody(404) },
  'GET /api/metrics': { expected: forAnybody(404) },
  'POST /api/admin/mirror/purge': { expected: forAnybody(404), request: () => ({ json: {} }) },
  'POST /api/admin/mirror/replay': { expected: forAnybody(404), request: () => ({ json: { all: true } }) },
  'GET /api/former-slugs/:slug': { expected: forSignedIn(200), request: () => ({ params: { slug: 'nobody-had-it' } }) },
  'GET /api/ready': { expected: forAnybody(200) },
  'GET /api/orgs/:slug': { expected: forMembers() },
  'GET /api/orgs/:slug/activity': { expected: forMembers() },
  'GET /api/orgs/:slug/activity/export': { expected: forMembers() },
  'GET /api/orgs/:slug/api-keys': { expected: forKeys },
  'GET /api/orgs/:slug/domains': { expected: forAdmins() },
  'GET /api/orgs/:slug/enterprise-connections': { expected: forSingleSignOn },
  'GET /api/orgs/:slug/events': { expected: forMembers() },
  'GET /api/orgs/:slug/invitations': { expected: forManagersOfMembers() },
  'GET /api/orgs/:slug/invitations/:id/link': { expected: forManagersOfMembers(), request: invitation },
  'GET /api/orgs/:slug/overview': { expected: forMembers() },
  'GET /api/orgs/:slug/members': { expected: forMembers() },
  'GET /api/orgs/:slug/members/export': { expected: forMembers() },
  'GET /api/orgs/:slug/members/:userId': { expected: forMembers(), request: knownMember },
  'GET /api/orgs/:slug/members/:userId/profile': { expected: forManagersOfMembers(), request: knownMember },
  'GET /api/orgs/:slug/metadata': { expected: forAdmins() },
  'GET /api/orgs/:slug/projects': { expected: forMembers() },
  'GET /api/orgs/:slug/roles': { expected: forManagersOfMembers() },
  'GET /api/orgs/:slug/subscription': { expected: always(inside(200, 403, 200)) },
  'PATCH /api/orgs/:slug': { expected: forAdmins(), request: () => ({ json: { name: 'Renamed' } }) },
  'PATCH /api/orgs/:slug/api-keys/:id': { expected: forKeys, request: async scene => ({ ...await apiKey(scene), json: { scopes: ['members:read'] } }) },
  'PATCH /api/orgs/:slug/members/:userId': { expected: forManagersOfMembers(), request: async scene => ({ ...await guestMember(scene), json: { role: roles.coordinator } }) },
  'PATCH /api/orgs/:slug/seats': { expected: { free: inside(403, 403, 402), paid: inside(403, 403, 200) }, request: () => ({ json: { limit: 100 } }) },
  'PATCH /api/orgs/:slug/metadata': { expected: forAdmins(), request: () => ({ json: { publicMetadata: { colour: 'green' } } }) },
  'PATCH /api/orgs/:slug/projects/:id': { expected: forAdmins(), request: async scene => ({ ...await project(scene), json: { name: 'Renamed' } }) },
  'POST /api/orgs': { expected: forSignedIn(201), request: () => ({ json: { name: 'New' } }) },
  'POST /api/orgs/:slug/invitations': { expected: forManagersOfMembers(201), request: () => ({ json: guest() }) },
  'POST /api/orgs/:slug/invitations/:id/resend': { expected: forManagersOfMembers(201), request: invitation },
  'POST /api/orgs/:slug/invitations/bulk': { expected: forManagersOfMembers(), request: () => ({ json: { invitations: [guest()] } }) },
  'POST /api/orgs/:slug/invitations/check': { expected: forManagersOfMembers(), request: () => ({ json: { emailAddresses: ['guest@example.com'] } }) },
  'POST /api/orgs/:slug/members/bulk': { expected: forManagersOfMembers(), request: async scene => ({ json: { userIds: [(await guestMember(scene)).params.userId], role: null } }) },
  'POST /api/orgs/:slug/projects': { expected: always(inside(201, 403, 201)), request: () => ({ json: { name: 'New' } }) },
  'POST /api/orgs/:slug/projects/:id/restore': { expected: forAdmins(), request: scene => project(scene, { deleted: true }) },
  'POST /api/webhooks/clerk': { expected: forAnybody(200), request: signed },
}

/** Routes that the framework brings, and why they have no row. */
export const frameworkRoutes: Record<string, { reason: string, answers?: number }> = {
  'ALL /**': { reason: 'renders the pages, which have a table of their own' },
  'ALL /__nuxt_error': { reason: 'renders the error page for requests inside the server, and is 404 for others', answers: 404 },
  'ALL /__nuxt_island/**': { reason: 'renders server components, of which there are none: an empty 204', answers: 204 },
}
