import type { z } from 'zod'
import type { EndedSessionRow, MembershipRow, MirrorRow, MirrorTable, OrganizationRow, UserRow } from '../../db'
import type { InvitationStatus } from '../../shared/schemas/invitation'
import { permissionDeleted, projectPermission, projectRole, roleDeleted } from './project-roles'
import {
  deletedSchema, invitationSchema, membershipSchema, organizationSchema, userSchema,
  type ClerkEvent, type publicUserDataSchema,
} from './resources'

/** One statement about one row: the state of a resource at a version, or (version 0 and `deletedAt`) its end. */
export type Change = { [N in MirrorTable]: { table: N, row: MirrorRow<N> } }[MirrorTable] | { table: 'endedSessions', row: EndedSessionRow }

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

const personRow = (
  person: Pick<UserRow, 'id' | 'createdAt' | 'updatedAt' | 'seenAt'>,
  identifier: string | null,
  raw: Pick<z.infer<typeof userSchema>, 'first_name' | 'last_name' | 'image_url'>,
): UserRow => ({
  ...person,
  identifier,
  firstName: raw.first_name ?? null,
  lastName: raw.last_name ?? null,
  imageUrl: raw.image_url ?? null,
  searchText: [raw.first_name, raw.last_name, identifier].filter(Boolean).join(' ').toLowerCase(),
  deletedAt: null,
})

const publicUserRow = (raw: z.infer<typeof publicUserDataSchema>, seenAt: number): UserRow =>
  personRow({ id: raw.user_id, createdAt: null, updatedAt: 0, seenAt }, raw.identifier ?? null, raw)

/** An organization. */
export function projectOrganization(raw: unknown, seenAt: number): Change[] {
  return [{ table: 'organizations', row: organizationRow(organizationSchema.parse(raw), seenAt) }]
}

/** A user. The identifier follows what Clerk shows: primary e-mail address, else username, else primary phone number. */
export function projectUser(raw: unknown, seenAt: number): Change[] {
  const user = userSchema.parse(raw)
  const email = user.email_addresses?.find(({ id }) => id === user.primary_email_address_id)?.email_address
  const phone = user.phone_numbers?.find(({ id }) => id === user.primary_phone_number_id)?.phone_number
  const { id, created_at: createdAt, updated_at: updatedAt } = user
  return [{ table: 'users', row: personRow({ id, createdAt, updatedAt, seenAt }, email || user.username || phone || null, user) }]
}

/** A membership with what it embeds: its organization, and the person's public data. */
export function projectMembership(raw: unknown, seenAt: number): Change[] {
  const { organization, public_user_data: person, ...membership } = membershipSchema.parse(raw)
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
  ]
}

/**
 * An invitation.
 *
 * @param fallback - the state where Clerk left it out
 */
export function projectInvitation(raw: unknown, seenAt: number, fallback: InvitationStatus = 'pending'): Change[] {
  const invitation = invitationSchema.parse(raw)
  return [{ table: 'invitations', row: {
    id: invitation.id,
    organizationId: invitation.organization_id ?? invitation.public_organization_data?.id ?? null,
    emailAddress: invitation.email_address,
    role: invitation.role,
    roleName: invitation.role_name || nameOfRole(invitation.role),
    status: invitation.status ?? fallback,
    createdAt: invitation.created_at,
    expiresAt: invitation.expires_at ?? null,
    updatedAt: invitation.updated_at,
    seenAt,
    deletedAt: null,
    userId: null,
  } }]
}

/** Says that members and invitations of an organization are known in full since a time. */
export const organizationFilled = (id: string, filledAt: number): Change =>
  ({ table: 'organizations', row: { ...blankOrganization(id), filledAt } })

/** The end of an organization, known by its id alone. */
export const organizationDeleted = (id: string, deletedAt: number): Change =>
  ({ table: 'organizations', row: { ...blankOrganization(id), deletedAt } })

/** The end of a membership, known by its id alone. */
export const membershipDeleted = (id: string, deletedAt: number): Change => {
  const blank: MembershipRow = { ...unseen, id, organizationId: null, userId: null, role: '', roleName: '', permissions: [], createdAt: 0 }
  return { table: 'memberships', row: { ...blank, deletedAt } }
}

const userDeleted = (id: string, deletedAt: number): Change => ({ table: 'users', row: { ...blankUser(id), deletedAt } })

const blankOrganization = (id: string): OrganizationRow =>
  ({ ...unseen, id, slug: null, name: '', imageUrl: '', hasImage: false, maxAllowedMemberships: null, roleSetKey: null, createdAt: 0, filledAt: null })

/** What is left of a person who deleted their account. */
export const blankUser = (id: string): UserRow =>
  ({ ...unseen, id, identifier: null, firstName: null, lastName: null, imageUrl: null, createdAt: null, searchText: '' })

type Projector = (data: unknown, at: number) => Change[]

const sessionEnded: Projector = (data, endedAt) => [{ table: 'endedSessions', row: { id: deletedSchema.parse(data).id, endedAt } }]

const projectors: Record<string, Projector> = {
  // Every later event of a new organization reaches us too, so that nothing is missing.
  'organization.created': (data, at) => [...projectOrganization(data, at), organizationFilled(deletedSchema.parse(data).id, at)],
  'organization.updated': projectOrganization,
  'organization.deleted': (data, at) => [organizationDeleted(deletedSchema.parse(data).id, at)],
  'organizationMembership.created': projectMembership,
  'organizationMembership.updated': projectMembership,
  // Carries the whole membership; its end counts even if the rest cannot be read.
  'organizationMembership.deleted': (data, at) => [
    ...membershipSchema.safeParse(data).success ? projectMembership(data, at) : [],
    membershipDeleted(deletedSchema.parse(data).id, at),
  ],
  'organizationInvitation.created': (data, at) => projectInvitation(data, at, 'pending'),
  'organizationInvitation.accepted': (data, at) => projectInvitation(data, at, 'accepted'),
  'organizationInvitation.revoked': (data, at) => projectInvitation(data, at, 'revoked'),
  'user.created': projectUser,
  'user.updated': projectUser,
  'user.deleted': (data, at) => [userDeleted(deletedSchema.parse(data).id, at)],
  'role.created': projectRole,
  'role.updated': projectRole,
  'role.deleted': (data, at) => [roleDeleted(deletedSchema.parse(data).id, at)],
  'permission.created': projectPermission,
  'permission.updated': projectPermission,
  'permission.deleted': (data, at) => [permissionDeleted(deletedSchema.parse(data).id, at)],
  'session.ended': sessionEnded,
  'session.removed': sessionEnded,
  'session.revoked': sessionEnded,
}

/**
 * What an event says about the mirror; undefined for a type that is not mirrored.
 *
 * @throws ZodError when the payload is not what its type promises
 */
export const projectEvent = ({ type, timestamp, data }: ClerkEvent): Change[] | undefined =>
  Object.hasOwn(projectors, type) ? projectors[type]?.(data, timestamp) : undefined
