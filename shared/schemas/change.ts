/** What a change of an organization touched. `members` includes the people's names, `roles` what a role allows, `plan` its features. */
export type ChangeKind = 'organization' | 'members' | 'invitations' | 'domains' | 'connections' | 'plan' | 'roles' | 'projects' | 'api_keys'

/** Data of a `change` event of `GET /api/orgs/:slug/events`: what to ask for again, and nothing of its content. */
export interface OrgChange {
  kind: ChangeKind
  /** Whose membership or name it was, `user_…`; null where it is about nobody in particular. */
  userId: string | null
}
