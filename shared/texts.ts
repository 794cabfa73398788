import type { ErrorCode } from './errors'
import type { Denial } from './policy/decide'
import { features, permissions, plans, roles } from './policy/table'
import type { RankRefusal } from './policy/ranks'
import type { Member } from './schemas/member'
import type { ActivityItem } from './schemas/activity'
import type { Seats } from './schemas/organization'

const people = (count: number) => count === 1 ? '1 person' : `${count} people`

/** Every text of the interface. Functions where a value goes into the sentence. */
export const texts = {
  app: {
    name: 'clerk-orgs',
    skipToContent: 'Skip to content',
  },
  actions: {
    cancel: 'Cancel',
    retry: 'Try again',
    signIn: 'Sign in',
    signUp: 'Create an account',
    goToOrganizations: 'Go to your organizations',
    loadMore: 'Show more',
  },
  landing: {
    title: 'Organizations for your team',
    headline: 'Every team in its own place.',
    lead: 'Create an organization, invite the people you work with, and decide who may do what. Belong to several, and switch between them without signing in again.',
    featuresTitle: 'What you can do here',
    features: [
      { icon: 'i-lucide-user-plus', title: 'Invite by e-mail', text: 'Send an invitation with a role. See who joined, who has not answered yet, and take an invitation back.' },
      { icon: 'i-lucide-shield-check', title: 'Roles that hold', text: 'What a role may do is checked on every request. A removed member is out at the next click.' },
      { icon: 'i-lucide-arrow-left-right', title: 'Switch in a second', text: 'Several organizations with one sign-in. A shared link opens in the organization it belongs to.' },
      { icon: 'i-lucide-gauge', title: 'Seats in sight', text: 'How many seats are used, how many are promised, and how many are left.' },
      { icon: 'i-lucide-lock-keyhole', title: 'Kept apart', text: 'Each organization sees its own data and nothing of any other, not even whether it exists.' },
      { icon: 'i-lucide-panels-top-left', title: 'Calm to work in', text: 'Light and dark, small and large screens, keyboard and screen reader.' },
    ],
    preview: { organization: 'Northwind', members: 'Members', invite: 'Invite', seats: '4 of 5 seats', admin: 'Admin', member: 'Member', pending: 'Invited' },
    footer: 'Built with Nuxt and Clerk.',
  },
  auth: {
    signInTitle: 'Sign in',
    signUpTitle: 'Create an account',
    taskTitle: 'Choose an organization',
  },
  orgs: {
    title: 'Your organizations',
    notices: {
      not_found: { title: 'That organization isn’t here', description: 'It doesn’t exist, or you aren’t a member of it. Ask an admin for an invitation.' },
      left: { title: 'You left the organization', description: 'To come back, ask one of its admins for an invitation.' },
    } as Record<string, { title: string, description: string }>,
  },
  org: {
    sidebar: 'Organization',
    navigation: 'Pages of this organization',
    overview: 'Overview',
    members: 'Members',
    singleSignOn: 'Single sign-on',
    plan: 'Plan',
    settings: 'Settings',
    locked: '(needs a higher plan)',
  },
  overview: {
    role: 'Your role',
    plan: 'Plan',
    noPlan: 'No plan',
    members: 'Members',
    pending: 'Pending invitations',
    created: 'Created',
    seats: 'Seats',
    seatsUsed: ({ used, limit }: Seats) => limit === null ? `${used} used, no limit` : `${used} of ${limit} used`,
    seatsPending: (pending: number) => pending === 1 ? '1 more is promised by an invitation' : `${pending} more are promised by invitations`,
    seatsFree: ({ used, pending, limit }: Seats) => limit === null ? 'Invite as many people as you like.' : used + pending > limit ? `${used + pending - limit} over the limit.` : `${limit - used - pending} free.`,
    activity: 'Latest activity',
    noActivity: 'Nothing has happened yet',
    noActivityHint: 'When people join or are invited, it shows here.',
    moreActivity: 'Show earlier activity',
    access: 'What you may do',
    accessNone: 'Your role lets you take part, and manage nothing.',
    mayDo: (permission: string) => permission in permissions ? permissions[permission as keyof typeof permissions] : permission,
    activityLine: ({ type, subject, actor, value }: ActivityItem) => {
      const person = subject ?? 'Somebody', thing = subject ?? 'one that is gone', by = actor ? ` by ${actor}` : ''
      return {
        organization_created: `${subject ?? 'The organization'} was created${by}`,
        organization_renamed: `The organization is called ${value} now`,
        member_joined: `${person} joined`,
        member_left: `${person} left`,
        member_removed: `${person} was removed${by}`,
        role_changed: `${person} was made ${value}${by}`,
        invitation_created: `${person} was invited${by}`,
        invitation_accepted: `${person} accepted an invitation`,
        invitation_revoked: `The invitation of ${subject ?? 'somebody'} was revoked${by}`,
        domain_added: `The domain ${thing} was added`,
        domain_verified: `The domain ${thing} was verified`,
        domain_removed: `The domain ${thing} was removed`,
        connection_added: `The single sign-on connection ${thing} was added`,
        plan_changed: `The plan is ${value} now`,
      }[type]
    },
  },
  members: {
    nameOf: ({ firstName, lastName, identifier }: Member) => [firstName, lastName].filter(Boolean).join(' ') || identifier || 'Unnamed person',
    count: people,
    search: 'Search members',
    searchPlaceholder: 'Search by name or e-mail',
    person: 'Person',
    role: 'Role',
    joined: 'Joined',
    you: 'You',
    caption: 'Members of this organization',
    none: 'Nobody found',
    noneHint: (query: string) => `No member matches “${query}”.`,
    shown: (shown: number, total: number) => `${shown} of ${people(total)}`,
    actions: 'Actions',
    roleOf: (name: string, role: string) => `Role of ${name}: ${role}`,
    changedToast: (name: string, role: string) => `${name} is ${role} now`,
    notChanged: 'The role was not changed',
    remove: (name: string) => ({ label: 'Remove', spoken: `Remove ${name}`, title: `Remove ${name}?`, lead: 'They lose access to this organization at once. You can invite them again later.' }),
    removedToast: (name: string) => `${name} was removed`,
    notRemoved: 'The member was not removed',
    leave: { label: 'Leave', spoken: 'Leave this organization', title: 'Leave this organization?', lead: 'You lose access at once. To come back, you need an invitation.' },
    notLeft: 'You are still a member',
    refusals: {
      outranked: (name: string) => `${name} may do more than you.`,
      role_ceiling: () => 'May do more than your own role.',
      last_admin: () => 'The organization needs at least one person who can manage members.',
    } satisfies Record<RankRefusal, (name: string) => string>,
    rolesUnknown: 'The roles have not loaded yet.',
    noOtherRole: 'There is no other role to give.',
  },
  invitations: {
    title: 'Pending invitations',
    caption: 'Pending invitations of this organization',
    none: 'No pending invitations',
    noneHint: 'People you invite show here until they accept.',
    email: 'E-mail address',
    emailPlaceholder: 'name@example.com',
    role: 'Role',
    rolePlaceholder: 'Choose a role',
    status: 'Status',
    statuses: { pending: 'Pending', accepted: 'Accepted', revoked: 'Revoked', expired: 'Expired' },
    expires: 'Expires',
    neverExpires: 'Never',
    actions: 'Actions',
    invite: 'Invite',
    inviteTitle: 'Invite a person',
    inviteLead: 'They get an e-mail with a link to join this organization.',
    send: 'Send invitation',
    sentToast: (email: string) => `Invitation sent to ${email}`,
    revoke: 'Revoke',
    revokeOf: (email: string) => `Revoke the invitation of ${email}`,
    revokeTitle: 'Revoke this invitation?',
    revokeLead: (email: string) => `The link in the e-mail to ${email} stops working. You can invite them again later.`,
    revokedToast: (email: string) => `Invitation of ${email} revoked`,
    notRevoked: 'The invitation was not revoked',
  },
  plan: {
    caption: 'What each plan has',
    feature: 'Feature',
    seats: 'Seats',
    current: 'Current',
    included: 'included',
    notIncluded: 'not included',
  },
  connections: {
    none: 'No connection yet',
    noneHint: 'Connect your identity provider under Settings → Security, so that people sign in with the accounts they have.',
    active: 'Active',
    inactive: 'Switched off',
    /** `saml_okta` → `Okta, SAML`; Clerk calls what is no known provider `custom`. */
    provider: (provider: string) => {
      const [protocol = '', name = 'custom'] = provider.split('_')
      return name === 'custom' ? protocol.toUpperCase() : `${name.charAt(0).toUpperCase()}${name.slice(1)}, ${protocol.toUpperCase()}`
    },
  },
  denied: {
    title: 'You can’t do this here',
    page: (page: string) => `You can’t open ${page}`,
    permission: (allowed: string) => `Your role doesn’t allow you to ${allowed}.`,
    role: (names: string) => `This is for the role ${names}.`,
    feature: (names: string, plan: string) => `${names} isn’t part of the ${plan} plan.`,
    plan: (names: string) => `This needs the plan ${names}.`,
    askPeople: (names: string) => `${names} can give you another role.`,
    askAnybody: 'Ask an admin for another role.',
    upgrade: (plans: string) => `It comes with ${plans}.`,
    askBilling: (names: string) => `${names} can change the plan.`,
  },
  accept: {
    title: 'Join the organization',
    working: 'Opening your invitation',
    brokenTitle: 'This link doesn’t open an invitation',
    brokenLead: 'Open the link in the invitation once more, or ask for a new one.',
    otherPersonTitle: 'You are signed in already',
    otherPersonLead: (email: string) => `You are signed in as ${email}. If the invitation is for another address, sign out and go on with that one.`,
    signOutAndGoOn: 'Sign out and go on',
  },
  errors: {
    notLoaded: 'This didn’t load',
    notFoundTitle: 'Nothing here',
    notFoundLead: 'This page doesn’t exist, or it belongs to an organization you aren’t a member of.',
    otherTitle: 'Something went wrong',
    home: 'Go to the start page',
    unknown: 'Something went wrong. Try again in a moment.',
    offline: 'The server can’t be reached. Check your connection and try again.',
  },
} as const

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
  plan_missing: 'The organization’s plan doesn’t include this.',
  feature_missing: 'The organization’s plan doesn’t include this.',
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
export function denialWords({ code, required, help }: Denial, plan: string = texts.overview.noPlan, page?: string): { title: string, description: string } {
  const { denied } = texts
  const title = page ? denied.page(page) : denied.title
  const describe = (...sentences: (string | false)[]) => ({ title, description: sentences.filter(Boolean).join(' ') })
  const people = help.people.length > 0 && oneOf(help.people)
  const otherRole = people ? denied.askPeople(people) : denied.askAnybody
  const higherPlan = [help.plans.length > 0 && denied.upgrade(oneOf(help.plans.map(nameIn(plans)))), people && denied.askBilling(people)] as const
  if (required.permission) return describe(denied.permission(oneOf(required.permission.map(texts.overview.mayDo))), otherRole)
  if (required.role) return describe(denied.role(oneOf(required.role.map(nameIn(roles)))), otherRole)
  if (required.feature) return describe(denied.feature(oneOf(required.feature.map(nameIn(features))), plan), ...higherPlan)
  if (required.plan) return describe(denied.plan(oneOf(required.plan.map(nameIn(plans)))), people && denied.askBilling(people))
  return { title, description: errorWords[code] }
}
