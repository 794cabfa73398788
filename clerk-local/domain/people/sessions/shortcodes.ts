import type { Context } from '../../../core/context.ts'
import type { Metadata, Session } from '../../../core/entities/index.ts'
import { clientUserJson, primaryEmail } from '../../../formatters/people/user.ts'
import { isMetadata } from '../../metadata.ts'
import { activeMembership } from './sessions.ts'

/** Fills `{{…}}` in claims: a claim that is one shortcode takes its value as it is, in other text it becomes text (clerk.com/docs/guides/sessions/jwt-templates). */
export function fillClaims(ctx: Context, session: Session, claims: Metadata): Metadata {
  const values = shortcodes(ctx, session)
  return Object.fromEntries(Object.entries(claims).map(([name, claim]) => [name, fill(claim, values)]))
}

function fill(claim: unknown, values: Metadata): unknown {
  if (Array.isArray(claim)) return claim.map(item => fill(item, values))
  if (isMetadata(claim)) return Object.fromEntries(Object.entries(claim).map(([name, value]) => [name, fill(value, values)]))
  if (typeof claim !== 'string') return claim
  const whole = /^\{\{([^{}]+)\}\}$/.exec(claim.trim())?.[1]
  if (whole) return firstKnown(whole, values)
  return claim.replace(/\{\{([^{}]+)\}\}/g, (_, code: string) => {
    const value = firstKnown(code, values)
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')
  })
}

/** The value of `a || b || 'word'`: the first that isn't empty, else the last. */
function firstKnown(code: string, values: Metadata): unknown {
  const candidates = code.split('||').map(text => text.trim()).map(part => /^(['"])(.*)\1$/.exec(part)?.[2] ?? read(part, values))
  return candidates.find(Boolean) ?? candidates.at(-1)
}

/** A value by its path; an unknown shortcode is null. */
function read(path: string, values: Metadata): unknown {
  return path.split('.').reduce<unknown>((value, name) => isMetadata(value) && Object.hasOwn(value, name) ? value[name] : null, values)
}

/** Everything that shortcodes can name. */
function shortcodes(ctx: Context, session: Session): Metadata {
  const user = ctx.store.users.get(session.userId)
  const membership = activeMembership(ctx, session)
  const organization = ctx.store.organizations.get(membership?.organizationId)
  const json = user && clientUserJson(ctx, user)
  return {
    session: { id: session.id, actor: session.actor },
    ...(user && json && {
      user: {
        id: user.id,
        external_id: user.externalId,
        username: user.username,
        first_name: user.firstName,
        last_name: user.lastName,
        full_name: [user.firstName, user.lastName].filter(Boolean).join(' ') || null,
        image_url: json.image_url,
        has_image: json.has_image,
        primary_email_address: primaryEmail(user),
        email_verified: primaryEmail(user) !== null,
        primary_phone_number: user.phoneNumbers.find(p => p.id === user.primaryPhoneNumberId)?.phoneNumber ?? null,
        phone_number_verified: user.primaryPhoneNumberId !== null,
        two_factor_enabled: false,
        created_at: user.createdAt,
        updated_at: user.updatedAt,
        last_sign_in_at: user.lastSignInAt,
        public_metadata: user.publicMetadata,
        unsafe_metadata: user.unsafeMetadata,
        organizations: Object.fromEntries(ctx.store.memberships.by('userId', user.id).map(m => [m.organizationId, m.role])),
      },
    }),
    ...(membership && organization && {
      org: {
        id: organization.id,
        name: organization.name,
        slug: organization.slug,
        role: membership.role,
        image_url: json?.organization_memberships?.find(m => m.id === membership.id)?.organization.image_url ?? null,
        has_image: organization.image !== null,
        public_metadata: organization.publicMetadata,
      },
      org_membership: { public_metadata: membership.publicMetadata },
    }),
  }
}
