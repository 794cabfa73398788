import { randomBytes } from 'node:crypto'
import { Webhook } from 'svix'
import type { Database, Tx } from '../../../db'
import { applyChanges, projectEvent } from '../../../server/ingest'
import { eventSchema } from '../../../server/ingest/resources'

/** Payloads as Clerk's webhook reference gives them. Keys that tests do not need to vary have one value. */
export const organization = (over: object = {}) => ({
  object: 'organization', id: 'org_acme', name: 'Acme', slug: 'acme', image_url: 'https://img.clerk.com/acme', has_image: true,
  members_count: 1, pending_invitations_count: 0, max_allowed_memberships: 5, admin_delete_enabled: true,
  public_metadata: {}, private_metadata: {}, created_by: 'user_ada', created_at: 1_700_000_000_000, updated_at: 1_700_000_000_000, ...over,
})

export const publicUser = (over: object = {}) => ({
  user_id: 'user_ada', first_name: 'Ada', last_name: 'Lovelace', profile_image_url: '', image_url: 'https://img.clerk.com/ada',
  has_image: false, identifier: 'ada@example.com', ...over,
})

export const membership = (over: object = {}) => ({
  object: 'organization_membership', id: 'orgmem_ada', role: 'org:admin', role_name: 'Admin',
  permissions: ['org:sys_memberships:manage', 'org:sys_memberships:read'], public_metadata: {}, private_metadata: {},
  organization: organization(), public_user_data: publicUser(), created_at: 1_700_000_000_000, updated_at: 1_700_000_000_000, ...over,
})

export const invitation = (over: object = {}) => ({
  object: 'organization_invitation', id: 'orginv_bob', email_address: 'bob@example.com', role: 'org:member', role_name: 'Member',
  organization_id: 'org_acme', inviter_id: 'user_ada', public_inviter_data: null, status: 'pending', public_metadata: {}, private_metadata: {},
  url: 'https://accounts.example.com/accept?ticket=secret', expires_at: 4_000_000_000_000, created_at: 1_700_000_000_000, updated_at: 1_700_000_000_000, ...over,
})

export const user = (over: object = {}) => ({
  object: 'user', id: 'user_ada', username: null, first_name: 'Ada', last_name: 'Lovelace', image_url: 'https://img.clerk.com/ada', has_image: false,
  primary_email_address_id: 'idn_1', primary_phone_number_id: null, external_id: null,
  email_addresses: [{ id: 'idn_0', email_address: 'old@example.com' }, { id: 'idn_1', email_address: 'ada@example.com' }],
  phone_numbers: [], created_at: 1_700_000_000_000, updated_at: 1_700_000_000_000, ...over,
})

export const permission = (over: object = {}) => ({
  object: 'permission', id: 'perm_read', key: 'org:sys_memberships:read', name: 'Read members', description: '', type: 'system',
  created_at: 1_700_000_000_000, updated_at: 1_700_000_000_000, ...over,
})

export const role = (over: object = {}) => ({
  object: 'role', id: 'role_admin', key: 'org:admin', name: 'Admin', description: '', is_creator_eligible: true, permissions: [permission()],
  created_at: 1_700_000_000_000, updated_at: 1_700_000_000_000, ...over,
})

export const deleted = (object: string, id: string) => ({ object, id, deleted: true })

/** An event in Clerk's envelope. */
export const event = (type: string, data: object, timestamp = 1_700_000_000_000) =>
  ({ object: 'event', type, timestamp, instance_id: 'ins_1', event_attributes: { http_request: { client_ip: '', user_agent: '' } }, data })

/** A Svix secret of this run. */
export const newSecret = () => `whsec_${randomBytes(24).toString('base64')}`

/** A delivery, signed as Svix signs. */
export function signed(secret: string, body: string | object, id = `msg_${randomBytes(8).toString('hex')}`, at = new Date()) {
  const rawBody = typeof body === 'string' ? body : JSON.stringify(body)
  const headers: Record<string, string> = {
    'svix-id': id, 'svix-timestamp': String(Math.floor(at.getTime() / 1000)), 'svix-signature': new Webhook(secret).sign(id, at, rawBody),
  }
  return { rawBody, headers }
}

async function rowsOf({ read, tables }: Tx) {
  const { organizations, users, memberships, invitations, domains, connections, subscriptions, subscriptionItems, plans, roles, permissions, rolePermissions, activity } = tables
  return {
    organizations: await read.select().from(organizations).orderBy(organizations.id),
    users: await read.select().from(users).orderBy(users.id),
    memberships: await read.select().from(memberships).orderBy(memberships.id),
    invitations: await read.select().from(invitations).orderBy(invitations.id),
    domains: await read.select().from(domains).orderBy(domains.id),
    connections: await read.select().from(connections).orderBy(connections.id),
    subscriptions: await read.select().from(subscriptions).orderBy(subscriptions.id),
    subscriptionItems: await read.select().from(subscriptionItems).orderBy(subscriptionItems.id),
    plans: await read.select().from(plans).orderBy(plans.id),
    roles: await read.select().from(roles).orderBy(roles.id),
    permissions: await read.select().from(permissions).orderBy(permissions.id),
    rolePermissions: await read.select().from(rolePermissions).orderBy(rolePermissions.roleId, rolePermissions.permissionId),
    activity: await read.select().from(activity).orderBy(activity.id),
  }
}

/** Every mirrored row of every tenant, in the order of its id, and what happened. */
export const dump = (db: Database) => db.write(rowsOf)

/** A parsed or raw event, as `eventSchema` reads it. */
type Told = Parameters<typeof eventSchema.parse>[0]

/** Undoes a unit of work that has said what it was asked. */
class Undone extends Error {}

/** The mirror after a history, on an empty database that stays empty: the real projection and statements, without the disk. */
export async function mirrorOf(db: Database, history: readonly Told[]) {
  let mirror: Awaited<ReturnType<typeof rowsOf>> | undefined
  await db.write(async (tx) => {
    for (const one of history) await applyChanges(tx, projectEvent(eventSchema.parse(structuredClone(one))) ?? [])
    mirror = await rowsOf(tx)
    throw new Undone()
  }).catch((error: unknown) => { if (!(error instanceof Undone)) throw error })
  return mirror!
}
