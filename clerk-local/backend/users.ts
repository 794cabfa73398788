import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { UserAnswers, userOperations } from '../contract/backend/users.ts'
import type { Handlers } from '../contract/operations.ts'
import type { Context } from '../core/context.ts'
import type { User } from '../core/entities.ts'
import { clerkError, paramError } from '../core/errors.ts'
import { mergeMetadata } from '../domain/metadata.ts'
import { endSession } from '../domain/people/sessions/sessions.ts'
import { createUser, deleteUser, passwordMatches, requireUser, setPassword, updateUser } from '../domain/people/users/users.ts'
import { deletedJson } from '../formatters/organization.ts'
import { userJson } from '../formatters/user.ts'
import { metadata, type Orders, ordered, page, readBody } from './request.ts'
import { uploadedImage } from './upload.ts'
import { personOrders, userFilter } from './user-filter.ts'

const time = z.iso.datetime({ offset: true }).nullish()
const profile = {
  external_id: z.string().nullish(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  username: z.string().nullish(),
  password: z.string().nullish(),
  skip_password_checks: z.boolean().nullish(),
  delete_self_enabled: z.boolean().nullish(),
  create_organization_enabled: z.boolean().nullish(),
  create_organizations_limit: z.int().min(0).nullish(),
  legal_accepted_at: time,
  skip_legal_checks: z.boolean().nullish(),
  created_at: time,
}
const metadataFields = { public_metadata: metadata, private_metadata: metadata, unsafe_metadata: metadata }
const createBody = z.strictObject({
  ...profile,
  ...metadataFields,
  email_address: z.array(z.string()).nullish(),
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
  notify_primary_email_address_changed: z.boolean().nullish(),
  sign_out_of_other_sessions: z.boolean().nullish(),
})
const metadataBody = z.strictObject(metadataFields)
const passwordBody = z.strictObject({ password: z.string() })
const removePasswordBody = z.strictObject({ sign_out_of_other_sessions: z.boolean().nullish() })

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
    GetUserList: c => page(c, ordered(c, ctx.store.users.filter(userFilter(ctx, c)), orders)).map(json),

    GetUsersCount: c => ({ object: 'total_count', total_count: ctx.store.users.filter(userFilter(ctx, c)).length }),

    async CreateUser(c) {
      const body = await readBody(c, createBody)
      requireCompleteUser(ctx, body)
      requireFreeNames(ctx, body)
      const user = createUser(ctx, {
        emailAddresses: body.email_address ?? [],
        password: body.password,
        firstName: body.first_name,
        lastName: body.last_name,
        username: body.username,
        externalId: body.external_id,
        publicMetadata: body.public_metadata,
        privateMetadata: body.private_metadata,
        unsafeMetadata: body.unsafe_metadata,
        legalAcceptedAt: moment(body.legal_accepted_at),
        createdAt: moment(body.created_at),
      })
      // Fields that few callers set; the update is told only when there is one.
      const rest = {
        banned: body.banned ?? undefined,
        locked: body.locked ?? undefined,
        deleteSelfEnabled: body.delete_self_enabled ?? undefined,
        createOrganizationEnabled: body.create_organization_enabled ?? undefined,
        createOrganizationsLimit: body.create_organizations_limit ?? undefined,
      }
      return json(Object.values(rest).some(value => value !== undefined) ? updateUser(ctx, user.id, rest) : user)
    },

    GetUser: (_, { user_id }) => json(requireUser(ctx, user_id)),

    async UpdateUser(c, { user_id }) {
      const user = requireUser(ctx, user_id)
      const body = await readBody(c, updateBody)
      requireFreeNames(ctx, body, user)
      if (body.password) setPassword(ctx, user.id, body.password)
      if (body.sign_out_of_other_sessions) signOut(ctx, user)
      return json(updateUser(ctx, user.id, {
        firstName: body.first_name,
        lastName: body.last_name,
        username: body.username,
        externalId: body.external_id,
        publicMetadata: body.public_metadata,
        privateMetadata: body.private_metadata,
        unsafeMetadata: body.unsafe_metadata,
        primaryEmailAddressId: body.primary_email_address_id ?? undefined,
        deleteSelfEnabled: body.delete_self_enabled ?? undefined,
        createOrganizationEnabled: body.create_organization_enabled ?? undefined,
        createOrganizationsLimit: body.create_organizations_limit,
        legalAcceptedAt: moment(body.legal_accepted_at),
      }))
    },

    DeleteUser: (_, { user_id }) => deletedJson('user', deleteUser(ctx, user_id)),

    BanUser(_, { user_id }) {
      const user = updateUser(ctx, user_id, { banned: true })
      // A banned user is signed out everywhere.
      signOut(ctx, user)
      return json(user)
    },

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

    async VerifyPassword(c, { user_id }) {
      const user = requireUser(ctx, user_id)
      const { password } = await readBody(c, passwordBody)
      if (!user.passwordDigest) throw clerkError(400, 'no_password_set', 'no password set', 'This user does not have a password set.')
      if (!passwordMatches(user, password)) throw paramError('password', 'incorrect_password', 'Incorrect password', 'Incorrect password. Please try again.')
      return { verified: true }
    },

    async RemoveUserPassword(c, { user_id }) {
      const { sign_out_of_other_sessions } = await readBody(c, removePasswordBody)
      const user = setPassword(ctx, user_id, null)
      if (sign_out_of_other_sessions) signOut(ctx, user)
      return json(user)
    },
  }
}

/** What the instance wants of every user, unless the caller waives it. */
function requireCompleteUser(ctx: Context, body: z.output<typeof createBody>): void {
  const missing = [
    ...(!body.email_address?.length ? ['email_address'] : []),
    ...(ctx.settings.signUp.passwordRequired && !body.password && !body.skip_password_requirement ? ['password'] : []),
  ]
  if (missing.length && !body.skip_user_requirement) {
    throw clerkError(422, 'form_data_missing', 'missing data', `${JSON.stringify(missing)} data doesn't match user requirements set for this instance`, { param_names: missing })
  }
}

function requireFreeNames(ctx: Context, body: { external_id?: string | null, username?: string | null }, self?: User): void {
  const taken = (test: (user: User) => boolean) => ctx.store.users.find(user => user.id !== self?.id && test(user)) !== undefined
  const exists = (param: string, what: string) => paramError(param, 'form_identifier_exists', `That ${what} is taken. Please try another.`)
  if (body.external_id && taken(user => user.externalId === body.external_id)) throw exists('external_id', 'external ID')
  if (body.username && taken(user => user.username === body.username)) throw exists('username', 'username')
}

function signOut(ctx: Context, user: User): void {
  for (const session of ctx.store.sessions.by('userId', user.id)) endSession(ctx, session.id, 'revoked')
}

function moment(text: string | null | undefined): number | undefined {
  return text ? Date.parse(text) : undefined
}
