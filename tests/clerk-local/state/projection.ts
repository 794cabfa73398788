import type { Store } from '../../../clerk-local/core/store/store.ts'
import type { Json } from '../browser.ts'
import type { Model } from './replay.ts'

type Row = Record<string, unknown>

/** What webhooks tell of an object and the store keeps of it: no counts, no pictures, nothing derived. */
const told: Record<string, (data: Json) => Row> = {
  users: d => ({ first: d.first_name, username: d.username, banned: d.banned, emails: d.email_addresses.map((e: Json) => e.email_address), created: d.created_at }),
  organizations: d => ({ name: d.name, slug: d.slug, seats: d.max_allowed_memberships, adminDelete: d.admin_delete_enabled, public: d.public_metadata, private: d.private_metadata, roleSet: d.role_set_key, updated: d.updated_at }),
  memberships: d => ({ organization: d.organization.id, user: d.public_user_data.user_id, role: d.role, public: d.public_metadata, private: d.private_metadata }),
  // A role that was replaced is replaced in open invitations too, and Clerk has no event for that.
  invitations: d => ({ organization: d.organization_id, email: d.email_address, status: d.status }),
  domains: d => ({ organization: d.organization_id, name: d.name, mode: d.enrollment_mode }),
  roles: d => ({ key: d.key, name: d.name, permissions: d.permissions.map((p: Json) => p.id).sort() }),
  permissions: d => ({ key: d.key, name: d.name, description: d.description, type: d.type }),
  sessions: d => ({ user: d.user_id, status: d.status }),
}

/** The model in comparable form. */
export function ofModel(model: Model): Record<string, Record<string, Row>> {
  return Object.fromEntries(Object.entries(told).map(([kind, project]) => [kind, Object.fromEntries([...model[kind]?.values() ?? []].map(data => [data.id, project(data)]).sort())]))
}

/** The store in the same form, read from its rows. */
export function ofStore(store: Store): Record<string, Record<string, Row>> {
  const permissionId = (key: string) => store.permissions.by('key', key)[0]?.id
  const rows: Record<string, [string, Row][]> = {
    users: store.users.all().map(u => [u.id, { first: u.firstName, username: u.username, banned: u.banned, emails: u.emailAddresses.map(e => e.emailAddress), created: u.createdAt }]),
    organizations: store.organizations.all().map(o => [o.id, { name: o.name, slug: o.slug, seats: o.maxAllowedMemberships, adminDelete: o.adminDeleteEnabled, public: o.publicMetadata, private: o.privateMetadata, roleSet: o.roleSetKey, updated: o.updatedAt }]),
    memberships: store.memberships.all().map(m => [m.id, { organization: m.organizationId, user: m.userId, role: m.role, public: m.publicMetadata, private: m.privateMetadata }]),
    invitations: store.invitations.all().map(i => [i.id, { organization: i.organizationId, email: i.emailAddress, status: i.status }]),
    domains: store.domains.all().map(d => [d.id, { organization: d.organizationId, name: d.name, mode: d.enrollmentMode }]),
    roles: store.roles.all().map(r => [r.id, { key: r.key, name: r.name, permissions: r.permissionKeys.map(permissionId).sort() }]),
    permissions: store.permissions.all().map(p => [p.id, { key: p.key, name: p.name, description: p.description, type: p.type }]),
    sessions: store.sessions.all().map(s => [s.id, { user: s.userId, status: s.status }]),
  }
  return Object.fromEntries(Object.entries(rows).map(([kind, entries]) => [kind, Object.fromEntries(entries.sort())]))
}
