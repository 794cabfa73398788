import type { Joined, Person } from '../../schemas/member'
import type { RankRefusal } from '../../policy/ranks'
import { people } from '../count'

/** Members. */
export const members = {
  nameOf: ({ firstName, lastName, identifier }: Person) => [firstName, lastName].filter(Boolean).join(' ') || identifier || 'Unnamed person',
  count: people,
  search: 'Search members',
  searchPlaceholder: 'Search by name or e-mail',
  person: 'Person',
  role: 'Role',
  anyRole: 'All roles',
  sort: 'Order',
  sorts: { newest: 'Newest first', oldest: 'Oldest first', name: 'By name' },
  noneOfRole: 'Nobody here has this role.',
  joined: 'Joined',
  you: 'You',
  caption: 'Members of this organization',
  none: 'Nobody found',
  noneHint: (query: string) => `No member matches “${query}”.`,
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
  provisioned: (connection: string) => `Comes with the single sign-on “${connection}”`,
  whyProvisioned: (connection: string) => `This membership comes with the single sign-on “${connection}”. End it at the identity provider.`,
  profile: (name: string) => `About ${name}`,
  profileLead: 'How they joined, their roles and what they did last.',
  joinedBy: ({ how, by }: Joined) => ({
    created: 'Created the organization',
    invitation: by ? `Invited by ${by}` : 'By an invitation',
    domain: `Through the domain ${by ?? ''}`,
    connection: `Through the single sign-on “${by ?? ''}”`,
    added: 'Added without an invitation',
  })[how],
  roleHistory: 'Roles',
  roleBy: (by: string) => `by ${by}`,
  noHistory: 'Nothing is known of earlier roles.',
  latestActs: 'Latest activity',
  noActs: 'Nothing yet',
  allActs: 'All their activity',
  rolesUnknown: 'The roles have not loaded yet.',
  noOtherRole: 'There is no other role to give.',
} as const

/** Roles and permissions. */
export const roles = {
  lead: 'A role decides what its holders may do here. Roles are set up in Clerk’s dashboard and hold for every organization.',
  caption: 'What each role may do',
  permission: 'Permission',
  groups: ['Managing the organization', 'Working in it', 'Others'],
  has: 'allowed',
  hasNot: 'not allowed',
  notAssignable: 'Not given here',
  locked: (feature: string) => `The plan lacks ${feature}`,
} as const
