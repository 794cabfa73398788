import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { UserAnswers, userOperations } from '../../contract/backend/people/users.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { User } from '../../core/entities/index.ts'
import { clerkError, invalidParam } from '../../core/errors.ts'
import { mergeMetadata } from '../../domain/metadata.ts'
import { sendPrimaryChangedMail } from '../../domain/people/mail.ts'
import { endSessions } from '../../domain/people/sessions/sessions.ts'
import { keepPassword, passwordToKeep } from '../../domain/people/users/passwords.ts'
import { createUser, deleteUser, requireUser, updateUser, type UserPatch } from '../../domain/people/users/users.ts'
import { deletedJson } from '../../formatters/organizations/organization.ts'
import { primaryEmail, userJson } from '../../formatters/people/user.ts'
import { metadata, type Orders, ordered, page, readBody } from '../request.ts'
import { uploadedImage } from '../upload.ts'
import { personOrders, userFilter } from './user-filter.ts'

const time = z.iso.datetime({ offset: true }).nullish()
const profile = {
  external_id: z.string().nullish(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  locale: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/).nullish(),
  username: z.string().nullish(),
  password: z.string().nullish(),
  password_digest: z.string().nullish(),
  password_hasher: z.string().nullish(),
  skip_password_checks: z.boolean().nullish(),
  delete_self_enabled: z.boolean().nullish(),
  create_organization_enabled: z.boolean().nullish(),
  create_organizations_limit: z.int().min(0).nullish(),
  legal_accepted_at: time,
  skip_legal_checks: z.boolean().nullish(),
  bypass_client_trust: z.boolean().nullish(),
  created_at: time,
}
const metadataFields = { public_metadata: metadata, private_metadata: metadata, unsafe_metadata: metadata }
/** Addresses that are only reserved for somebody aren't known here. */
const identificationStatus = z.array(z.literal('verified')).nullish()
const createBody = z.strictObject({
  ...profile,
  ...metadataFields,
  email_address: z.array(z.string()).nullish(),
  email_address_identification_status: identificationStatus,
  phone_number: z.array(z.string()).nullish(),
  phone_number_identification_status: identificationStatus,
  skip_password_requirement: z.boolean().nullish(),
  skip_user_requirement: z.boolean().nullish(),
  banned: z.boolean().nullish(),
  locked: z.boolean().nullish(),
})
// Metadata in PATCH is of older API versions: it replaces.
const updateBody = z.strictObject({
  ...profile,
  ...metadataFields,
  primary_email_address_id: z.string().nullish(),
  primary_phone_number_id: z.string().nullish(),
  notify_primary_email_address_changed: z.boolean().nullish(),
  sign_out_of_other_sessions: z.boolean().nullish(),
})
const metadataBody = z.strictObject(metadataFields)
const idsBody = z.strictObject({ user_ids: z.array(z.string()).min(1) })

const orders: Orders<User> = {
  ...personOrders,
  created_at: user => user.createdAt,
  updated_at: user => user.updatedAt,
  last_active_at: user => user.lastActiveAt,
  last_sign_in_at: user => user.lastSignInAt,
}

/** Users. */
export const userHandlers = (ctx: Context): Handlers<Call, typeof userOperations, UserAnswers> => {
  const json = (user: User) => userJson(ctx, user)
  return {
    GetUserList(c) {
      return page(c, afterCursor(c, ordered(c, ctx.store.users.filter(userFilter(ctx, c)), orders))).map(json)
    },

    GetUsersCount: c => ({ object: 'total_count', total_count: ctx.store.users.filter(userFilter(ctx, c)).length }),

    async CreateUser(c) {
      const body = await readBody(c, createBody)
      requireCompleteUser(ctx, body)
      return json(createUser(ctx, {
        emailAddresses: body.email_address ?? [],
        phoneNumbers: body.phone_number ?? [],
        kept: keptPassword(body),
        createdAt: moment(body.created_at),
        profile: { ...patchOf(body), banned: body.banned ?? undefined, locked: body.locked ?? undefined },
      }))
    },

    GetUser: (_, { user_id }) => json(requireUser(ctx, user_id)),

    async UpdateUser(c, { user_id }) {
      const user = requireUser(ctx, user_id)
      const body = await readBody(c, updateBody)
      const kept = keptPassword(body)
      const before = primaryEmail(user)
      updateUser(ctx, user.id, {
        ...patchOf(body),
        createdAt: moment(body.created_at),
        primaryEmailAddressId: body.primary_email_address_id ?? undefined,
        primaryPhoneNumberId: body.primary_phone_number_id ?? undefined,
      })
      if (kept) keepPassword(ctx, user.id, kept)
      if (body.sign_out_of_other_sessions) endSessions(ctx, user.id)
      const after = primaryEmail(user)
      if (body.notify_primary_email_address_changed && before && after && before !== after) sendPrimaryChangedMail(ctx, before, after, user.id)
      return json(user)
    },

    DeleteUser: (_, { user_id }) => deletedJson('user', deleteUser(ctx, user_id)),

    UsersBan: async c => (await readUsers(ctx, c)).map(user => json(updateUser(ctx, user.id, { banned: true }))),

    UsersUnban: async c => (await readUsers(ctx, c)).map(user => json(updateUser(ctx, user.id, { banned: false }))),

    BanUser: (_, { user_id }) => json(updateUser(ctx, user_id, { banned: true })),

    UnbanUser: (_, { user_id }) => json(updateUser(ctx, user_id, { banned: false })),

    LockUser: (_, { user_id }) => json(updateUser(ctx, user_id, { locked: true })),

    UnlockUser: (_, { user_id }) => json(updateUser(ctx, user_id, { locked: false })),

    SetUserProfileImage: async (c, { user_id }) => json(updateUser(ctx, requireUser(ctx, user_id).id, { image: await uploadedImage(c) })),

    DeleteUserProfileImage: (_, { user_id }) => json(updateUser(ctx, user_id, { image: null })),

    async UpdateUserMetadata(c, { user_id }) {
      const user = requireUser(ctx, user_id)
      const body = await readBody(c, metadataBody)
      return json(updateUser(ctx, user.id, {
        publicMetadata: mergeMetadata(user.publicMetadata, body.public_metadata, 'public_metadata'),
        privateMetadata: mergeMetadata(user.privateMetadata, body.private_metadata, 'private_metadata'),
        unsafeMetadata: mergeMetadata(user.unsafeMetadata, body.unsafe_metadata, 'unsafe_metadata'),
      }))
    },

    async ReplaceUserMetadata(c, { user_id }) {
      const body = await readBody(c, metadataBody)
      return json(updateUser(ctx, user_id, { publicMetadata: body.public_metadata, privateMetadata: body.private_metadata, unsafeMetadata: body.unsafe_metadata }))
    },
  }
}

/** The users behind the cursor `starting_after`, which goes with the order of creation and no offset (backend-api.yml, GetUserList). */
function afterCursor(c: Call, users: User[]): User[] {
  const { starting_after: cursor, order_by: order, offset } = c.req.query()
  if (!cursor) return users
  const place = users.findIndex(user => user.id === cursor)
  if (place < 0 || Number(offset) > 0 || (order && !/^[-+ ]?created_at$/.test(order))) throw invalidParam('starting_after', 'starting_after must be the id of a user of this list, ordered by created_at and without an offset.')
  return users.slice(place + 1)
}

/** What creating and updating have in common. */
function patchOf(body: z.output<typeof createBody> | z.output<typeof updateBody>): UserPatch {
  return {
    externalId: body.external_id,
    firstName: body.first_name,
    lastName: body.last_name,
    locale: body.locale,
    username: body.username,
    publicMetadata: body.public_metadata,
    privateMetadata: body.private_metadata,
    unsafeMetadata: body.unsafe_metadata,
    deleteSelfEnabled: body.delete_self_enabled ?? undefined,
    createOrganizationEnabled: body.create_organization_enabled ?? undefined,
    createOrganizationsLimit: body.create_organizations_limit,
    bypassClientTrust: body.bypass_client_trust ?? undefined,
    legalAcceptedAt: moment(body.legal_accepted_at),
  }
}

function keptPassword(body: z.output<typeof createBody> | z.output<typeof updateBody>) {
  return passwordToKeep({ password: body.password, digest: body.password_digest, hasher: body.password_hasher, skipChecks: body.skip_password_checks })
}

/** All the users named, or 404 before any is touched. */
async function readUsers(ctx: Context, c: Call): Promise<User[]> {
  return (await readBody(c, idsBody)).user_ids.map(id => requireUser(ctx, id))
}

/** What the instance wants of every user, unless the caller waives it. */
function requireCompleteUser(ctx: Context, body: z.output<typeof createBody>): void {
  const missing = [
    ...(!body.email_address?.length ? ['email_address'] : []),
    ...(ctx.settings.signUp.passwordRequired && !body.password && !body.password_digest && !body.skip_password_requirement ? ['password'] : []),
  ]
  if (missing.length && !body.skip_user_requirement) {
    throw clerkError(422, 'form_data_missing', 'missing data', `${JSON.stringify(missing)} data doesn't match user requirements set for this instance`, { param_names: missing })
  }
}

function moment(text: string | null | undefined): number | undefined {
  return text ? Date.parse(text) : undefined
}
