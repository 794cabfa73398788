/** Values that screens and schemas share, apart from the schemas: a screen that lists them need not load zod. */

/** Orders of a list of members: by when they joined, or by name. */
export const memberSorts = ['newest', 'oldest', 'name'] as const

/** One of them. */
export type MemberSort = (typeof memberSorts)[number]

/** Members in one request: each takes several calls to Clerk, and the answer waits for all. */
export const MAX_BULK_MEMBERS = 10

/** Clerk's states of an organization invitation. */
export const invitationStatuses = ['pending', 'accepted', 'revoked', 'expired'] as const

/** State of an organization invitation. */
export type InvitationStatus = (typeof invitationStatuses)[number]

/** Invitations in one request: each is a call to Clerk, and the answer waits for all. */
export const MAX_BULK = 10

/** Most addresses in one list of invitations. */
export const MAX_ADDRESSES = 500

/** Each kind of activity, and who may know of it: who may see the list that it belongs to. */
export const activityKinds = {
  organization_created: 'everybody',
  organization_renamed: 'everybody',
  slug_changed: 'everybody',
  member_joined: 'members',
  role_changed: 'members',
  member_removed: 'members',
  invitation_created: 'invitations',
  invitation_accepted: 'invitations',
  invitation_revoked: 'invitations',
  domain_added: 'domains',
  domain_verified: 'domains',
  domain_removed: 'domains',
  connection_added: 'connections',
  plan_changed: 'billing',
  project_created: 'everybody',
  project_renamed: 'everybody',
  project_archived: 'everybody',
  project_resumed: 'everybody',
  project_deleted: 'everybody',
  project_restored: 'everybody',
  api_key_used: 'api_keys',
} as const satisfies Record<string, string>

/** What can have happened. */
export type ActivityKind = keyof typeof activityKinds

/** Whether a kind states what holds from a time on. Whether that is a change follows from what held before. */
export const isStated = (kind: ActivityKind): boolean => kind === 'organization_renamed' || kind === 'slug_changed' || kind === 'role_changed' || kind === 'plan_changed'
/** Who may know of it. */
export type ActivityAudience = (typeof activityKinds)[ActivityKind]

/** How people with an address of a domain join. `enterprise_sso` comes with a connection and is not chosen here. */
export const enrollmentModes = ['manual_invitation', 'automatic_invitation', 'automatic_suggestion'] as const

/** One of them. */
export type EnrollmentMode = (typeof enrollmentModes)[number]

/** Longest name of a project, in characters. */
export const PROJECT_NAME_LENGTH = 80
