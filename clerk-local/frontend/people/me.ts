import { Hono } from 'hono'
import type { Context } from '../../core/context.ts'
import { clerkError, paramError } from '../../core/errors.ts'
import { isVerified } from '../../core/store.ts'
import { startCode } from '../../domain/people/verification/codes.ts'
import { endSession } from '../../domain/people/sessions/sessions.ts'
import { addEmailAddress, deleteUser, passwordMatches, removeEmailAddress, requireEmailAddress, setPassword, updateUser, verifyEmailAddress } from '../../domain/people/users/users.ts'
import { deletedJson } from '../../formatters/organization.ts'
import { clientUserJson, emailAddressJson } from '../../formatters/user.ts'
import { answer, type FrontendContext, type FrontendEnv, read, requireLiveSession, uploadedImage } from '../request.ts'

/** The signed-in person: profile, addresses, password. */
export function meRoutes(ctx: Context): Hono<FrontendEnv> {
  const app = new Hono<FrontendEnv>().basePath('/me')

  app.get('/', c => read(c, clientUserJson(ctx, requireLiveSession(ctx, c).user)))

  app.patch('/', (c) => {
    const { client, user } = requireLiveSession(ctx, c)
    const params = c.get('params')
    updateUser(ctx, user.id, {
      firstName: params.string('first_name'),
      lastName: params.string('last_name'),
      username: params.string('username'),
      primaryEmailAddressId: params.string('primary_email_address_id'),
      unsafeMetadata: params.object('unsafe_metadata'),
    })
    return answer(ctx, c, client, clientUserJson(ctx, user))
  })

  app.delete('/', (c) => {
    const { client, user } = requireLiveSession(ctx, c)
    if (!user.deleteSelfEnabled) throw clerkError(403, 'user_delete_self_not_enabled', 'Deleting your own account is not enabled.')
    deleteUser(ctx, user.id)
    return answer(ctx, c, client, deletedJson('user', user))
  })

  app.post('/profile_image', async (c) => {
    const { client, user } = requireLiveSession(ctx, c)
    updateUser(ctx, user.id, { image: await uploadedImage(c.get('params')) })
    return answer(ctx, c, client, { object: 'image', id: user.id, name: 'profile', public_url: clientUserJson(ctx, user).image_url })
  })

  app.delete('/profile_image', (c) => {
    const { client, user } = requireLiveSession(ctx, c)
    updateUser(ctx, user.id, { image: null })
    return answer(ctx, c, client, deletedJson('image', user))
  })

  app.post('/change_password', (c) => {
    const { client, session, user } = requireLiveSession(ctx, c)
    const params = c.get('params')
    if (user.passwordDigest && !passwordMatches(user, params.string('current_password') ?? '')) {
      throw paramError('current_password', 'form_password_incorrect', 'Password is incorrect. Try again, or use another method.')
    }
    setPassword(ctx, user.id, params.required('new_password'))
    if (params.boolean('sign_out_of_other_sessions')) {
      for (const other of ctx.store.sessions.by('userId', user.id)) if (other.id !== session.id) endSession(ctx, other.id, 'revoked')
    }
    return answer(ctx, c, client, clientUserJson(ctx, user))
  })

  app.post('/remove_password', (c) => {
    const { client, user } = requireLiveSession(ctx, c)
    if (!passwordMatches(user, c.get('params').string('current_password') ?? '')) throw paramError('current_password', 'form_password_incorrect', 'Password is incorrect. Try again, or use another method.')
    setPassword(ctx, user.id, null)
    return answer(ctx, c, client, clientUserJson(ctx, user))
  })

  app.get('/email_addresses', c => c.json({ response: requireLiveSession(ctx, c).user.emailAddresses.map(emailAddressJson), client: null }))

  app.post('/email_addresses', (c) => {
    const { client, user } = requireLiveSession(ctx, c)
    return answer(ctx, c, client, emailAddressJson(addEmailAddress(ctx, user.id, c.get('params').required('email_address'))))
  })

  app.get('/email_addresses/:id', c => read(c, emailAddressJson(own(c).email)))

  app.post('/email_addresses/:id/prepare_verification', (c) => {
    const { client, email } = own(c)
    if (isVerified(email)) throw clerkError(400, 'verification_already_verified', 'This verification has already been verified.')
    email.verification = startCode(ctx, email.emailAddress)
    return answer(ctx, c, client, emailAddressJson(email))
  })

  app.post('/email_addresses/:id/attempt_verification', (c) => {
    const { client, user, email } = own(c)
    return answer(ctx, c, client, emailAddressJson(verifyEmailAddress(ctx, user, email, c.get('params').string('code'))))
  })

  app.delete('/email_addresses/:id', (c) => {
    const { client, user, email } = own(c)
    removeEmailAddress(ctx, user.id, email.id)
    return answer(ctx, c, client, deletedJson('email_address', email))
  })

  function own(c: FrontendContext) {
    const { client, user } = requireLiveSession(ctx, c)
    return { client, user, email: requireEmailAddress(user, c.req.param('id') ?? '') }
  }

  return app
}
