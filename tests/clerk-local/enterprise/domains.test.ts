import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changeRole } from '../../../clerk-local/domain/organizations/memberships.ts'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { code, type Json, TestBrowser } from '../browser.ts'

let clerk: ClerkLocal
let ada: TestBrowser
let acme: string
beforeAll(async () => {
  clerk = await createClerkLocal()
})
afterAll(() => clerk.close())
beforeEach(async () => {
  clerk.reset()
  acme = clerk.store.organizations.by('slug', 'acme')[0]!.id
  ada = await TestBrowser.open(clerk)
  await ada.signIn('ada+clerk_test@example.com')
})

const domains = (path = '') => `/v1/organizations/${acme}/domains${path}`
const add = async (name: string, fields: Record<string, string> = {}, browser = ada) => (await browser.call('POST', domains(), { name, ...fields })).body.response
const events = () => clerk.store.changes.all().filter(c => c.type.startsWith('organizationDomain.')).map(c => c.type.split('.')[1])

/** Proves a domain by the code that test addresses take. */
async function prove(domain: Json, browser = ada, path = domains()): Promise<Json> {
  await browser.call('POST', `${path}/${domain.id}/prepare_affiliation_verification`, { affiliation_email_address: `it+clerk_test@${domain.name}` })
  return (await browser.call('POST', `${path}/${domain.id}/attempt_affiliation_verification`, { code: '424242' })).body
}

describe('domains of an organization', () => {
  it('are added, read, listed newest first with filters, and deleted, each with its webhook', async () => {
    const acmeTest = await add(' Acme.TEST ')
    expect(acmeTest).toMatchObject({
      object: 'organization_domain', organization_id: acme, name: 'acme.test', enrollment_mode: 'manual_invitation', affiliation_verification: null, ownership_verification: null,
      total_pending_invitations: 0, total_pending_suggestions: 0, public_organization_data: { name: 'Acme' },
    })
    const other = await add('other.acme.test', { enrollment_mode: 'automatic_suggestion' })
    await prove(other)
    const names = async (query: Record<string, string>) => (await ada.call('GET', domains(), query)).body.response.data.map((d: Json) => d.name)
    expect(await names({})).toEqual(['other.acme.test', 'acme.test'])
    expect(await names({ verified: 'true' })).toEqual(['other.acme.test'])
    expect(await names({ verified: 'false' })).toEqual(['acme.test'])
    expect(await names({ enrollment_mode: 'automatic_suggestion' })).toEqual(['other.acme.test'])
    expect(await names({ limit: '1', offset: '1' })).toEqual(['acme.test'])
    expect((await ada.call('GET', domains(`/${acmeTest.id}`))).body.response).toEqual(acmeTest)
    expect((await ada.call('DELETE', domains(`/${acmeTest.id}`))).body.response).toEqual({ object: 'organization_domain', id: acmeTest.id, deleted: true })
    expect((await ada.call('GET', domains(`/${acmeTest.id}`))).status).toBe(404)
    expect(events()).toEqual(['created', 'created', 'updated', 'updated', 'deleted'])
  })

  it('have names of companies', async () => {
    for (const name of ['acme', '.test', 'acme..test', '-acme.test', 'http://acme.test', 'acme.test/x', '10.0.0.1', `${'a'.repeat(64)}.test`, 'ácme.test']) {
      expect([name, code(await ada.call('POST', domains(), { name }))]).toEqual([name, 'form_param_format_invalid'])
    }
    expect(code(await ada.call('POST', domains(), {}))).toBe('form_param_missing')
    expect(code(await ada.call('POST', domains(), { name: 'GMAIL.com' }))).toBe('organization_domain_common')
    expect(code(await ada.call('POST', domains(), { name: 'mailinator.com' }))).toBe('organization_domain_blocked')
    expect(code(await ada.call('POST', domains(), { name: 'acme.test', enrollment_mode: 'magic' }))).toBe('form_param_value_invalid')
    expect(events()).toEqual([])
  })

  it('belong to the organization that proves them first', async () => {
    const cleo = await TestBrowser.open(clerk)
    await cleo.signIn('cleo+clerk_test@example.com')
    const beta = `/v1/organizations/${clerk.store.organizations.by('slug', 'beta')[0]!.id}/domains`
    const theirs = (await cleo.call('POST', beta, { name: 'acme.test' })).body.response
    const ours = await add('acme.test')
    const again = await ada.call('POST', domains(), { name: 'acme.test' })
    expect([again.status, again.body.errors[0]]).toMatchObject([422, { code: 'organization_domain_already_exists', meta: { param_name: 'name' } }])
    expect((await prove(ours)).response.affiliation_verification).toMatchObject({ status: 'verified', strategy: 'affiliation_email_code' })
    expect((await prove(theirs, cleo, beta)).errors[0].code).toBe('organization_domain_already_exists')
    expect(code(await cleo.call('POST', beta, { name: 'acme.test' }))).toBe('organization_domain_already_exists')
  })

  it('are limited in number', async () => {
    clerk.ctx.settings.organizations.maxAllowedDomains = 1
    await add('acme.test')
    const second = await ada.call('POST', domains(), { name: 'acme2.test' })
    expect([second.status, code(second)]).toEqual([403, 'organization_domain_quota_exceeded'])
  })

  it('are off where the instance has none', async () => {
    clerk.ctx.settings.organizations.domainsEnabled = false
    for (const call of [ada.call('GET', domains()), ada.call('POST', domains(), { name: 'acme.test' })]) {
      expect([(await call).status, code(await call)]).toEqual([403, 'organization_domains_not_enabled'])
    }
    const environment = (await ada.call('GET', '/v1/environment')).body
    expect(environment.organization_settings.domains.enabled).toBe(false)
  })

  it('need the permissions of the caller, who else doesn\'t learn that the organization exists', async () => {
    const bob = await TestBrowser.open(clerk)
    await bob.signIn('bob+clerk_test@example.com')
    const domain = await add('acme.test')
    expect(code(await bob.call('GET', domains()))).toBe('missing_organization_permission')
    const member = clerk.store.roles.by('key', 'org:member')[0]!
    clerk.store.roles.update(member.id, { permissionKeys: [...member.permissionKeys, 'org:sys_domains:read'] })
    expect((await bob.call('GET', domains())).body.response.total_count).toBe(1)
    for (const [method, path] of [['POST', ''], ['DELETE', `/${domain.id}`], ['POST', `/${domain.id}/update_enrollment_mode`], ['POST', `/${domain.id}/prepare_ownership_verification`]] as const) {
      expect([(await bob.call(method, domains(path), { name: 'x.test' })).status]).toEqual([403])
    }
    const dan = await TestBrowser.open(clerk)
    await dan.signIn('dan+clerk_test@example.com')
    expect((await dan.call('GET', domains())).status).toBe(404)
  })
})

describe('affiliation', () => {
  it('is proven by a code mailed to an address at the domain', async () => {
    const domain = await add('acme.test')
    const prepare = (email: string) => ada.call('POST', domains(`/${domain.id}/prepare_affiliation_verification`), { affiliation_email_address: email })
    const attempt = (given: string) => ada.call('POST', domains(`/${domain.id}/attempt_affiliation_verification`), { code: given })
    expect(code(await attempt('424242'))).toBe('verification_missing')
    expect(code(await prepare('it@other.test'))).toBe('organization_domain_mismatch')
    expect(code(await prepare('acme.test'))).toBe('form_param_format_invalid')
    expect((await prepare('IT@acme.test')).body.response).toMatchObject({ affiliation_email_address: 'it@acme.test', affiliation_verification: { status: 'unverified', attempts: 0 } })
    const mail = clerk.store.mails.all().find(m => m.to === 'it@acme.test')!
    expect(code(await attempt('000000'))).toBe('form_code_incorrect')
    const { response } = (await attempt(mail.code!)).body
    expect(response).toMatchObject({ affiliation_verification: { status: 'verified', attempts: 2, verified_at: expect.any(Number) }, verification: { status: 'verified' } })
    expect(code(await prepare('it@acme.test'))).toBe('verification_already_verified')
  })

  it('expires with its code', async () => {
    const domain = await add('acme.test')
    await ada.call('POST', domains(`/${domain.id}/prepare_affiliation_verification`), { affiliation_email_address: 'it+clerk_test@acme.test' })
    clerk.store.clockOffset += 11 * 60_000
    expect((await ada.call('GET', domains(`/${domain.id}`))).body.response.affiliation_verification.status).toBe('expired')
    expect(code(await ada.call('POST', domains(`/${domain.id}/attempt_affiliation_verification`), { code: '424242' }))).toBe('verification_expired')
  })
})

describe('ownership', () => {
  const publish = (id: string) => fetch(`${clerk.url}/domains/${id}/publish`, { method: 'POST', redirect: 'manual' })
  const read = async (id: string, browser = ada) => (await browser.call('GET', domains(`/${id}`))).body.response.ownership_verification

  it('is proven by a TXT record, which the page of domains shows and publishes', async () => {
    const domain = await add('acme.test', { enrollment_mode: 'enterprise_sso' })
    const prepared = (await ada.call('POST', domains(`/${domain.id}/prepare_ownership_verification`))).body.response.ownership_verification
    expect(prepared).toMatchObject({ status: 'unverified', txt_record_name: expect.stringContaining('acme.test'), txt_record_value: expect.stringMatching(/^clerk-domain-verification=/) })
    expect(await (await fetch(`${clerk.url}/domains`)).text()).toContain(prepared.txt_record_value)
    const attempt = async () => (await ada.call('POST', domains(`/${domain.id}/attempt_ownership_verification`))).body.response.ownership_verification
    expect(await attempt()).toMatchObject({ status: 'unverified', attempts: 1 })
    expect((await publish(domain.id)).status).toBe(303)
    expect(await attempt()).toMatchObject({ status: 'verified', attempts: 2, txt_record_name: null, txt_record_value: null, verified_at: expect.any(Number) })
    expect(await attempt()).toMatchObject({ status: 'verified', attempts: 2 })
  })

  it('shows the value of an open challenge to those only who manage domains, and a new challenge replaces it', async () => {
    const domain = await add('acme.test')
    const first = (await ada.call('POST', domains(`/${domain.id}/prepare_ownership_verification`))).body.response.ownership_verification
    await publish(domain.id)
    const second = (await ada.call('POST', domains(`/${domain.id}/prepare_ownership_verification`))).body.response.ownership_verification
    expect(second.txt_record_value).not.toBe(first.txt_record_value)
    expect((await ada.call('POST', domains(`/${domain.id}/attempt_ownership_verification`))).body.response.ownership_verification.status).toBe('unverified')
    const member = clerk.store.roles.by('key', 'org:member')[0]!
    clerk.store.roles.update(member.id, { permissionKeys: [...member.permissionKeys, 'org:sys_domains:read'] })
    const bob = await TestBrowser.open(clerk)
    await bob.signIn('bob+clerk_test@example.com')
    expect(await read(domain.id, bob)).toMatchObject({ txt_record_name: second.txt_record_name, txt_record_value: null })
    changeRole(clerk.ctx, acme, clerk.store.userByEmail('bob+clerk_test@example.com')!.id, 'org:admin')
    expect(await read(domain.id, bob)).toMatchObject({ txt_record_value: second.txt_record_value })
    clerk.store.clockOffset += 8 * 24 * 3600_000
    expect(clerk.store.domains.get(domain.id)!.ownershipVerification?.expireAt).toBeLessThan(clerk.store.now())
  })

  it('belongs to self-serve single sign-on', async () => {
    const domain = await add('acme.test')
    clerk.ctx.settings.enterpriseSso.selfServe = false
    expect(code(await ada.call('POST', domains(`/${domain.id}/prepare_ownership_verification`)))).toBe('feature_not_enabled')
    expect(code(await ada.call('POST', domains(), { name: 'b.test', enrollment_mode: 'enterprise_sso' }))).toBe('organization_domain_enrollment_mode_not_enabled')
  })

  it('and creation work in bulk, each name for itself', async () => {
    const { response } = (await ada.call('POST', domains('/bulk'), { names: ['a.test', 'a.test', 'gmail.com', 'b.test'], enrollment_mode: 'enterprise_sso' })).body
    expect(response.data.map((d: Json) => d.name)).toEqual(['a.test', 'b.test'])
    expect(response.errors).toEqual([{ name: 'gmail.com', code: 'organization_domain_common' }])
    const ids = response.data.map((d: Json) => d.id)
    const prepared = (await ada.call('POST', domains('/prepare_ownership_verification/bulk'), { organization_domain_ids: [...ids, 'orgdmn_none'] })).body.response
    expect(prepared).toMatchObject({ data: [{ ownership_verification: { status: 'unverified' } }, {}], errors: [{ id: 'orgdmn_none', code: 'resource_not_found' }] })
    await publish(ids[1])
    const attempted = (await ada.call('POST', domains('/attempt_ownership_verification/bulk'), { organization_domain_ids: ids })).body.response
    expect(attempted.data.map((d: Json) => d.ownership_verification.status)).toEqual(['unverified', 'verified'])
    expect(code(await ada.call('POST', domains('/bulk')))).toBe('form_param_missing')
    expect(code(await ada.call('POST', domains('/bulk'), { names: Array.from({ length: 11 }, (_, i) => `n${i}.test`) }))).toBe('bulk_size_exceeded')
  })
})
