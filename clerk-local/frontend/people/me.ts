import type { MeAnswers, meOperations } from '../../contract/frontend/people/me.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { clerkError } from '../../core/errors.ts'
import { mergeMetadata } from '../../domain/metadata.ts'
import { requireReverified } from '../../domain/people/sessions/reverification.ts'
import { endSessions } from '../../domain/people/sessions/sessions.ts'
import { requirePassword, setPassword } from '../../domain/people/users/passwords.ts'
import { deleteUser, updateUser } from '../../domain/people/users/users.ts'
import { deletedJson } from '../../formatters/organizations/organization.ts'
import { clientUserJson } from '../../formatters/people/user.ts'
import { type FrontendContext, mutated, requireLiveSession, uploadedImage } from '../request.ts'

/** The signed-in person: profile and password. */
export const meHandlers = (ctx: Context): Handlers<FrontendContext, typeof meOperations, MeAnswers> => ({
  getUser(c) {
    const { client, user } = requireLiveSession(ctx, c)
    return mutated(ctx, c, client, clientUserJson(ctx, user))
  },

  patchUser(c) {
    const { client, session, user } = requireLiveSession(ctx, c)
    const params = c.get('params')
    if (['username', 'primary_email_address_id'].some(name => params.has(name))) requireReverified(ctx, session)
    updateUser(ctx, user.id, {
      firstName: params.string('first_name'),
      lastName: params.string('last_name'),
      username: params.string('username')?.trim() || (params.has('username') ? null : undefined),
      primaryEmailAddressId: params.string('primary_email_address_id'),
      unsafeMetadata: params.object('unsafe_metadata'),
    })
    return mutated(ctx, c, client, clientUserJson(ctx, user))
  },

  patchUserMetadata(c) {
    const { client, user } = requireLiveSession(ctx, c)
    updateUser(ctx, user.id, { unsafeMetadata: mergeMetadata(user.unsafeMetadata, c.get('params').object('unsafe_metadata'), 'unsafe_metadata') })
    return mutated(ctx, c, client, clientUserJson(ctx, user))
  },

  deleteUser(c) {
    const { client, session, user } = requireLiveSession(ctx, c)
    requireReverified(ctx, session)
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
    requireReverified(ctx, session)
    // With reverification on, a fresh factor stands for the current password, and Clerk UI doesn't ask for it.
    const current = params.string('current_password')
    if (user.passwordDigest && (current !== undefined || !ctx.settings.session.reverification)) requirePassword(user, current, 'current_password')
    setPassword(ctx, user.id, params.required('new_password'), 'new_password')
    if (params.boolean('sign_out_of_other_sessions')) endSessions(ctx, user.id, { except: session.id })
    return mutated(ctx, c, client, clientUserJson(ctx, user))
  },

  removePassword(c) {
    const { client, session, user } = requireLiveSession(ctx, c)
    requireReverified(ctx, session)
    const current = c.get('params').string('current_password')
    if (current !== undefined || !ctx.settings.session.reverification) requirePassword(user, current, 'current_password')
    setPassword(ctx, user.id, null)
    return mutated(ctx, c, client, clientUserJson(ctx, user))
  },
})
