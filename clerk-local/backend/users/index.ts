import type { Hono } from 'hono'
import { applicationInvitationOperations } from '../../contract/backend/people/application-invitations.ts'
import { emailAddressOperations } from '../../contract/backend/people/email-addresses.ts'
import { phoneNumberOperations } from '../../contract/backend/people/phone-numbers.ts'
import { userFactorOperations } from '../../contract/backend/people/user-factors.ts'
import { userOperations } from '../../contract/backend/people/users.ts'
import { waitlistOperations } from '../../contract/backend/people/waitlist.ts'
import type { Context } from '../../core/context.ts'
import { register } from '../../core/register.ts'
import { applicationInvitationHandlers } from './application-invitations.ts'
import { emailAddressHandlers } from './email-addresses.ts'
import { phoneNumberHandlers } from './phone-numbers.ts'
import { userFactorHandlers } from './user-factors.ts'
import { userHandlers } from './users.ts'
import { waitlistHandlers } from './waitlist.ts'

/** Users, what they are reached and proven by, invitations to become one, and the waitlist. */
export function registerUsers(app: Hono, ctx: Context): void {
  register(app, userOperations, userHandlers(ctx))
  register(app, userFactorOperations, userFactorHandlers(ctx))
  register(app, emailAddressOperations, emailAddressHandlers(ctx))
  register(app, phoneNumberOperations, phoneNumberHandlers(ctx))
  register(app, applicationInvitationOperations, applicationInvitationHandlers(ctx))
  register(app, waitlistOperations, waitlistHandlers(ctx))
}
