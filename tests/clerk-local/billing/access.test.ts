import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addMember, changeRole } from '../../../clerk-local/domain/organizations/memberships.ts'
import { BillingDesk, billingSeed } from './billing.ts'
import { claims, code, type Json, TestBrowser } from '../browser.ts'

let desk: BillingDesk
beforeEach(async () => {
  desk = await BillingDesk.open()
})
afterEach(() => desk.clerk.close())

async function tokenClaims(): Promise<Json> {
  const { body } = await desk.browser.call('POST', `/v1/client/sessions/${desk.browser.session}/tokens`, { organization_id: desk.organizationId })
  return claims(body.jwt)
}

const userId = (name: string) => desk.clerk.store.userByEmail(`${name}+clerk_test@example.com`)?.id ?? ''

describe('tokens', () => {
  it('carry plan, features and the permissions they open from the next token on', async () => {
    expect(await tokenClaims()).toMatchObject({ pla: 'o:free,u:free_person', fea: 'o:projects', o: { per: 'create', fpm: '1' } })
    await desk.subscribe('team')
    expect(await tokenClaims()).toMatchObject({ pla: 'o:team,u:free_person', fea: 'o:projects,o:reports', o: { per: 'create,read', fpm: '1,2' } })
  })

  it('carry what a person subscribed to', async () => {
    await desk.confirm(await desk.checkout('pro', {}, 'me'), {}, 'me')
    expect(await tokenClaims()).toMatchObject({ pla: 'o:free,u:pro', fea: 'o:projects,u:themes' })
  })

  it('lose a plan when its cycle ends, not when it is canceled', async () => {
    await desk.subscribe('team')
    const [item] = (await desk.subscription()).subscription_items
    await desk.call('DELETE', `/subscription_items/${item.id}`)
    expect((await tokenClaims()).pla).toContain('o:team')
    await desk.advance(31)
    expect((await tokenClaims()).pla).toContain('o:free')
  })
})

describe('permissions', () => {
  it('to read let members look, and to manage let them change', async () => {
    const bob = await TestBrowser.open(desk.clerk)
    await bob.signIn('bob+clerk_test@example.com')
    const path = (rest: string) => `/v1/organizations/${desk.organizationId}/billing${rest}`
    const reads = ['/subscription', '/subscription_items', '/payment_methods', '/payment_attempts', '/statements', '/credits', '/credits/history']
    expect(await Promise.all(reads.map(async read => (await bob.call('GET', path(read))).status))).toEqual(reads.map(() => 200))
    const refused = await bob.call('POST', path('/checkouts'), { plan_id: desk.planId('team'), plan_period: 'month' })
    expect(refused).toMatchObject({ status: 403, body: { errors: [{ code: 'missing_organization_permission', meta: { permissions: ['org:sys_billing:manage'] } }] } })
    const writes = [['POST', '/payment_methods'], ['POST', '/payment_methods/initialize'], ['PUT', '/payers/default_payment_method'], ['DELETE', '/subscription_items/x'], ['PATCH', '/checkouts/x/confirm']]
    expect(await Promise.all(writes.map(async ([method = '', write]) => (await bob.call(method, path(write ?? ''))).status))).toEqual(writes.map(() => 403))
  })

  it('to manage include reading; without either all is refused, and strangers find nothing', async () => {
    const bob = await TestBrowser.open(desk.clerk)
    await bob.signIn('bob+clerk_test@example.com')
    const read = async () => await bob.call('GET', `/v1/organizations/${desk.organizationId}/billing/subscription`)
    changeRole(desk.clerk.ctx, desk.organizationId, userId('bob'), 'org:clerk')
    expect((await read()).status).toBe(200)
    changeRole(desk.clerk.ctx, desk.organizationId, userId('bob'), 'org:guest')
    expect((await read()).status).toBe(403)
    const dan = await TestBrowser.open(desk.clerk)
    await dan.signIn('dan+clerk_test@example.com')
    expect(code(await dan.call('GET', `/v1/organizations/${desk.organizationId}/billing/subscription`))).toBe('organization_not_found_or_unauthorized')
  })

  it('keep payers apart: a checkout of one isn\'t another\'s', async () => {
    const checkout = await desk.checkout('pro', {}, 'me')
    expect(code(await desk.call('GET', `/checkouts/${checkout.body.response.id}`))).toBe('checkout_not_found')
    expect(code(await desk.confirm(checkout))).toBe('checkout_not_found')
  })
})

describe('Billing that is off', () => {
  it('says so in the environment and refuses calls', async () => {
    const off = await BillingDesk.open({ settings: { billing: { organizationEnabled: false, userEnabled: true } } })
    try {
      const environment = (await off.browser.call('GET', '/v1/environment')).body
      expect(environment.commerce_settings.billing).toMatchObject({ organization: { enabled: false, has_paid_plans: false }, user: { enabled: true, has_paid_plans: true } })
      expect(await off.call('GET', '/subscription')).toMatchObject({ status: 403, body: { errors: [{ code: 'billing_not_enabled' }] } })
      expect((await off.browser.call('GET', '/v1/billing/plans', { payer_type: 'org' })).status).toBe(403)
      expect((await off.browser.call('GET', '/v1/billing/plans', { payer_type: 'user' })).status).toBe(200)
      expect((await off.backend('GET', `/organizations/${off.organizationId}/billing/subscription`)).status).toBe(403)
    }
    finally {
      await off.clerk.close()
    }
  })

  it('gives payers their free plan when it is switched on', async () => {
    const off = await BillingDesk.open({ seed: { ...billingSeed, plans: [] }, settings: { billing: { organizationEnabled: true } } })
    try {
      expect(await off.items()).toEqual(['free_org active'])
    }
    finally {
      await off.clerk.close()
    }
  })

  it('may be switched on while it runs', async () => {
    const off = await BillingDesk.open({ seed: { ...billingSeed, plans: [] }, settings: { billing: { organizationEnabled: false, userEnabled: false } } })
    try {
      await fetch(`${off.clerk.url}/__test__/settings`, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ billing: { organizationEnabled: true } }) })
      expect(await off.items()).toEqual(['free_org active'])
    }
    finally {
      await off.clerk.close()
    }
  })
})

it('may be switched on at a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'clerk-local-'))
  const options = { seed: { ...billingSeed, plans: [] }, stateFile: join(folder, 'state.json') }
  await (await BillingDesk.open({ ...options, settings: { billing: { organizationEnabled: false, userEnabled: false } } })).clerk.close()
  const again = await BillingDesk.open(options)
  try {
    expect(await again.items()).toEqual(['free_org active'])
  }
  finally {
    await again.clerk.close()
    rmSync(folder, { recursive: true })
  }
})

it('puts an organization of the seed on its plan and period, paid for', async () => {
  const organizations = [{ ...billingSeed.organizations?.[0], name: 'Acme', slug: 'acme', plan: 'seated', planPeriod: 'annual' as const }]
  const seeded = await BillingDesk.open({ seed: { ...billingSeed, organizations } })
  try {
    const [item] = (await seeded.subscription()).subscription_items
    expect(item).toMatchObject({ plan_period: 'annual', seats: { quantity: 2 }, lifetime_paid: { amount: 36_000 }, plan: { slug: 'seated', unit_prices: [{ name: 'seats' }] } })
  }
  finally {
    await seeded.clerk.close()
  }
})

it('forgets a payer who is deleted', async () => {
  addMember(desk.clerk.ctx, { organizationId: desk.organizationId, userId: userId('cleo'), role: 'org:admin' })
  await desk.subscribe('team')
  await desk.backend('DELETE', `/organizations/${desk.organizationId}`)
  await desk.backend('DELETE', `/users/${userId('dan')}`)
  expect((await desk.backend('GET', '/billing/statements')).body.total_count).toBe(0)
  expect((await desk.backend('GET', '/billing/subscription_items?include_free=true&payer_type=org')).body.total_count).toBe(0)
  expect(desk.clerk.store.paymentMethods.all()).toHaveLength(3)
})
