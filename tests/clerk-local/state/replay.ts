import type { Change } from '../../../clerk-local/core/entities/index.ts'
import type { Json } from '../browser.ts'

/** Objects by kind and id, as somebody who only ever heard webhooks knows them. */
export type Model = Record<string, Map<string, Json>>

const kinds: Record<string, string> = {
  user: 'users', organization: 'organizations', organizationMembership: 'memberships', organizationInvitation: 'invitations',
  organizationDomain: 'domains', role: 'roles', permission: 'permissions', session: 'sessions',
}

/** An empty model. */
export function emptyModel(): Model {
  return Object.fromEntries(Object.values(kinds).map(kind => [kind, new Map()]))
}

/** Takes one webhook into the model: created, changed or gone. */
export function apply(model: Model, { type, data }: Pick<Change, 'type'> & { data: Json }): void {
  const [noun = '', verb = ''] = type.split('.')
  const table = model[kinds[noun] ?? '']
  if (!table) return
  if (verb === 'deleted') table.delete(data.id)
  else if (noun === 'session') table.set(data.id, { ...data, status: verb === 'created' || verb === 'pending' ? 'active' : verb })
  else {
    if (noun === 'role') follow(model, table.get(data.id)?.key, data.key)
    table.set(data.id, data)
  }
  // Clerk sends nothing for what an organization takes along, but its memberships.
  if (type === 'organization.deleted') for (const row of model.invitations?.values() ?? []) if (row.organization_id === data.id) model.invitations?.delete(row.id)
}

/** A role's new key is told once, by the role. */
function follow(model: Model, from: string | undefined, to: string): void {
  if (!from || from === to) return
  for (const table of [model.memberships, model.invitations]) {
    for (const row of table?.values() ?? []) if (row.role === from) table?.set(row.id, { ...row, role: to })
  }
}
