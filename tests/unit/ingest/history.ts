import type { ClerkLocal } from '../../../clerk-local/index.ts'
import { createClerkLocal } from '../../../clerk-local/index.ts'
import type { Context } from '../../../clerk-local/core/context.ts'
import type { Change } from '../../../clerk-local/core/entities/index.ts'
import { ClerkError } from '../../../clerk-local/core/errors.ts'
import { cancelItem } from '../../../clerk-local/domain/billing/plan-changes.ts'
import { addMethod, makeDefault } from '../../../clerk-local/domain/billing/payments/methods.ts'
import { payOwed, settleAll } from '../../../clerk-local/domain/billing/renewals.ts'
import { changePlan } from '../../../clerk-local/domain/billing/subscriptions.ts'
import { createDomain, deleteDomain } from '../../../clerk-local/domain/domains/domains.ts'
import { setAffiliation } from '../../../clerk-local/domain/domains/proofs.ts'
import { acceptInvitation, createInvitation, revokeInvitation } from '../../../clerk-local/domain/organizations/invitations.ts'
import { addMember, changeRole, removeMember, setMembershipMetadata } from '../../../clerk-local/domain/organizations/memberships.ts'
import { createOrganization, deleteOrganization, updateOrganization } from '../../../clerk-local/domain/organizations/organizations.ts'
import { sendCodeMail } from '../../../clerk-local/domain/people/mail.ts'
import { createClient } from '../../../clerk-local/domain/people/sessions/clients.ts'
import { createSession, endSession } from '../../../clerk-local/domain/people/sessions/sessions.ts'
import { inviteWaiting, joinWaitlist } from '../../../clerk-local/domain/people/sign-up/waitlist.ts'
import { createUser, deleteUser, updateUser } from '../../../clerk-local/domain/people/users/users.ts'
import { createPermission, deletePermission, updatePermission } from '../../../clerk-local/domain/roles/permissions.ts'
import { assignPermission, createRole, deleteRole, removePermission, updateRole } from '../../../clerk-local/domain/roles/roles.ts'
import { envelope } from '../../../clerk-local/webhooks/envelope.ts'

const seed = {
  permissions: [{ key: 'org:notes:write', name: 'Write notes' }],
  plans: [
    { slug: 'free', name: 'Free', default: true, seats: 6 }, { slug: 'team', name: 'Team', monthlyFee: 2900, seats: 8 }, { slug: 'trial', name: 'Trial', monthlyFee: 500, freeTrialDays: 2 },
    { slug: 'seated', name: 'Seated', monthlyFee: 2500, seats: 9, seatFee: 1000, includedSeats: 1 }, { slug: 'free_person', name: 'Free', for: 'user' as const, default: true },
  ],
  users: ['ada', 'bob'].map(name => ({ email: `${name}@example.com`, firstName: name })),
  organizations: [{ name: 'One', slug: 'one', createdBy: 'ada@example.com', members: [{ email: 'bob@example.com', role: 'org:member' }] }],
}

/** Numbers that choose the objects of a step, and how much time passes before it, in ms. */
export interface Step { name: string, x: number, y: number, wait: number }

type Operation = (ctx: Context, x: number, y: number) => unknown

const pick = <Row>(rows: Row[], n: number): Row => {
  const row = rows[n % rows.length]
  if (!row) throw new ClerkError(404, [])
  return row
}
const roleKeys = (ctx: Context) => ctx.store.roles.all().map(({ key }) => key)
const customPermission = (ctx: Context, n: number) => pick(ctx.store.permissions.filter(({ type }) => type === 'user'), n)

/** What people and programs do at Clerk, by clerk-local's own rules. Each tells what webhooks tell. */
export const operations: Record<string, Operation> = {
  createUser: (ctx, x) => createUser(ctx, { emailAddresses: [`guest${x % 5}@example.com`] }),
  renameUser: (ctx, x, y) => updateUser(ctx, pick(ctx.store.users.all(), x).id, { firstName: `Name ${y}` }),
  deleteUser: (ctx, x) => deleteUser(ctx, pick(ctx.store.users.all(), x).id),
  startSession: (ctx, x) => createSession(ctx, { clientId: createClient(ctx).id, userId: pick(ctx.store.users.all(), x).id }),
  endSession: (ctx, x, y) => endSession(ctx, pick(ctx.store.sessions.all(), x).id, pick(['ended', 'removed', 'revoked'] as const satisfies string[], y)),
  createOrganization: (ctx, x, y) => createOrganization(ctx, { name: `Made ${x}`, slug: `made-${x % 4}`, createdBy: pick(ctx.store.users.all(), y).id }),
  renameOrganization: (ctx, x, y) => updateOrganization(ctx, pick(ctx.store.organizations.all(), x).id, { name: `New ${y % 4}`, ...y % 3 === 0 && { slug: `new-${y}` } }),
  deleteOrganization: (ctx, x) => deleteOrganization(ctx, pick(ctx.store.organizations.all(), x).id),
  addMember: (ctx, x, y) => addMember(ctx, { organizationId: pick(ctx.store.organizations.all(), x).id, userId: pick(ctx.store.users.all(), y).id, role: pick(roleKeys(ctx), x + y) }),
  changeRole: (ctx, x, y) => {
    const { organizationId, userId } = pick(ctx.store.memberships.all(), x)
    changeRole(ctx, organizationId, userId, pick(roleKeys(ctx), y))
  },
  memberMetadata: (ctx, x, y) => {
    const { organizationId, userId } = pick(ctx.store.memberships.all(), x)
    setMembershipMetadata(ctx, organizationId, userId, { privateMetadata: { note: `secret-${y}` } })
  },
  removeMember: (ctx, x) => {
    const { organizationId, userId } = pick(ctx.store.memberships.all(), x)
    removeMember(ctx, organizationId, userId, { force: true })
  },
  invite: (ctx, x, y) => createInvitation(ctx, pick(ctx.store.organizations.all(), x).id, { emailAddress: `guest${y % 5}@example.com`, role: pick(roleKeys(ctx), x), inviterUserId: pick(ctx.store.users.all(), y).id }),
  revoke: (ctx, x) => {
    const { organizationId, id } = pick(ctx.store.invitations.all(), x)
    revokeInvitation(ctx, organizationId, id)
  },
  accept: (ctx, x) => {
    const invitation = pick(ctx.store.invitations.all(), x)
    const guest = ctx.store.userByEmail(invitation.emailAddress) ?? createUser(ctx, { emailAddresses: [invitation.emailAddress] })
    acceptInvitation(ctx, invitation, guest.id)
  },
  addDomain: (ctx, x, y) => createDomain(ctx, pick(ctx.store.organizations.all(), x).id, { name: `d${y % 4}.example`, enrollmentMode: 'automatic_suggestion' }),
  proveDomain: (ctx, x, y) => setAffiliation(ctx, pick(ctx.store.domains.all(), x), y % 3 > 0),
  deleteDomain: (ctx, x) => deleteDomain(ctx, pick(ctx.store.domains.all(), x)),
  subscribe: (ctx, x, y) => changePlan(ctx, 'org', pick(ctx.store.organizations.all(), x).id, pick(['team', 'trial', 'seated', 'free'], y), y % 5 ? 'month' : 'annual', y % 3 + 1),
  cancelPlan: (ctx, x, y) => {
    const subscription = pick(ctx.store.subscriptions.all(), x)
    cancelItem(ctx, subscription, pick(subscription.items, y), y % 2 === 0)
  },
  badCard: (ctx, x) => {
    const { payerId } = pick(ctx.store.subscriptions.all(), x)
    makeDefault(ctx, addMethod(ctx, payerId, x % 2 ? 'pm_card_chargeCustomerFail' : 'pm_card_visa'))
  },
  later: (ctx, x) => {
    ctx.store.clockOffset += (x % 40) * 24 * 3600 * 1000
    settleAll(ctx)
  },
  createRole: (ctx, x, y) => createRole(ctx, { name: 'R', key: `org:r${x % 3}`, permissionKeys: [pick(ctx.store.permissions.all(), y).key], inInitialRoleSet: true }),
  renameRole: (ctx, x, y) => updateRole(ctx, pick(ctx.store.roles.all(), x).id, { key: `org:n${y % 3}`, name: `Role ${y}` }),
  grant: (ctx, x, y) => assignPermission(ctx, pick(ctx.store.roles.all(), x), pick(ctx.store.permissions.all(), y)),
  withdraw: (ctx, x, y) => removePermission(ctx, pick(ctx.store.roles.all(), x), pick(ctx.store.permissions.all(), y)),
  deleteRole: (ctx, x) => deleteRole(ctx, pick(ctx.store.roles.all(), x).id),
  createPermission: (ctx, x) => createPermission(ctx, { name: 'P', key: `org:f${x % 3}:act` }),
  renamePermission: (ctx, x, y) => updatePermission(ctx, customPermission(ctx, x).id, { name: `P ${y}` }),
  deletePermission: (ctx, x) => deletePermission(ctx, customPermission(ctx, x).id),
}

/** A local Clerk for histories: no server is asked, so that thousands of lives take seconds. */
export const historian = (): Promise<ClerkLocal> => createClerkLocal({ seed, settings: { billing: { organizationEnabled: true, userEnabled: true }, organizations: { domainsEnabled: true } } })

/** A change as its webhook tells it. */
export const tell = (change: Change) => JSON.parse(JSON.stringify(envelope(change))) as ReturnType<typeof envelope>

/** Lives through steps from the seed on. What the rules refuse changes nothing. */
export function live({ ctx, reset }: ClerkLocal, steps: readonly Step[]) {
  reset()
  for (const { name, x, y, wait } of steps) {
    ctx.store.clockOffset += wait
    try { operations[name]?.(ctx, x, y) }
    catch (error) { if (!(error instanceof ClerkError)) throw error }
  }
  return ctx.store.changes.all()
}

const days = (count: number) => count * 24 * 3600 * 1000

/** A life in which everything happens that Clerk can tell of: every type of event. */
export function liveThroughEverything({ ctx, reset }: ClerkLocal) {
  reset()
  const { store } = ctx
  const then = (act: () => unknown, wait = 1000) => {
    store.clockOffset += wait
    return act()
  }
  const ada = store.userByEmail('ada@example.com')!, bob = store.userByEmail('bob@example.com')!
  const [one] = store.organizations.all()
  const subscription = () => store.subscriptions.by('organizationId', one!.id)[0]!
  const current = () => subscription().items.find(({ status }) => ['active', 'past_due'].includes(status))!
  const card = (token: string) => then(() => makeDefault(ctx, addMethod(ctx, subscription().payerId, token)))

  const cleo = createUser(ctx, { emailAddresses: ['cleo@example.com'], phoneNumbers: ['+15005550006'] })
  for (const status of ['ended', 'removed', 'revoked'] as const) {
    const { id } = then(() => createSession(ctx, { clientId: createClient(ctx).id, userId: cleo.id })) as { id: string }
    then(() => endSession(ctx, id, status))
  }
  then(() => sendCodeMail(ctx, '+15005550006', '123456', 'verification_code', cleo.id))
  then(() => updateUser(ctx, bob.id, { firstName: 'Robert' }))
  then(() => updateOrganization(ctx, one!.id, { name: 'One and only' }))
  then(() => createOrganization(ctx, { name: 'Two', slug: 'two', createdBy: bob.id }))
  then(() => changeRole(ctx, one!.id, bob.id, 'org:admin'))
  const invitations = ['cleo@example.com', 'dan@example.com'].map(emailAddress =>
    then(() => createInvitation(ctx, one!.id, { emailAddress, role: 'org:member', inviterUserId: ada.id })) as ReturnType<typeof createInvitation>)
  then(() => acceptInvitation(ctx, invitations[0]!, cleo.id))
  then(() => revokeInvitation(ctx, one!.id, invitations[1]!.id))
  const domain = then(() => createDomain(ctx, one!.id, { name: 'one.example' })) as ReturnType<typeof createDomain>
  then(() => setAffiliation(ctx, domain, true))
  then(() => deleteDomain(ctx, domain))
  const permission = then(() => createPermission(ctx, { name: 'Read', key: 'org:notes:read' })) as ReturnType<typeof createPermission>
  const role = then(() => createRole(ctx, { name: 'Reader', key: 'org:reader', permissionKeys: [permission.key, 'org:sys_memberships:read'], inInitialRoleSet: true })) as ReturnType<typeof createRole>
  then(() => updatePermission(ctx, permission.id, { name: 'Read notes' }))
  then(() => updateRole(ctx, role.id, { name: 'Reading' }))
  then(() => deletePermission(ctx, permission.id))
  then(() => deleteRole(ctx, role.id))

  then(() => changePlan(ctx, 'org', one!.id, 'team'))
  then(() => cancelItem(ctx, subscription(), current()))
  then(() => changePlan(ctx, 'org', one!.id, 'team'))
  then(() => settleAll(ctx), days(31))
  card('pm_card_chargeCustomerFail')
  then(() => settleAll(ctx), days(31))
  card('pm_card_visa')
  then(() => payOwed(ctx, subscription()))
  then(() => changePlan(ctx, 'org', one!.id, 'seated', 'month', 4))
  const two = store.organizations.by('slug', 'two')[0]!
  then(() => changePlan(ctx, 'org', two.id, 'trial'))

  const [waiting] = joinWaitlist(ctx, ['eve@example.com'])
  then(() => inviteWaiting(ctx, waiting!))

  then(() => removeMember(ctx, one!.id, bob.id))
  then(() => deleteUser(ctx, cleo.id))
  then(() => deleteOrganization(ctx, two.id))
  return store.changes.all()
}
