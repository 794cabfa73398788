import type { ClerkClient } from '@clerk/backend'

type Of<F extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<F>>
type Domain = Of<ClerkClient['organizations']['getOrganizationDomainList']>['data'][number]
type Connection = Of<ClerkClient['enterpriseConnections']['getEnterpriseConnectionList']>['data'][number]
type Subscription = Of<ClerkClient['billing']['getOrganizationBillingSubscription']>
type Plan = Of<ClerkClient['billing']['getPlanList']>['data'][number]

// The SDK keeps no raw answer of these: they are put back into the webhooks' shape.

/** A domain as events tell it. @clerk/backend 3.25 does not turn domains into its own shape, whatever its types say. */
export function domainJson(domain: Domain): object {
  if ('updated_at' in domain) return domain
  const { id, organizationId, name, enrollmentMode, verification, createdAt, updatedAt } = domain
  return {
    id, organization_id: organizationId, name, enrollment_mode: enrollmentMode, created_at: createdAt, updated_at: updatedAt,
    verification: verification && { status: verification.status, strategy: verification.strategy },
  }
}

/** A connection as the Backend API tells it. */
export const connectionJson = ({ id, organizationId, name, provider, domains, active, syncUserAttributes, disableAdditionalIdentifications, createdAt, updatedAt }: Connection) => ({
  id, organization_id: organizationId, name, provider, domains, active, sync_user_attributes: syncUserAttributes,
  disable_additional_identifications: disableAdditionalIdentifications, created_at: createdAt, updated_at: updatedAt,
})

/** An organization's subscription as events tell it. */
export const subscriptionJson = ({ id, status, activeAt, pastDueAt, subscriptionItems, createdAt, updatedAt }: Subscription, organizationId: string) => ({
  id, status, payer: { organization_id: organizationId }, active_at: activeAt, past_due_at: pastDueAt, created_at: createdAt, updated_at: updatedAt,
  items: subscriptionItems.map(({ plan, seats, ...item }) => ({
    id: item.id, status: item.status, is_free_trial: item.isFreeTrial, interval: item.planPeriod, plan_id: item.planId,
    plan: plan && { id: plan.id, slug: plan.slug, name: plan.name }, seats,
    period_start: item.periodStart, period_end: item.periodEnd, created_at: item.createdAt, updated_at: item.updatedAt,
  })),
})

/** A plan as the Backend API tells it. */
export const planJson = ({ id, slug, name, features }: Plan) => ({ id, slug, name, features: features.map(feature => ({ slug: feature.slug })) })
