import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { billingSeed, day } from '../billing/billing.ts'
import { type NotingClient, notingClient } from './client.ts'

let local: ClerkLocal
let sdk: NotingClient
let organizationId: string
let userId: string

beforeAll(async () => {
  local = await createClerkLocal({
    seed: { ...billingSeed, organizations: billingSeed.organizations?.map(organization => ({ ...organization, plan: 'trial' })) },
    settings: { billing: { organizationEnabled: true, userEnabled: true }, apiKeys: { organizationEnabled: true, userEnabled: true } },
  })
  sdk = notingClient(local)
  organizationId = local.store.organizations.by('slug', 'acme')[0]!.id
  userId = local.store.userByEmail('ada+clerk_test@example.com')!.id
})
afterAll(() => local.close())

describe('billing, by the SDK', () => {
  it('tells plans and subscriptions', async () => {
    const { billing } = sdk.clerk
    const plans = await billing.getPlanList({ payerType: 'org' })
    expect(plans.data.find(plan => plan.slug === 'team')).toMatchObject({ name: 'Team', fee: { amount: 3000, currency: 'USD' }, annualFee: { amount: 30_000 }, features: [{ slug: 'projects' }, { slug: 'reports' }] })
    expect(await billing.getOrganizationBillingSubscription(organizationId)).toMatchObject({ status: 'active', subscriptionItems: expect.arrayContaining([expect.objectContaining({ plan: expect.objectContaining({ slug: 'trial' }) })]) as object[] })
    expect(await billing.getUserBillingSubscription(userId)).toMatchObject({ status: 'active', subscriptionItems: [{ plan: { slug: 'free_person' } }] })
  })

  it('lengthens a trial and cancels', async () => {
    const { billing } = sdk.clerk
    const { subscriptionItems } = await billing.getOrganizationBillingSubscription(organizationId)
    const trial = subscriptionItems.find(item => item.plan?.slug === 'trial')!
    const extendTo = new Date(trial.periodEnd! + 30 * day)
    expect(await billing.extendSubscriptionItemFreeTrial(trial.id, { extendTo })).toMatchObject({ id: trial.id, isFreeTrial: true, periodEnd: extendTo.getTime() })
    expect(await billing.cancelSubscriptionItem(trial.id)).toMatchObject({ id: trial.id, status: 'canceled', canceledAt: expect.any(Number) as number })
  })

  it('keeps API keys', async () => {
    const { apiKeys } = sdk.clerk
    const made = await apiKeys.create({ name: 'Deploy', subject: organizationId, scopes: ['read'], claims: { a: 1 } })
    expect(made).toMatchObject({ name: 'Deploy', subject: organizationId, scopes: ['read'], claims: { a: 1 }, revoked: false, secret: expect.any(String) as string })
    expect(await apiKeys.get(made.id)).toMatchObject({ id: made.id, name: 'Deploy' })
    expect(await apiKeys.list({ subject: organizationId })).toMatchObject({ totalCount: 1, data: [{ id: made.id }] })
    const { secret } = await apiKeys.getSecret(made.id)
    expect(await apiKeys.verify(secret)).toMatchObject({ id: made.id, subject: organizationId })
    expect(await apiKeys.update({ apiKeyId: made.id, subject: organizationId, description: 'For deploys' })).toMatchObject({ description: 'For deploys' })
    expect(await apiKeys.revoke({ apiKeyId: made.id, revocationReason: 'lost' })).toMatchObject({ revoked: true, revocationReason: 'lost' })
    expect(await apiKeys.delete(made.id)).toMatchObject({ id: made.id, deleted: true })
  })

  it('tells where webhooks can be seen', async () => {
    const { webhooks } = sdk.clerk
    await webhooks.deleteSvixApp().catch(() => {})
    expect(await webhooks.createSvixApp()).toMatchObject({ svix_url: expect.stringContaining(local.url) as string })
    expect(await webhooks.generateSvixAuthURL()).toMatchObject({ svix_url: expect.stringContaining(local.url) as string })
  })

  it.each(['billing', 'apiKeys', 'webhooks'] as const)('leaves no method of %s out', (api) => {
    expect(sdk.uncalled(api)).toEqual([])
  })
})
