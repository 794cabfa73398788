import type { Context } from '../../core/context.ts'
import type { Mail, OrganizationInvitation } from '../../core/entities.ts'
import { invitationLink } from './sign-in/tickets.ts'

/** Clerk sends nothing to these addresses and takes the code 424242 for them, in test mode. */
export function isTestAddress(ctx: Context, emailAddress: string): boolean {
  return ctx.settings.testMode && /\+clerk_test[^@]*@/.test(emailAddress)
}

/** Puts a message into the local mailbox. */
export function sendMail(ctx: Context, mail: Omit<Mail, 'id' | 'createdAt'>): Mail {
  ctx.log(`mail to ${mail.to}: ${mail.subject}${mail.code ? ` (${mail.code})` : ''}`)
  return ctx.store.mails.insert({ ...mail, id: ctx.store.id('ema'), createdAt: ctx.store.now() })
}

/** The invitation with its link. It goes to test addresses too: without it nobody could accept. */
export function sendInvitationMail(ctx: Context, invitation: OrganizationInvitation): Mail {
  const organization = ctx.store.organizations.get(invitation.organizationId)
  const inviter = ctx.store.users.get(invitation.inviterUserId)
  const name = [inviter?.firstName, inviter?.lastName].filter(Boolean).join(' ') || 'Somebody'
  return sendMail(ctx, {
    to: invitation.emailAddress,
    slug: 'organization_invitation',
    subject: `${name} invited you to join ${organization?.name}`,
    body: `${name} has invited you to join ${organization?.name} on ${ctx.settings.applicationName}.`,
    code: null,
    link: invitationLink(ctx, invitation),
    userId: ctx.store.userByEmail(invitation.emailAddress)?.id ?? null,
  })
}

/** The six digits that prove an address. */
export function sendCodeMail(ctx: Context, to: string, code: string, slug: 'verification_code' | 'reset_password_code'): Mail | undefined {
  if (isTestAddress(ctx, to)) return undefined
  return sendMail(ctx, {
    to, slug, code, link: null,
    subject: `${code} is your ${slug === 'verification_code' ? 'verification' : 'password reset'} code`,
    body: `Enter ${code} in ${ctx.settings.applicationName}. It is good for 10 minutes.`,
    userId: ctx.store.userByEmail(to)?.id ?? null,
  })
}
