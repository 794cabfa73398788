import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'
import { afterEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, type ClerkLocalOptions, createClerkLocal } from '../../../clerk-local/index.ts'
import { parseSeed } from '../../../clerk-local/inputs/seed.ts'
import { demoSeed } from '../../../clerk-local/seed/demo.ts'
import { seedJsonSchema } from '../../../clerk-local/seed/schema.ts'

const opened: ClerkLocal[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map(clerk => clerk.close()))
})
async function open(options: ClerkLocalOptions) {
  const clerk = await createClerkLocal(options)
  opened.push(clerk)
  return clerk
}

const full = parse(`
$schema: ./seed.schema.json
features: [{ slug: reports, name: Reports }]
permissions: [{ key: org:reports:read, name: Read reports }]
plans: [{ slug: starter, name: Starter, default: true, features: [reports], seats: 10 }]
roles: [{ key: org:auditor, permissions: [org:reports:read, org:sys_memberships:read] }]
roleSets:
  - { key: role_set:small, name: Small, roles: [org:admin, org:member] }
users:
  - email: Max@example.com
    otherEmails: [{ email: max@work.test }, { email: max@later.test, verified: false }]
    password: orbit-lantern-42
    username: maximus
    externalId: crm-1
    publicMetadata: { team: { name: blue } }
  - { email: new@example.com, verified: false }
  - { email: gone@example.com, banned: true }
organizations:
  - name: Solo
    slug: solo
    createdBy: max@example.com
    roleSet: role_set:small
    maxAllowedMemberships: 0
    privateMetadata: { crm: 7 }
    members: [{ email: new@example.com, role: org:member, publicMetadata: { desk: 4 } }]
    invitations: [{ email: guest@example.com, role: org:admin, invitedBy: max@example.com }]
    domains: [{ name: solo.test, enrollmentMode: automatic_suggestion }, { name: later.test, verified: false }]
    enterpriseConnections: [{ name: Login, domains: [sso.test] }, { name: Off, provider: oidc_custom, domains: [off.test], active: false }]
  - { name: Plain, slug: plain, plan: starter, members: [{ email: max@example.com, role: org:auditor }] }
`) as unknown

describe('a seed', () => {
  it('may add to the demo, whose rows of the same name it merges with', async () => {
    const { store } = await open({ seed: parseSeed({
      extends: 'demo',
      features: [{ slug: 'reports', name: 'Reports' }],
      plans: [{ slug: 'business', name: 'Large', features: ['reports'] }],
      roles: [{ key: 'org:admin', permissions: ['org:sys_profile:manage'] }],
      users: [{ email: 'max@example.com' }],
      organizations: [{ slug: 'acme', name: 'Acme', plan: 'business', members: [{ email: 'max@example.com', role: 'org:member' }] }],
    }, 'The seed') })
    const business = store.plans.find(plan => plan.slug === 'business')!
    expect([business.name, business.monthlyFee, business.featureSlugs]).toEqual(['Large', 9900, ['projects', 'api_keys', 'sso', 'reports']])
    expect(store.plans.filter(plan => plan.slug === 'team')).toHaveLength(1)
    const acme = store.organizations.by('slug', 'acme')[0]!
    expect(store.memberships.filter(one => one.organizationId === acme.id).map(one => store.users.get(one.userId)!.emailAddresses[0]!.emailAddress)).toEqual(['ada+clerk_test@example.com', 'bob+clerk_test@example.com', 'max@example.com'])
    expect(store.organizations.by('slug', 'beta')).toHaveLength(1)
  })

  it('that adds to the demo is checked with it', () => {
    expect(() => parseSeed({ extends: 'demo', plans: [{ slug: 'business', name: 'Business', features: ['reprots', 'projects'] }], features: [{ slug: 'reports', name: 'Reports' }] }, 'The seed'))
      .toThrow('The seed is wrong at plans[2].features[3]: reprots is not a feature. Did you mean reports?')
  })

  it('makes people, roles, role sets, plans and organizations with all they have', async () => {
    const { store, ctx } = await open({ seed: parseSeed(full, 'The seed') })
    const max = store.userByEmail('max@example.com')!
    expect(max).toMatchObject({ username: 'maximus', externalId: 'crm-1', publicMetadata: { team: { name: 'blue' } } })
    expect(max.emailAddresses.map(e => [e.emailAddress, e.verification?.status])).toEqual([['max@example.com', 'verified'], ['max@work.test', 'verified'], ['max@later.test', undefined]])
    expect([store.userByEmail('max@work.test')?.id, store.userByEmail('new@example.com'), store.userByEmail('gone@example.com')?.banned]).toEqual([max.id, undefined, true])
    const [solo] = store.organizations.by('slug', 'solo')
    expect(solo).toMatchObject({ createdBy: max.id, roleSetKey: 'role_set:small', maxAllowedMemberships: 0, privateMetadata: { crm: 7 } })
    expect(store.memberships.by('organizationId', solo!.id).map(m => [m.role, m.publicMetadata])).toEqual([['org:admin', {}], ['org:member', { desk: 4 }]])
    expect(store.invitations.by('organizationId', solo!.id)).toMatchObject([{ emailAddress: 'guest@example.com', role: 'org:admin', status: 'pending', inviterUserId: max.id }])
    expect(store.domains.by('organizationId', solo!.id).map(d => [d.name, d.enrollmentMode, d.affiliationVerification?.status])).toEqual([['solo.test', 'automatic_suggestion', 'verified'], ['later.test', 'manual_invitation', 'unverified']])
    expect(store.enterpriseConnections.by('organizationId', solo!.id).map(c => [c.name, c.provider, c.domains, c.active])).toEqual([['Login', 'saml_custom', ['sso.test'], true], ['Off', 'oidc_custom', ['off.test'], false]])
    expect(store.mails.all()).toMatchObject([{ to: 'guest@example.com', link: expect.stringContaining(ctx.url) as string }])
    expect(store.changes.all().every(change => change.seeded)).toBe(true)
  })

  it('leaves out what the settings switch off', async () => {
    const { store } = await open({ settings: { organizations: { slugsEnabled: false, domainsEnabled: false }, billing: { organizationEnabled: false } } })
    expect(store.organizations.size).toBe(2)
  })

  it('has the same ids every time with a random seed, and others with another', async () => {
    const ids = async (randomSeed?: number) => {
      const clerk = await open({ randomSeed })
      const made = () => clerk.store.organizations.all().map(o => o.id)
      const first = made()
      clerk.reset()
      expect(made()).toEqual(randomSeed === undefined ? expect.not.arrayContaining(first) : first)
      return first
    }
    expect(await ids(1)).toEqual(await ids(1))
    expect(await ids(2)).not.toEqual(await ids(1))
    await ids()
  })

  it('changes nothing when it breaks a rule', async () => {
    const clerk = await open({})
    const before = clerk.store.organizations.all().map(o => o.id)
    const users = Array.from({ length: 7 }, (_, i) => ({ email: `p${i}@example.com` }))
    const seed = { plans: [{ slug: 'free_org', name: 'Free', default: true, seats: 5 }], users, organizations: [{ name: 'Full', slug: 'full', members: users.map(({ email }) => ({ email, role: 'org:member' })) }] }
    expect(() => clerk.reset(seed)).toThrow(/breaks a rule: You have reached your limit of 5/)
    expect(clerk.store.organizations.all().map(o => o.id)).toEqual(before)
    expect(clerk.store.userByEmail('ada+clerk_test@example.com')).toBeDefined()
  })

  it('given by a program is checked too, and a refused one leaves no server behind', async () => {
    const probe = await open({})
    const port = Number(new URL(probe.url).port)
    await probe.close()
    await expect(open({ port, seed: { organizations: [{ name: 'A', slug: 'a', createdBy: 'x@example.com' }] } })).rejects.toThrow('x@example.com is not one of the users.')
    await expect(open({ port, seed: { users: [{ email: 'a@example.com', password: 'password' }], organizations: [{ name: 'http://a.test', slug: 'a' }] } })).rejects.toThrow('breaks a rule')
    expect((await open({ port })).url).toBe(probe.url)
  })

  it('brings its own people', async () => {
    const clerk = await open({})
    clerk.reset({ users: [{ email: 'only@example.com', password: 'quite-another-9' }] })
    expect(clerk.people).toMatchObject([{ email: 'only@example.com', password: 'quite-another-9' }])
    clerk.reset()
    expect(clerk.people).toHaveLength(4)
  })
})

describe('the published schema of seeds', () => {
  const file = JSON.parse(readFileSync(new URL('../../../clerk-local/seed/seed.schema.json', import.meta.url), 'utf8')) as object

  it('is current (npm run clerk-local:schema writes it)', () => {
    expect(file).toEqual(JSON.parse(JSON.stringify(seedJsonSchema())))
  })

  it('takes the demo and a full seed, and refuses what the check refuses', () => {
    const ajv = new Ajv2020({ strict: false })
    addFormats.default(ajv)
    const validate = ajv.compile(file)
    expect([validate(demoSeed), validate(full)]).toEqual([true, true])
    expect([validate({ usres: [] }), validate({ users: [{ email: 'nobody' }] }), validate([])]).toEqual([false, false, false])
  })
})
