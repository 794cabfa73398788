import type { CreditBalanceObject, CreditEntryObject, PayerObject, PaymentMethodInitializeObject, PaymentMethodObject } from '../../contract/objects/billing/payer.ts'
import type { Context } from '../../core/context.ts'
import type { CreditEntry, PaymentMethod, Subscription } from '../../core/entities/index.ts'
import { instanceId } from '../../core/keys/keys.ts'
import { creditBalance } from '../../domain/billing/payments/credits.ts'
import { isInUse } from '../../domain/billing/payments/methods.ts'
import { organizationImageUrl } from '../organizations/organization.ts'
import { primaryEmail, userImageUrl } from '../people/user.ts'
import { money } from './money.ts'

/** The account of the gateway that everything is paid to. */
export const gatewayAccount = 'acct_local'

/** Who pays: an organization or a person. */
export function payerJson(ctx: Context, subscription: Subscription): PayerObject {
  const organization = ctx.store.organizations.get(subscription.organizationId)
  const user = ctx.store.users.get(subscription.userId)
  const balance = creditBalance(ctx, subscription.payerId)
  return {
    object: 'commerce_payer',
    id: subscription.payerId,
    instance_id: instanceId,
    user_id: subscription.userId,
    first_name: user?.firstName ?? null,
    last_name: user?.lastName ?? null,
    email: user ? primaryEmail(user) : null,
    organization_id: subscription.organizationId,
    organization_name: organization?.name ?? null,
    image_url: organization ? organizationImageUrl(ctx, organization) : user ? userImageUrl(ctx, user) : '',
    ...(balance !== null && { credits_balance: money(balance) }),
    created_at: subscription.createdAt,
    updated_at: subscription.updatedAt,
  }
}

/** A saved card. */
export function paymentMethodJson(ctx: Context, method: PaymentMethod): PaymentMethodObject {
  return {
    object: 'commerce_payment_method',
    id: method.id,
    payer_id: method.payerId,
    payment_type: 'card',
    is_default: method.isDefault,
    is_removable: !isInUse(ctx, method),
    gateway: 'stripe',
    gateway_external_id: method.id.replace('cps_', 'pm_'),
    gateway_external_account_id: gatewayAccount,
    last4: method.last4,
    status: method.status,
    wallet_type: null,
    card_type: method.cardType,
    expiry_month: method.expiryMonth,
    expiry_year: method.expiryYear,
    created_at: method.createdAt,
    updated_at: method.updatedAt,
  }
}

/** What stands for a card where credit paid it all. */
export function creditMethodJson(payerId: string, at: number): PaymentMethodObject {
  return {
    object: 'commerce_payment_method', id: '', payer_id: payerId, payment_type: 'payer-credits', is_default: false, is_removable: false,
    gateway: '', gateway_external_id: '', gateway_external_account_id: null, last4: null, status: 'active', wallet_type: null, card_type: null,
    expiry_month: null, expiry_year: null, created_at: at, updated_at: at,
  }
}

/** What a payment element would start from; there is no gateway behind it here. */
export function paymentMethodInitializeJson(ctx: Context): PaymentMethodInitializeObject {
  const intent = ctx.store.id('seti')
  return { object: 'commerce_payment_method_initialize', external_client_secret: `${intent}_secret_local`, external_gateway_id: gatewayAccount, payment_method_order: ['card'] }
}

/** The credit of a payer. */
export function creditBalanceJson(ctx: Context, payerId: string): CreditBalanceObject {
  const balance = creditBalance(ctx, payerId)
  return { object: 'commerce_credit_balance', balance: balance === null ? null : money(balance) }
}

/** A change of the credit, with the time in the form that the API has. */
export function creditEntryJson<Time extends string | number>(entry: CreditEntry, time: (at: number) => Time): CreditEntryObject<Time> {
  return {
    object: 'commerce_credit_ledger', id: entry.id, payer_id: entry.payerId, amount: money(entry.amount), source_type: entry.sourceType, source_id: entry.sourceId,
    note: entry.note, created_at: time(entry.createdAt),
  }
}
