import { randomBytes } from 'node:crypto'
import type { Context } from '../../../core/context.ts'
import type { Session } from '../../../core/entities/index.ts'
import { sessionTokenCategory, signJwt } from '../../../core/keys/jwt.ts'
import { issuer } from '../../../core/keys/keys.ts'
import { activeFeatureSlugs, activePlan } from '../../billing/subscriptions.ts'
import { parsePermission, permissionsOfRole } from '../../organizations/roles.ts'
import { factorAges } from '../../../formatters/people/session.ts'
import { activeMembership, openTasks } from './sessions.ts'

/** What a caller may choose about a token. */
export interface TokenOptions {
  /** The authorized party: the origin of the app. */
  azp?: string
  /** Another organization than the active one, for this token only (facts §A9); '' is none. */
  organizationId?: string
  expiresInSeconds?: number
}

/** A session token, version 2, to the claim as Clerk issues it (facts §E). */
export function issueSessionToken(ctx: Context, session: Session, options: TokenOptions = {}): string {
  const iat = Math.floor(ctx.store.now() / 1000)
  const pending = openTasks(ctx, session, options.organizationId).length > 0
  const claims = {
    ...(options.azp && { azp: options.azp }),
    exp: iat + (options.expiresInSeconds ?? ctx.faults.tokenSeconds() ?? ctx.settings.session.tokenSeconds),
    ...(session.actor && { act: session.actor }),
    ...(pending ? {} : billingClaims(ctx, session, options.organizationId)),
    fva: factorAges(ctx, session),
    iat,
    iss: issuer,
    jti: randomBytes(10).toString('hex'),
    nbf: iat - 10,
    ...(pending ? {} : organizationClaim(ctx, session, options.organizationId)),
    sid: session.id,
    sts: pending ? 'pending' : 'active',
    sub: session.userId,
    v: 2,
  }
  return signJwt(ctx.keys, claims, { cat: sessionTokenCategory, oiat: iat })
}

/** `fea` and `pla`: what organization and person are entitled to. */
function billingClaims(ctx: Context, session: Session, organizationId?: string): { fea?: string, pla?: string } {
  const { organizationEnabled, userEnabled } = ctx.settings.billing
  const membership = activeMembership(ctx, session, organizationId)
  const orgFeatures = membership ? organizationFeatures(ctx, membership.organizationId, membership.role) : []
  const userFeatures = userEnabled ? activeFeatureSlugs(ctx, 'user', session.userId) : []
  const fea = [
    ...orgFeatures.map(slug => `${userFeatures.includes(slug) ? 'uo' : 'o'}:${slug}`),
    ...userFeatures.filter(slug => !orgFeatures.includes(slug)).map(slug => `u:${slug}`),
  ].join(',')
  const orgPlan = membership && organizationEnabled ? activePlan(ctx, 'org', membership.organizationId) : undefined
  const userPlan = userEnabled ? activePlan(ctx, 'user', session.userId) : undefined
  const pla = [orgPlan && `o:${orgPlan.slug}`, userPlan && `u:${userPlan.slug}`].filter(Boolean).join(',')
  return { ...(fea && { fea }), ...(pla && { pla }) }
}

/** The `o:` features in their order in `fea`: the plan's, or without Billing those the role's permissions name. */
function organizationFeatures(ctx: Context, organizationId: string, role: string): string[] {
  if (ctx.settings.billing.organizationEnabled) return activeFeatureSlugs(ctx, 'org', organizationId)
  return [...new Set(customPermissions(ctx, organizationId, role).map(p => p.feature))]
}

/** `o`: id, slug, role without its prefix, and custom permissions as a bit map; system ones never (facts §A1). */
function organizationClaim(ctx: Context, session: Session, organizationId?: string) {
  const membership = activeMembership(ctx, session, organizationId)
  const organization = ctx.store.organizations.get(membership?.organizationId)
  if (!membership || !organization) return {}
  const permissions = customPermissions(ctx, organization.id, membership.role)
  const actions = [...new Set(permissions.map(p => p.action))]
  const map = organizationFeatures(ctx, organization.id, membership.role).map(feature =>
    actions.reduce((bits, action, i) => permissions.some(p => p.feature === feature && p.action === action) ? bits | 1n << BigInt(i) : bits, 0n))
  return {
    o: {
      id: organization.id,
      ...(ctx.settings.organizations.slugsEnabled && { slg: organization.slug }),
      rol: membership.role.replace(/^org:/, ''),
      ...(actions.length && { per: actions.join(','), fpm: map.join(',') }),
    },
  }
}

function customPermissions(ctx: Context, organizationId: string, role: string) {
  return permissionsOfRole(ctx, role, organizationId).map(parsePermission).filter(p => !p.system)
}
