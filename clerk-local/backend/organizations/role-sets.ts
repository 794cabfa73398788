import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { RoleSetAnswers, roleSetOperations } from '../../contract/backend/role-sets.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { replaceRole, replaceRoleSet } from '../../domain/roles/migrations.ts'
import { addRoles, createRoleSet, requireRoleSet, updateRoleSet } from '../../domain/roles/role-sets.ts'
import { deletedJson } from '../../formatters/organizations/organization.ts'
import { roleSetJson } from '../../formatters/organizations/role-set.ts'
import { keyedMatches, keyedOrders } from './roles.ts'
import { ordered, page, readBody } from '../request.ts'

const createBody = z.strictObject({
  name: z.string(),
  key: z.string().nullish(),
  description: z.string().nullish(),
  default_role_key: z.string(),
  creator_role_key: z.string(),
  type: z.enum(['initial', 'custom']).nullish(),
  roles: z.array(z.string()),
})
const updateBody = z.strictObject({
  name: z.string().nullish(),
  key: z.string().nullish(),
  description: z.string().nullish(),
  type: z.literal('initial').nullish(),
  default_role_key: z.string().nullish(),
  creator_role_key: z.string().nullish(),
})
const replaceBody = z.strictObject({ dest_role_set_key: z.string(), reassignment_mappings: z.record(z.string(), z.string()).nullish() })
const addBody = z.strictObject({ role_keys: z.array(z.string()).min(1), default_role_key: z.string().nullish(), creator_role_key: z.string().nullish() })
const replaceRoleBody = z.strictObject({ role_key: z.string(), to_role_key: z.string() })

/** Role sets: which roles an organization may give. */
export const roleSetHandlers = (ctx: Context): Handlers<Call, typeof roleSetOperations, RoleSetAnswers> => ({
  ListRoleSets(c) {
    const rows = ctx.store.roleSets.filter(set => keyedMatches(set, c.req.query('query')))
    return { data: page(c, ordered(c, rows, keyedOrders)).map(set => roleSetJson(ctx, set)), total_count: rows.length }
  },

  async CreateRoleSet(c) {
    const body = await readBody(c, createBody)
    return roleSetJson(ctx, createRoleSet(ctx, {
      name: body.name,
      key: body.key ?? undefined,
      description: body.description,
      roleKeys: body.roles,
      creatorRoleKey: body.creator_role_key,
      defaultRoleKey: body.default_role_key,
      isInitial: body.type === 'initial',
    }))
  },

  GetRoleSet: (_, { role_set_key_or_id }) => roleSetJson(ctx, requireRoleSet(ctx, role_set_key_or_id)),

  async UpdateRoleSet(c, { role_set_key_or_id }) {
    const set = requireRoleSet(ctx, role_set_key_or_id)
    const body = await readBody(c, updateBody)
    return roleSetJson(ctx, updateRoleSet(ctx, set, {
      name: body.name ?? undefined,
      key: body.key ?? undefined,
      description: body.description,
      creatorRoleKey: body.creator_role_key ?? undefined,
      defaultRoleKey: body.default_role_key ?? undefined,
      isInitial: body.type === 'initial',
    }))
  },

  async ReplaceRoleSet(c, { role_set_key_or_id }) {
    const set = requireRoleSet(ctx, role_set_key_or_id)
    const body = await readBody(c, replaceBody)
    return deletedJson('role_set', { id: replaceRoleSet(ctx, set, requireRoleSet(ctx, body.dest_role_set_key), body.reassignment_mappings ?? {}).id })
  },

  async AddRolesToRoleSet(c, { role_set_key_or_id }) {
    const set = requireRoleSet(ctx, role_set_key_or_id)
    const body = await readBody(c, addBody)
    return roleSetJson(ctx, addRoles(ctx, set, body.role_keys, { creatorRoleKey: body.creator_role_key ?? undefined, defaultRoleKey: body.default_role_key ?? undefined }))
  },

  async ReplaceRoleInRoleSet(c, { role_set_key_or_id }) {
    const set = requireRoleSet(ctx, role_set_key_or_id)
    const body = await readBody(c, replaceRoleBody)
    return roleSetJson(ctx, replaceRole(ctx, set, body.role_key, body.to_role_key))
  },
})
