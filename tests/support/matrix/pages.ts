import { texts } from '../../../shared/texts/index.ts'
import type { Company, Paying, Persona } from './personas.ts'

/** Where a page load leads: a redirect, whose target may have a notice. `null` is the page itself. */
export const outcomes = {
  'shown': null,
  'sign-in': { to: '/sign-in?redirect_url=:path', means: 'to sign-in, and back to the page afterwards' },
  'task': { to: '/session-tasks/choose-organization?redirect_url=:path', means: 'to the open task, and on to the page afterwards' },
  'list': { to: '/orgs', means: 'to the person’s organizations' },
  'own': { to: '/orgs/:own', means: 'to the organization the person works in' },
  'not found': { to: '/orgs?notice=not_found', means: 'to the person’s organizations, with a notice that is the same for unknown and foreign ones', notice: texts.orgs.notices.not_found!.title },
  'denied': { to: '/orgs/:slug?denied=:page', means: 'to the overview, with a notice of what the role lacks', notice: texts.denied.page(':title') },
  'plan': { to: '/orgs/:slug/plan?denied=:page', means: 'to the plan, with a notice of what it lacks', notice: texts.denied.page(':title') },
} as const satisfies Record<string, { to: string, means: string, notice?: string } | null>

/** A cell of the matrix of pages. */
export type Outcome = keyof typeof outcomes
type Outcomes = Record<Persona, Outcome>

/** A row: what each persona gets to see under each plan, the page's title, and something that only those who may see it are told. */
export interface PageCase { expected: Record<Paying, Outcomes>, title: string, secret?: (scene: Company) => string }

/** A document load switches to the organization in the address, so an admin gets into their other one. */
const inside = (member: Outcome, custom: Outcome, admin: Outcome): Outcomes => ({
  'signed out': 'sign-in',
  'pending': 'task',
  'no organization': 'not found',
  'member': member,
  'custom role': custom,
  'admin': admin,
  'foreign admin': 'not found',
  'removed member': 'not found',
  'admin, unknown slug': 'not found',
  'admin, slug of their other organization': admin,
})
const always = (row: Outcomes) => ({ free: row, paid: row })
const signedIn: Outcomes = { ...inside('shown', 'shown', 'shown'), 'no organization': 'shown', 'foreign admin': 'shown', 'removed member': 'shown', 'admin, unknown slug': 'shown' }
const forAnybody = always({ ...signedIn, 'signed out': 'shown', 'pending': 'shown' })
const forMembers = always(inside('shown', 'shown', 'shown'))
const forTheirOwn: Outcomes = { ...inside('own', 'own', 'own'), 'pending': 'shown', 'no organization': 'list', 'foreign admin': 'own', 'admin, unknown slug': 'own' }

/** The expectation for every page, by its path. */
export const pageCases: Record<string, PageCase> = {
  '/': { title: 'Organizations for your team', expected: forAnybody },
  '/invitations/accept': { title: 'Join the organization', expected: forAnybody },
  '/me': { title: 'Your account', expected: always(signedIn) },
  '/me/profile/:rest(.*)*': { title: 'Profile and security', expected: always(signedIn) },
  '/orgs': { title: 'Your organizations', expected: always(signedIn) },
  '/orgs/:slug': { title: 'Company-', expected: forMembers, secret: ({ admin }) => admin.user.firstName! },
  '/orgs/:slug/activity': { title: 'Activity', expected: forMembers, secret: ({ admin }) => admin.user.firstName! },
  '/orgs/:slug/api-keys': { title: 'API keys', expected: { free: inside('denied', 'denied', 'plan'), paid: inside('denied', 'denied', 'shown') } },
  '/orgs/:slug/domains': { title: 'Domains', expected: always(inside('denied', 'denied', 'shown')) },
  '/orgs/:slug/invitations': { title: 'Invitations', expected: always(inside('denied', 'shown', 'shown')) },
  '/orgs/:slug/members': { title: 'Members', expected: forMembers, secret: ({ admin }) => admin.email },
  '/orgs/:slug/plan': { title: 'Plan', expected: forMembers },
  '/orgs/:slug/projects': { title: 'Projects', expected: forMembers },
  '/orgs/:slug/requests': { title: 'Requests', expected: always(inside('denied', 'shown', 'shown')) },
  '/orgs/:slug/roles': { title: 'Roles', expected: always(inside('denied', 'shown', 'shown')) },
  '/orgs/:slug/settings': { title: 'Settings', expected: forMembers },
  '/orgs/:slug/settings/metadata': { title: 'Metadata', expected: always(inside('denied', 'denied', 'shown')) },
  '/orgs/:slug/settings/profile/:rest(.*)*': { title: 'Security and billing', expected: forMembers },
  '/orgs/:slug/single-sign-on': { title: 'Single sign-on', expected: { free: inside('denied', 'denied', 'plan'), paid: inside('denied', 'denied', 'shown') } },
  '/session-tasks/choose-organization': { title: 'Choose an organization', expected: always(forTheirOwn) },
  '/sign-in/:rest(.*)*': { title: 'Sign in', expected: forAnybody },
  '/sign-up/:rest(.*)*': { title: 'Create an account', expected: forAnybody },
}
