import { Hono } from 'hono'
import { z } from 'zod'
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
export function userRoutes(ctx: Context): Hono {
  const app = new Hono()
  const json = (user: User) => userJson(ctx, user)

  app.get('/users', c => c.json(page(c, ordered(c, ctx.store.users.filter(userFilter(ctx, c)), orders)).map(json)))
  app.get('/users/count', c => c.json({ object: 'total_count', total_count: ctx.store.users.filter(userFilter(ctx, c)).length }))

  app.post('/users', async (c) => {
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
    return c.json(json(Object.values(rest).some(value => value !== undefined) ? updateUser(ctx, user.id, rest) : user))
  })

  app.get('/users/:id', c => c.json(json(requireUser(ctx, c.req.param('id')))))

  app.patch('/users/:id', async (c) => {
    const user = requireUser(ctx, c.req.param('id'))
    const body = await readBody(c, updateBody)
    requireFreeNames(ctx, body, user)
    if (body.password) setPassword(ctx, user.id, body.password)
    if (body.sign_out_of_other_sessions) signOut(ctx, user)
    return c.json(json(updateUser(ctx, user.id, {
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
    })))
  })

  app.delete('/users/:id', c => c.json(deletedJson('user', deleteUser(ctx, c.req.param('id')))))

  app.patch('/users/:id/metadata', async (c) => {
    const user = requireUser(ctx, c.req.param('id'))
    const body = await readBody(c, metadataBody)
    return c.json(json(updateUser(ctx, user.id, {
      publicMetadata: mergeMetadata(user.publicMetadata, body.public_metadata, 'public_metadata'),
      privateMetadata: mergeMetadata(user.privateMetadata, body.private_metadata, 'private_metadata'),
      unsafeMetadata: mergeMetadata(user.unsafeMetadata, body.unsafe_metadata, 'unsafe_metadata'),
    })))
  })

  app.put('/users/:id/metadata', async (c) => {
    const body = await readBody(c, metadataBody)
    return c.json(json(updateUser(ctx, c.req.param('id'), { publicMetadata: body.public_metadata, privateMetadata: body.private_metadata, unsafeMetadata: body.unsafe_metadata })))
  })

  app.post('/users/:id/ban', (c) => {
    const user = updateUser(ctx, c.req.param('id'), { banned: true })
    // A banned user is signed out everywhere.
    signOut(ctx, user)
    return c.json(json(user))
  })
  app.post('/users/:id/unban', c => c.json(json(updateUser(ctx, c.req.param('id'), { banned: false }))))
  app.post('/users/:id/lock', c => c.json(json(updateUser(ctx, c.req.param('id'), { locked: true }))))
  app.post('/users/:id/unlock', c => c.json(json(updateUser(ctx, c.req.param('id'), { locked: false }))))

  app.post('/users/:id/profile_image', async c => c.json(json(updateUser(ctx, requireUser(ctx, c.req.param('id')).id, { image: await uploadedImage(c) }))))
  app.delete('/users/:id/profile_image', c => c.json(json(updateUser(ctx, c.req.param('id'), { image: null }))))

  app.post('/users/:id/verify_password', async (c) => {
    const user = requireUser(ctx, c.req.param('id'))
    const { password } = await readBody(c, passwordBody)
    if (!user.passwordDigest) throw clerkError(400, 'no_password_set', 'no password set', 'This user does not have a password set.')
    if (!passwordMatches(user, password)) throw paramError('password', 'incorrect_password', 'Incorrect password', 'Incorrect password. Please try again.')
    return c.json({ verified: true })
  })

  app.post('/users/:id/remove_password', async (c) => {
    const { sign_out_of_other_sessions } = await readBody(c, removePasswordBody)
    const user = setPassword(ctx, c.req.param('id'), null)
    if (sign_out_of_other_sessions) signOut(ctx, user)
    return c.json(json(user))
  })

  return app
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
