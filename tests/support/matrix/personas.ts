import type { Organization } from '@clerk/backend'
import { changePlan } from '../../../clerk-local/domain/billing/subscriptions.ts'
import { createRole } from '../../../clerk-local/domain/roles/roles.ts'
import { startApp, type TestApp } from '../app/app.ts'
import { unique, type TestPerson } from '../app/builders.ts'

/** Who asks: the columns of the matrix. */
export const personas = [
  'signed out', 'pending', 'no organization', 'member', 'custom role', 'admin',
  'foreign admin', 'removed member', 'admin, unknown slug', 'admin, slug of their other organization',
] as const

/** A column of the matrix. */
export type Persona = (typeof personas)[number]

/** Plans the matrix is gone through with: one that lacks a feature, and one that has it. */
export const planOf = { free: 'free_org', paid: 'business' } as const

/** Whether the organization pays. */
export type Paying = keyof typeof planOf

/** Roles of no plan and no code: one that manages members and may do nothing else, and one that may do nothing. */
export const roles = { coordinator: 'org:coordinator', guest: 'org:guest' } as const

/** The two instances: in one everybody works in an organization, in the other people may work without. */
export interface Apps { required: TestApp, optional: TestApp, close: () => Promise<void> }

/** Starts both, with the custom roles. */
export async function startApps(): Promise<Apps> {
  const [required, optional] = await Promise.all([startApp(), startApp({ clerk: { settings: { organizations: { membershipRequired: false } } } })])
  for (const { clerk: { ctx } } of [required, optional]) {
    createRole(ctx, { key: roles.coordinator, name: 'Coordinator', permissionKeys: ['org:sys_memberships:read', 'org:sys_memberships:manage'], inInitialRoleSet: true })
    createRole(ctx, { key: roles.guest, name: 'Guest', permissionKeys: [], inInitialRoleSet: true })
  }
  return { required, optional, close: async () => { await Promise.all([required.close(), optional.close()]) } }
}

/** An organization of one cell's, and those in it. */
export interface Company { organization: Organization & { slug: string }, admin: TestPerson, member: TestPerson }

/** Everything a request of one cell needs. */
export interface Scene<Entered> extends Company {
  app: TestApp
  person: TestPerson | null
  /** What stands in the address. */
  slug: string
  /** Slug of the organization the session is in. */
  own: string | undefined
  entered: Entered
}

async function company(app: TestApp, paying: Paying): Promise<Company> {
  const { make } = app
  const [admin, member] = await Promise.all([make.person('Ann', 'Admin'), make.person('Max', 'Member')])
  const organization = await make.organization(admin, unique('Company'), { seats: 50 })
  await make.member(organization, member)
  if (paying === 'paid') changePlan(app.clerk.ctx, 'org', organization.id, planOf.paid)
  return { organization, admin, member }
}

/**
 * New people and organizations, so that no cell feels what another one did.
 *
 * @param enter - makes a person's token or browser for an organization; the one who is removed has theirs from before
 */
export async function cast<Entered>(
  { required, optional }: Apps, paying: Paying, enter: (app: TestApp, person: TestPerson | null, organization: Organization | null) => Promise<Entered>,
): Promise<Record<Persona, Scene<Entered>>> {
  const { make } = required
  const [home, foreign, optionals] = await Promise.all([company(required, paying), company(required, paying), company(optional, paying)])
  const [pending, nobodys, custom, removed, lost, elsewhere] = await Promise.all([make.person('Pia'), optional.make.person('Nora'), make.person('Cora'), make.person('Rex'), make.person('Lou'), make.person('Eve')])
  for (const [person, role] of [[custom, roles.coordinator], [removed, 'org:member'], [lost, 'org:admin'], [elsewhere, 'org:admin']] as const) await make.member(home.organization, person, role)
  const other = await make.organization(elsewhere, unique('Company'))
  if (paying === 'paid') changePlan(required.clerk.ctx, 'org', other.id, planOf.paid)

  const scene = async (person: TestPerson | null, active: Company['organization'] | null = null, { app = required, at = home, slug }: { app?: TestApp, at?: Company, slug?: string } = {}): Promise<Scene<Entered>> =>
    ({ ...at, app, person, slug: slug ?? at.organization.slug, own: active?.slug, entered: await enter(app, person, active) })
  const entering: Record<Persona, Promise<Scene<Entered>>> = {
    'signed out': scene(null),
    'pending': scene(pending),
    'no organization': scene(nobodys, null, { app: optional, at: optionals }),
    'member': scene(home.member, home.organization),
    'custom role': scene(custom, home.organization),
    'admin': scene(home.admin, home.organization),
    'foreign admin': scene(foreign.admin, foreign.organization),
    'removed member': scene(removed, home.organization),
    'admin, unknown slug': scene(lost, home.organization, { slug: unique('nowhere') }),
    'admin, slug of their other organization': scene(elsewhere, home.organization, { at: { organization: other, admin: elsewhere, member: elsewhere } }),
  }
  const scenes = Object.fromEntries(await Promise.all(personas.map(async persona => [persona, await entering[persona]] as const))) as Record<Persona, Scene<Entered>>
  await make.client.organizations.deleteOrganizationMembership({ organizationId: home.organization.id, userId: removed.id })
  await Promise.all([required.clerk.webhooks.settled(), optional.clerk.webhooks.settled()])
  return scenes
}
