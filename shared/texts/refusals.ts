import type { ErrorCode } from '../errors'
import type { Denial } from '../policy/decide'
import { features, plans, roles } from '../policy/table'
import { denied } from './access'
import { overview } from './organization'

/** What each error code of the API means to a person, and what to do about it. */
export const errorWords = {
  not_signed_in: 'You have been signed out. Sign in again to go on.',
  bad_token: 'This needs the operator’s token.',
  task_pending: 'Choose an organization to finish signing in.',
  no_organization: 'Choose an organization first.',
  cross_site: 'This came from another site and was refused. Open the page here and try again.',
  role_missing: 'Your role doesn’t allow this. Ask an admin.',
  permission_missing: 'You aren’t allowed to do this. Ask an admin.',
  role_ceiling: 'You can’t give a role that may do more than your own.',
  outranked: 'You can’t change or remove someone who may do more than you.',
  key_not_accepted: 'An API key can’t do this. Sign in, or use a key of the organization for what keys may read.',
  scope_missing: 'The API key isn’t allowed to read this. Allow it on the page of API keys.',
  scope_ceiling: 'You can’t allow a key to read what you may not see.',
  organization_creation_disabled: 'Your account can’t create organizations. Ask for an invitation to one.',
  organization_limit_reached: 'You have created as many organizations as one person may.',
  deletion_disabled: 'Admins can’t delete this organization. Ask the operator of this app.',
  plan_missing: 'The organization’s plan doesn’t include this.',
  feature_missing: 'The organization’s plan doesn’t include this.',
  project_limit_reached: 'Every project that the plan has is taken. Archive one, or choose a higher plan.',
  seats_beyond_plan: 'The plan doesn’t come with so many seats. Choose fewer, or a higher plan.',
  not_found: 'This doesn’t exist, or you aren’t a member of the organization it belongs to.',
  bad_request: 'The request was malformed. Reload the page and try again.',
  bad_signature: 'The request’s signature is wrong.',
  method_not_allowed: 'This can’t be done here.',
  already_a_member: 'This person is a member already.',
  already_invited: 'This person has been invited already. Revoke the invitation to send a new one.',
  invitation_not_pending: 'This invitation was accepted, revoked or has expired in the meantime.',
  organization_mismatch: 'This page belongs to another organization now. Reload it.',
  last_admin: 'The organization needs at least one person who can manage members.',
  member_provisioned: 'This person joined through single sign-on. Remove them at the identity provider.',
  seat_limit_reached: 'All seats are taken, counting pending invitations. Revoke an invitation or add seats.',
  payload_too_large: 'That is too much at once.',
  unsupported_media_type: 'The request was malformed. Reload the page and try again.',
  invalid_input: 'Some of what you entered isn’t valid.',
  rate_limited: 'That was too fast. Wait a moment and try again.',
  internal: 'Something went wrong on our side. Try again in a moment.',
  webhook_secret_missing: 'Something went wrong on our side. Try again in a moment.',
  clerk_unavailable: 'The sign-in service can’t be reached. Try again in a moment.',
  database_unavailable: 'The data can’t be reached at the moment. Try again soon.',
} as const satisfies Record<ErrorCode, string>

const oneOf = (words: readonly string[]): string => new Intl.ListFormat('en', { type: 'disjunction' }).format(words)

const nameIn = (table: Record<string, { name: string }>) => (slug: string): string => table[slug]?.name ?? slug

/**
 * What a denial means to a person: what is needed, and who can help.
 *
 * @param plan - name of the organization's plan
 * @param page - name of the page that was refused, for the title
 */
export function denialWords({ code, required, help }: Denial, plan: string = overview.noPlan, page?: string): { title: string, description: string } {
  const title = page ? denied.page(page) : denied.title
  const describe = (...sentences: (string | false)[]) => ({ title, description: sentences.filter(Boolean).join(' ') })
  const people = help.people.length > 0 && oneOf(help.people)
  const otherRole = people ? denied.askPeople(people) : denied.askAnybody
  const higherPlan = [help.plans.length > 0 && denied.upgrade(oneOf(help.plans.map(nameIn(plans)))), people && denied.askBilling(people)] as const
  if (required.permission) return describe(denied.permission(oneOf(required.permission.map(overview.mayDo))), otherRole)
  if (required.role) return describe(denied.role(oneOf(required.role.map(nameIn(roles)))), otherRole)
  if (required.feature) return describe(denied.feature(oneOf(required.feature.map(nameIn(features))), plan), ...higherPlan)
  if (required.plan) return describe(denied.plan(oneOf(required.plan.map(nameIn(plans)))), people && denied.askBilling(people))
  return { title, description: errorWords[code] }
}
