import type { MeAnswers, meOperations } from '../../contract/frontend/people/me.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { User } from '../../core/entities.ts'
import { clerkError, paramError } from '../../core/errors.ts'
import { endSession } from '../../domain/people/sessions/sessions.ts'
import { deleteUser, passwordMatches, setPassword, updateUser } from '../../domain/people/users/users.ts'
import { deletedJson } from '../../formatters/organization.ts'
import { clientUserJson } from '../../formatters/user.ts'
import { type FrontendContext, mutated, requireLiveSession, single, uploadedImage } from '../request.ts'

/** The signed-in person: profile and password. */
export const meHandlers = (ctx: Context): Handlers<FrontendContext, typeof meOperations, MeAnswers> => ({
  getUser: c => single(clientUserJson(ctx, requireLiveSession(ctx, c).user)),

  patchUser(c) {
    const { client, user } = requireLiveSession(ctx, c)
    const params = c.get('params')
    updateUser(ctx, user.id, {
      firstName: params.string('first_name'),
      lastName: params.string('last_name'),
      username: params.string('username'),
      primaryEmailAddressId: params.string('primary_email_address_id'),
      unsafeMetadata: params.object('unsafe_metadata'),
    })
    return mutated(ctx, c, client, clientUserJson(ctx, user))
  },

  deleteUser(c) {
    const { client, user } = requireLiveSession(ctx, c)
    if (!user.deleteSelfEnabled) throw clerkError(403, 'user_delete_self_not_enabled', 'Deleting your own account is not enabled.')
    deleteUser(ctx, user.id)
    return mutated(ctx, c, client, deletedJson('user', user))
  },

  async updateProfileImage(c) {
    const { client, user } = requireLiveSession(ctx, c)
    updateUser(ctx, user.id, { image: await uploadedImage(c.get('params')) })
    return mutated(ctx, c, client, { object: 'image', id: user.id, name: 'profile', public_url: clientUserJson(ctx, user).image_url })
  },

  deleteProfileImage(c) {
    const { client, user } = requireLiveSession(ctx, c)
    updateUser(ctx, user.id, { image: null })
    return mutated(ctx, c, client, deletedJson('image', user))
  },

  changePassword(c) {
    const { client, session, user } = requireLiveSession(ctx, c)
    const params = c.get('params')
    if (user.passwordDigest) requireCurrentPassword(c, user)
    setPassword(ctx, user.id, params.required('new_password'))
    if (params.boolean('sign_out_of_other_sessions')) {
      for (const other of ctx.store.sessions.by('userId', user.id)) if (other.id !== session.id) endSession(ctx, other.id, 'revoked')
    }
    return mutated(ctx, c, client, clientUserJson(ctx, user))
  },

  removePassword(c) {
    const { client, user } = requireLiveSession(ctx, c)
    requireCurrentPassword(c, user)
    setPassword(ctx, user.id, null)
    return mutated(ctx, c, client, clientUserJson(ctx, user))
  },
})

function requireCurrentPassword(c: FrontendContext, user: User): void {
  if (passwordMatches(user, c.get('params').string('current_password') ?? '')) return
  throw paramError('current_password', 'form_password_incorrect', 'Password is incorrect. Try again, or use another method.')
}
