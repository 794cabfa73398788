import type { Context } from '../../core/context.ts'
import type { Client, Subscription } from '../../core/entities/index.ts'
import { missingPermission } from '../../core/errors.ts'
import { requireSubscription } from '../../domain/billing/subscriptions.ts'
import { permissionsOfRole } from '../../domain/organizations/roles.ts'
import { member } from '../organizations/organizations.ts'
import { type FrontendContext, requireLiveSession } from '../request.ts'

/** Who pays in a call, with the browser to answer. */
export interface Payer { client: Client, subscription: Subscription }

/** Finds the payer of a call; `manage` asks for the right to change something. */
export type PayerOf = (c: FrontendContext, manage?: boolean) => Payer

/** The signed-in person pays. */
export const person = (ctx: Context): PayerOf => (c) => {
  const { client, user } = requireLiveSession(ctx, c)
  return { client, subscription: requireSubscription(ctx, 'user', user.id) }
}

/** The organization of the path pays; who may manage its billing may read it too, as Clerk UI has it. */
export const organization = (ctx: Context): PayerOf => (c, manage = false) => {
  const { client, organization, membership } = member(ctx, c)
  const granted = permissionsOfRole(ctx, membership.role, organization.id)
  const wanted = manage ? 'org:sys_billing:manage' : 'org:sys_billing:read'
  if (!granted.includes(wanted) && !granted.includes('org:sys_billing:manage')) throw missingPermission([wanted])
  return { client, subscription: requireSubscription(ctx, 'org', organization.id) }
}
