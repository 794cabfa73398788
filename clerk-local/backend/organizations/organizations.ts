import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { OrganizationAnswers, organizationOperations } from '../../contract/backend/organizations.ts'
import type { OrganizationObject } from '../../contract/objects/organizations/organization.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { Organization } from '../../core/entities/index.ts'
import { clerkError, notFound, paramError } from '../../core/errors.ts'
import { mergeMetadata } from '../../domain/metadata.ts'
import { createOrganization, deleteOrganization, findOrganization, updateOrganization } from '../../domain/organizations/organizations.ts'
import { moveOrganization, requireMovable } from '../../domain/roles/migrations.ts'
import { requireRoleSet } from '../../domain/roles/role-sets.ts'
import { deletedJson, organizationJson } from '../../formatters/organizations/organization.ts'
import { idMatches, metadata, ordered, page, queryFlag, queryIds, readBody } from '../request.ts'
import { uploadedImage } from '../upload.ts'

const settings = {
  slug: z.string().nullish(),
  max_allowed_memberships: z.int().min(0).nullish(),
  created_at: z.iso.datetime({ offset: true }).nullish(),
  role_set_key: z.string().nullish(),
  public_metadata: metadata,
  private_metadata: metadata,
}
const createBody = z.strictObject({ ...settings, name: z.string(), created_by: z.string().nullish() })
// Metadata in PATCH is of older API versions: it replaces.
const updateBody = z.strictObject({ ...settings, name: z.string().nullish(), admin_delete_enabled: z.boolean().nullish() })
const metadataBody = z.strictObject({ public_metadata: metadata, private_metadata: metadata })

/** An organization by id, or 404 in the words of Clerk's error index. */
export function organizationById(ctx: Context, id: string): Organization {
  const organization = ctx.store.organizations.get(id)
  if (!organization) throw notFound('Given organization not found.')
  return organization
}

/** Organizations. */
export const organizationHandlers = (ctx: Context): Handlers<Call, typeof organizationOperations, OrganizationAnswers> => {
  const json = (organization: Organization) => organizationJson(ctx, organization, 'backend')
  return {
    ListOrganizations(c) {
      const users = queryIds(c, 'user_id')
      const ids = queryIds(c, 'organization_id')
      const query = c.req.query('query')
      const rows = ctx.store.organizations.filter((organization) => {
        if (!idMatches(ids, organization.id)) return false
        if (query && organization.id !== query && ![organization.name, organization.slug].some(text => text.toLowerCase().includes(query.toLowerCase()))) return false
        if (!users.only.size && !users.not.size) return true
        const members = ctx.store.memberships.by('organizationId', organization.id).map(m => m.userId)
        return (!users.only.size || members.some(id => users.only.has(id))) && !members.some(id => users.not.has(id))
      })
      const sorted = ordered(c, rows, {
        created_at: o => o.createdAt,
        name: o => o.name.toLowerCase(),
        members_count: o => ctx.store.memberships.countBy('organizationId', o.id),
      })
      return { data: page(c, sorted).map(o => withoutCounts(c, json(o))), total_count: rows.length }
    },

    async CreateOrganization(c) {
      const body = await readBody(c, createBody)
      if (body.created_by && !ctx.store.users.get(body.created_by)) {
        throw clerkError(400, 'organization_creator_not_found', 'creator not found', `No users found with id ${body.created_by}.`)
      }
      return json(createOrganization(ctx, {
        name: body.name,
        slug: body.slug,
        createdBy: body.created_by,
        publicMetadata: body.public_metadata,
        privateMetadata: body.private_metadata,
        maxAllowedMemberships: body.max_allowed_memberships ?? undefined,
        roleSetKey: knownRoleSet(ctx, body.role_set_key),
        createdAt: time(body.created_at),
      }))
    },

    GetOrganization(c, { organization_id }) {
      const organization = findOrganization(ctx, organization_id)
      if (!organization) throw notFound('Given organization not found.')
      return withoutCounts(c, json(organization))
    },

    async UpdateOrganization(c, { organization_id }) {
      const organization = organizationById(ctx, organization_id)
      const body = await readBody(c, updateBody)
      const roleSetKey = knownRoleSet(ctx, body.role_set_key)
      const roleSet = roleSetKey && roleSetKey !== organization.roleSetKey ? requireRoleSet(ctx, roleSetKey) : undefined
      if (roleSet) requireMovable(ctx, organization, roleSet)
      updateOrganization(ctx, organization.id, {
        name: body.name ?? undefined,
        slug: body.slug ?? undefined,
        maxAllowedMemberships: body.max_allowed_memberships ?? undefined,
        adminDeleteEnabled: body.admin_delete_enabled ?? undefined,
        publicMetadata: body.public_metadata,
        privateMetadata: body.private_metadata,
        createdAt: time(body.created_at),
      })
      if (roleSet) moveOrganization(ctx, organization, roleSet)
      return json(organization)
    },

    DeleteOrganization(_, { organization_id }) {
      const { id } = organizationById(ctx, organization_id)
      return deletedJson('organization', deleteOrganization(ctx, id))
    },

    async MergeOrganizationMetadata(c, { organization_id }) {
      const organization = organizationById(ctx, organization_id)
      const body = await readBody(c, metadataBody)
      return json(updateOrganization(ctx, organization.id, {
        publicMetadata: mergeMetadata(organization.publicMetadata, body.public_metadata, 'public_metadata'),
        privateMetadata: mergeMetadata(organization.privateMetadata, body.private_metadata, 'private_metadata'),
      }))
    },

    async ReplaceOrganizationMetadata(c, { organization_id }) {
      const { id } = organizationById(ctx, organization_id)
      const body = await readBody(c, metadataBody)
      return json(updateOrganization(ctx, id, { publicMetadata: body.public_metadata, privateMetadata: body.private_metadata }))
    },

    async UploadOrganizationLogo(c, { organization_id }) {
      const { id } = organizationById(ctx, organization_id)
      return json(updateOrganization(ctx, id, { image: await uploadedImage(c) }))
    },

    DeleteOrganizationLogo(_, { organization_id }) {
      const { id } = organizationById(ctx, organization_id)
      return json(updateOrganization(ctx, id, { image: null }))
    },
  }
}

/** Reads leave these out unless asked (backend-api.yml, include_…). */
function withoutCounts(c: Call, json: OrganizationObject): OrganizationObject {
  const { members_count, missing_member_with_elevated_permissions, ...rest } = json
  return {
    ...rest,
    ...(queryFlag(c, 'include_members_count') && { members_count }),
    ...(queryFlag(c, 'include_missing_member_with_elevated_permissions') && { missing_member_with_elevated_permissions }),
  }
}

function knownRoleSet(ctx: Context, key: string | null | undefined): string | undefined {
  if (!key) return undefined
  if (!ctx.store.roleSets.by('key', key).length) throw paramError('role_set_key', 'form_resource_not_found', 'is missing', 'The resource associated with the supplied role_set_key was not found.')
  return key
}

function time(text: string | null | undefined): number | undefined {
  return text ? Date.parse(text) : undefined
}
