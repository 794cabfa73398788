import type { Context } from '../../core/context.ts'
import type { ApplicationInvitation, Mail, OrganizationInvitation } from '../../core/entities/index.ts'
import { changed } from '../changes.ts'
import { applicationInvitationLink, invitationLink } from './sign-in/tickets.ts'

/** Clerk sends nothing to these addresses and takes the code 424242 for them, in test mode. */
export function isTestAddress(ctx: Context, emailAddress: string): boolean {
  return ctx.settings.testMode && /\+clerk_test[^@]*@/.test(emailAddress)
}

/** Clerk's fictional phone numbers, +1 XXX 555-0100 to 0199: as test addresses (clerk.com/docs, testing). */
export function isTestPhone(ctx: Context, phoneNumber: string): boolean {
  return ctx.settings.testMode && /^\+1\d{3}55501\d\d$/.test(phoneNumber)
}

/** Puts a message into the local mailbox. A text message is one to a phone number. */
function sendMail(ctx: Context, message: Omit<Mail, 'id' | 'createdAt'>): Mail {
  ctx.log(`mail to ${message.to}: ${message.subject}${message.code ? ` (${message.code})` : ''}`)
  const text = message.to.startsWith('+')
  const mail = ctx.store.mails.insert({ ...message, id: ctx.store.id(text ? 'sms' : 'ema'), createdAt: ctx.store.now() })
  if (text) changed.sms(ctx, mail)
  else changed.email(ctx, mail)
  return mail
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

/** The invitation to the application, without an organization. */
export function sendApplicationInvitationMail(ctx: Context, invitation: ApplicationInvitation): Mail {
  return sendMail(ctx, {
    to: invitation.emailAddress,
    slug: 'invitation',
    subject: `You are invited to join ${ctx.settings.applicationName}`,
    body: `Somebody has invited you to join ${ctx.settings.applicationName}.`,
    code: null,
    link: applicationInvitationLink(ctx, invitation),
    userId: null,
  })
}

/** The six digits that prove an address or a phone number; test ones get none. `userId` is whose it is to become. */
export function sendCodeMail(ctx: Context, to: string, code: string, slug: 'verification_code' | 'reset_password_code', userId?: string): Mail | undefined {
  if (isTestAddress(ctx, to) || isTestPhone(ctx, to)) return undefined
  return sendMail(ctx, {
    to, slug, code, link: null,
    subject: `${code} is your ${slug === 'verification_code' ? 'verification' : 'password reset'} code`,
    body: `Enter ${code} in ${ctx.settings.applicationName}. It is good for 10 minutes.`,
    userId: userId ?? ctx.store.userByEmail(to)?.id ?? null,
  })
}

/** The link that proves an address. It goes to test addresses too: no code stands for it. */
export function sendLinkMail(ctx: Context, to: string, link: string, slug: 'magic_link_sign_in' | 'magic_link_sign_up' | 'magic_link_user_profile', userId: string | null): Mail {
  return sendMail(ctx, {
    to, slug, link, userId, code: null,
    subject: slug === 'magic_link_sign_in' ? `Sign in to ${ctx.settings.applicationName}` : `Verify your e-mail address for ${ctx.settings.applicationName}`,
    body: 'Open this link in the browser you asked for it with. It is good for 10 minutes.',
  })
}

/** Tells the old primary address that there is a new one (`notify_primary_email_address_changed`). */
export function sendPrimaryChangedMail(ctx: Context, to: string, newAddress: string, userId: string): Mail {
  return sendMail(ctx, {
    to, userId, slug: 'primary_email_address_changed', code: null, link: null,
    subject: 'Your primary e-mail address was changed',
    body: `The primary e-mail address of your account in ${ctx.settings.applicationName} is now ${newAddress}.`,
  })
}
