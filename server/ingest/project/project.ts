import type { z } from 'zod'
import type { ActivityRow, EndedSessionRow, MembershipRow, MirrorRow, MirrorTable, OrganizationRow, UserRow } from '../../../db'
import type { InvitationStatus } from '../../../shared/values'
import { fact, factsOfState, told } from './facts'
import { invitationSchema, membershipSchema, organizationSchema, userSchema, type publicUserDataSchema } from './resources'

/** One statement about one row: the state of a resource at a version, (version 0 and `deletedAt`) its end, or something that happened. */
export type Change
  = | { [N in MirrorTable]: { table: N, row: MirrorRow<N> } }[MirrorTable]
    | { table: 'endedSessions', row: EndedSessionRow }
    | { table: 'activity', row: ActivityRow }

/** The version of a row that says nothing about its content. */
const unseen = { updatedAt: 0, seenAt: 0, deletedAt: null }

/** `org:billing_manager` → `Billing manager`, where Clerk left the role's name out. */
const nameOfRole = (role: string): string => {
  const words = role.replace(/^org:/, '').replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const organizationRow = (raw: z.infer<typeof organizationSchema>, seenAt: number): OrganizationRow => ({
  id: raw.id,
  slug: raw.slug || null,
  name: raw.name,
  imageUrl: raw.image_url ?? '',
  hasImage: raw.has_image ?? false,
  maxAllowedMemberships: raw.max_allowed_memberships ?? null,
  roleSetKey: raw.role_set_key ?? null,
  createdAt: raw.created_at,
  filledAt: null,
  updatedAt: raw.updated_at,
  seenAt,
  deletedAt: null,
})

/** Characters of a person that a search looks at. They stand in an index, whose entries must stay below 2.7 kB. */
const SEARCHED = 500

const personRow = (
  person: Pick<UserRow, 'id' | 'createdAt' | 'updatedAt' | 'seenAt' | 'enterpriseAccounts'>,
  identifier: string | null,
  raw: Pick<z.infer<typeof userSchema>, 'first_name' | 'last_name' | 'image_url'>,
): UserRow => ({
  ...person,
  identifier,
  firstName: raw.first_name ?? null,
  lastName: raw.last_name ?? null,
  imageUrl: raw.image_url ?? null,
  searchText: [raw.first_name, raw.last_name, identifier].filter(Boolean).join(' ').toLowerCase().slice(0, SEARCHED),
  deletedAt: null,
})

const publicUserRow = (raw: z.infer<typeof publicUserDataSchema>, seenAt: number): UserRow =>
  personRow({ id: raw.user_id, createdAt: null, updatedAt: 0, seenAt, enterpriseAccounts: [] }, raw.identifier ?? null, raw)

/** An organization. */
export function projectOrganization(raw: unknown, seenAt: number): Change[] {
  const organization = organizationSchema.parse(raw)
  const { id, name: value, created_by: actorId } = organization
  return [
    { table: 'organizations', row: organizationRow(organization, seenAt) },
    ...factsOfState('organization_created', 'organization_renamed', { organizationId: id, targetId: id, actorId }, { at: organization.updated_at, since: organization.created_at, value }),
    // Old links are followed by this, too.
    ...told(organization.slug ? fact('slug_changed', { organizationId: id, targetId: `${id}:slug`, at: organization.updated_at, value: organization.slug }) : []),
  ]
}

const accountsOf = ({ enterprise_accounts: accounts }: z.infer<typeof userSchema>): UserRow['enterpriseAccounts'] =>
  (accounts ?? []).flatMap(({ enterprise_connection_id: id, enterprise_connection: connection, last_authenticated_at: lastAt }) => {
    const connectionId = id || connection?.id
    return connectionId ? [{ connectionId, lastAt: lastAt ?? null }] : []
  }).sort((a, b) => a.connectionId < b.connectionId ? -1 : 1)

/** A user. The identifier follows what Clerk shows: primary e-mail address, else username, else primary phone number. */
export function projectUser(raw: unknown, seenAt: number): Change[] {
  const user = userSchema.parse(raw)
  const email = user.email_addresses?.find(({ id }) => id === user.primary_email_address_id)?.email_address
  const phone = user.phone_numbers?.find(({ id }) => id === user.primary_phone_number_id)?.phone_number
  const { id, created_at: createdAt, updated_at: updatedAt } = user
  return [{ table: 'users', row: personRow({ id, createdAt, updatedAt, seenAt, enterpriseAccounts: accountsOf(user) }, email || user.username || phone || null, user) }]
}

/** A membership with what it embeds: its organization, and the person's public data. */
export function projectMembership(raw: unknown, seenAt: number): Change[] {
  const { organization, public_user_data: person, ...membership } = membershipSchema.parse(raw)
  const about = { organizationId: organization.id, targetId: membership.id, userId: person?.user_id }
  return [
    { table: 'organizations', row: organizationRow(organization, seenAt) },
    ...person ? [{ table: 'users' as const, row: publicUserRow(person, seenAt) }] : [],
    { table: 'memberships', row: {
      id: membership.id,
      organizationId: organization.id,
      userId: person?.user_id ?? null,
      role: membership.role,
      roleName: membership.role_name || nameOfRole(membership.role),
      permissions: [...membership.permissions ?? []].sort(),
      createdAt: membership.created_at,
      updatedAt: membership.updated_at,
      seenAt,
      deletedAt: null,
    } },
    ...factsOfState('member_joined', 'role_changed', about, { at: membership.updated_at, since: membership.created_at, value: membership.role }),
  ]
}

/**
 * An invitation.
 *
 * @param fallback - the state where Clerk left it out
 */
export function projectInvitation(raw: unknown, seenAt: number, fallback: InvitationStatus = 'pending'): Change[] {
  const invitation = invitationSchema.parse(raw)
  const { id, created_at: createdAt, updated_at: updatedAt } = invitation
  const status = invitation.status ?? fallback
  const about = { organizationId: invitation.organization_id || invitation.public_organization_data?.id || null, targetId: id }
  const acceptedBy = invitation.user_id || null
  return [
    { table: 'invitations', row: {
      id,
      organizationId: about.organizationId,
      emailAddress: invitation.email_address,
      role: invitation.role,
      roleName: invitation.role_name || nameOfRole(invitation.role),
      status,
      createdAt,
      expiresAt: invitation.expires_at ?? null,
      updatedAt,
      seenAt,
      deletedAt: null,
      userId: acceptedBy,
    } },
    ...told(fact('invitation_created', { ...about, at: createdAt, actorId: invitation.inviter_id })),
    ...told(status === 'accepted' ? fact('invitation_accepted', { ...about, at: updatedAt, actorId: acceptedBy, userId: acceptedBy }) : []),
    ...told(status === 'revoked' ? fact('invitation_revoked', { ...about, at: updatedAt }) : []),
  ]
}

/** Says that members and invitations of an organization are known in full since a time. */
export const organizationFilled = (id: string, filledAt: number): Change =>
  ({ table: 'organizations', row: { ...blankOrganization(id), filledAt } })

/** The end of an organization, known by its id alone. */
export const organizationDeleted = (id: string, deletedAt: number): Change =>
  ({ table: 'organizations', row: { ...blankOrganization(id), deletedAt } })

/** Whose membership ended, and who ended it. */
interface MembershipEnd { id: string, organizationId?: string | null, userId?: string | null, actorId?: string }

/** The end of a membership, known by its id at the least. */
export const membershipDeleted = ({ id, organizationId = null, userId = null, actorId }: MembershipEnd, deletedAt: number): Change[] => {
  const row: MembershipRow = { ...unseen, id, organizationId, userId, role: '', roleName: '', permissions: [], createdAt: 0, deletedAt }
  return [{ table: 'memberships', row }, ...told(fact('member_removed', { organizationId, targetId: id, userId, at: deletedAt, actorId }))]
}

/** The end of a person, known by their id alone. */
export const userDeleted = (id: string, deletedAt: number): Change => ({ table: 'users', row: { ...blankUser(id), deletedAt } })

/** The end of an invitation, known by its id alone. Says nothing of its state: an open one would be overruled by any other. */
export const invitationDeleted = (id: string, deletedAt: number): Change => ({ table: 'invitations', row: {
  ...unseen, id, organizationId: null, emailAddress: '', role: '', roleName: '', status: 'pending', createdAt: 0, expiresAt: null, userId: null, deletedAt,
} })

const blankOrganization = (id: string): OrganizationRow =>
  ({ ...unseen, id, slug: null, name: '', imageUrl: '', hasImage: false, maxAllowedMemberships: null, roleSetKey: null, createdAt: 0, filledAt: null })

/** What is left of a person who deleted their account. */
export const blankUser = (id: string): UserRow =>
  ({ ...unseen, id, identifier: null, firstName: null, lastName: null, imageUrl: null, createdAt: null, searchText: '', enterpriseAccounts: [] })
