import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createClerkLocal, type ClerkLocal, type ClerkLocalOptions } from '../../../clerk-local/index.ts'
import { demoSeed } from '../../../clerk-local/seed/demo.ts'
import { checks, examine } from '../../../scripts/doctor/examine.ts'
import { askClerk, type Facts, readCode } from '../../../scripts/doctor/facts.ts'
import { doctorPage } from '../../../scripts/doctor/page.ts'
import { type Env, localEnv } from '../../../scripts/lib/clerk-env.ts'
import { builders } from '../../support/app/builders.ts'
import { signIn } from '../../support/app/session.ts'
import { tempFolder } from '../db/temp-database'

const running: ClerkLocal[] = []
afterEach(async () => { await Promise.all(running.splice(0).map(clerk => clerk.close())) })

async function start(options: Omit<ClerkLocalOptions, 'port'> = {}) {
  const clerk = await createClerkLocal({ port: 0, ...options })
  running.push(clerk)
  return clerk
}

const root = join(import.meta.dirname, '..', '..', '..')
const healthy: Facts['mirror'] = {
  now: 1, lastEvent: { svixId: 'msg_1', type: 'user.created', eventTime: 1, receivedAt: 1, outcome: 'applied', attempts: 1, lag: 0 }, organizations: 100, heartbeat: 1,
  events: { applied: 1, ignored: 0, quarantined: 0, erased: 0 }, quarantine: [], listeners: { waiting: 0, givenUp: 0 }, reconcile: { running: false, last: null },
}

/** What the doctor finds, by id, with a Clerk that is set up so. */
async function found({ env = {}, ...facts }: Partial<Omit<Facts, 'env'>> & { env?: Env } = {}, options: Omit<ClerkLocalOptions, 'port'> = {}, change: (clerk: ClerkLocal) => Promise<unknown> = async () => {}) {
  const clerk = await start(options)
  await change(clerk)
  const full: Env = { ...localEnv(clerk), ...env }
  let trouble: string | null = null
  const { instance, session } = await askClerk(full).catch((error: Error) => { trouble = error.message; return { instance: null, session: null } })
  return examine({ env: full, instance, session, trouble, mirror: healthy, code: readCode(root), ...facts })
}
const ids = async (...args: Parameters<typeof found>) => (await found(...args)).map(({ id }) => id)

const ada = 'ada+clerk_test@example.com'
const signsIn = (clerk: ClerkLocal) => signIn(clerk, 'http://localhost:3000', ada)

const line = (text: string, file = 'server/api/x.ts') => [...readCode(root), { file, line: 7, text }]

describe('npm run doctor', () => {
  it('finds nothing wrong with the demo', async () => {
    expect(await found()).toEqual([])
  })

  it.each<[string, Env]>([
    ['keys_missing', { NUXT_CLERK_SECRET_KEY: '' }],
    ['variable_misnamed', { CLERK_SECRET_KEY: 'sk_test_x' }],
    ['publishable_key_malformed', { NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_test_nothing' }],
    ['keys_of_different_kinds', { NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k' }],
    ['authorized_parties_missing', { NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k' }],
    ['clerk_refuses', { NUXT_CLERK_SECRET_KEY: 'sk_test_of_somebody_else' }],
    ['clerk_refuses', { NUXT_CLERK_API_URL: 'http://127.0.0.1:9/backend' }],
    ['webhook_secret_missing', { NUXT_CLERK_WEBHOOK_SIGNING_SECRET: ' ' }],
    ['webhook_secret_malformed', { NUXT_CLERK_WEBHOOK_SIGNING_SECRET: 'secret' }],
    ['membership_mode', { NUXT_PUBLIC_PERSONAL_ACCOUNTS: 'true' }],
  ])('finds %s', async (id, env) => {
    expect(await ids({ env })).toContain(id)
  })

  it('finds a production key on localhost', () => {
    const env = { NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k', NUXT_CLERK_SECRET_KEY: 'sk_live_x' }
    expect(examine({ env, instance: null, trouble: null, mirror: null, session: null, code: [] }).map(({ id }) => id)).toContain('live_key_on_localhost')
  })

  it('finds keys of two instances', async () => {
    const other = await start()
    expect(await ids({ env: { NUXT_CLERK_FRONTEND_API_URL: other.frontendApiUrl } })).toContain('keys_of_different_instances')
  })

  it('finds organizations off', async () => {
    expect(await ids({}, { seed: 'empty', settings: { organizations: { enabled: false } } })).toEqual(['organizations_off'])
  })

  it.each<[string, NonNullable<ClerkLocalOptions['settings']>]>([
    ['membership_mode', { organizations: { membershipRequired: false } }],
    ['slugs_off', { organizations: { slugsEnabled: false } }],
  ])('finds %s in the instance', async (id, settings) => {
    expect(await ids({}, { settings })).toEqual([id])
  })

  it('finds permissions that Clerk lacks, and features that no plan has', async () => {
    const seed = { ...demoSeed, permissions: demoSeed.permissions!.filter(({ key }) => key !== 'org:projects:manage'), roles: [{ key: 'org:admin', permissions: ['org:projects:create'] }], plans: demoSeed.plans!.map(plan => ({ ...plan, features: plan.features!.filter(slug => slug !== 'projects') })) }
    const findings = await found({}, { seed })
    expect(findings.map(({ id }) => id)).toEqual(['permission_unknown_to_clerk', 'feature_on_no_plan'])
    expect(findings[0]).toMatchObject({ level: 'error', proof: 'org:projects:manage is not among the instance’s permissions.', where: 'Organizations → Roles and permissions' })
  })

  it('finds a creator who can do nothing, and a role set without a role', async () => {
    const founder = { key: 'org:founder', permissions: ['org:sys_memberships:read', 'org:sys_memberships:manage', 'org:sys_profile:delete'] }
    const seed = { ...demoSeed, roles: [...demoSeed.roles!, founder], roleSets: [{ key: 'role_set:small', name: 'Small', roles: ['org:founder', 'org:member'], creatorRole: 'org:founder' }] }
    expect(await ids({}, { seed })).toEqual(['role_set_without_role'])
    // Clerk refuses to make it so; an instance may be from before.
    const weaken = async (clerk: ClerkLocal) => { for (const role of clerk.store.roles.all()) if (role.key === 'org:founder') role.permissionKeys.splice(0) }
    expect(await ids({}, { seed }, weaken)).toEqual(['creator_role_too_weak', 'role_set_without_role'])
  })

  it('finds a domain that single sign-on and another way to join share', async () => {
    const organizations = demoSeed.organizations!.map(one => one.slug === 'acme' ? { ...one, enterpriseConnections: [{ name: 'Acme', domains: ['acme.test'] }], domains: [{ name: 'acme.example', enrollmentMode: 'automatic_suggestion' as const }] } : one)
    // Clerk refuses to make it so; an instance may be from before.
    const rename = async (clerk: ClerkLocal) => { for (const domain of clerk.store.domains.all()) domain.name = 'acme.test' }
    const findings = await found({}, { seed: { ...demoSeed, organizations } }, rename)
    expect(findings).toMatchObject([{ id: 'domain_of_a_connection', level: 'warning', proof: expect.stringContaining('acme.test') }])
  })

  it.each<[string, string, string?]>([
    ['provider_of_account', 'const provider = user.enterpriseAccounts[0].provider'],
    ['system_permission_in_token', 'if (auth.has({ permission: \'org:sys_memberships:manage\' })) return'],
    ['plan_of_anybody', 'const pro = has({ plan: \'pro\' })', 'components/X.vue'],
    ['no_such_guard', 'event.context.auth().protect()'],
    ['metadata_replaced', 'await clerk.organizations.updateOrganization(id, { publicMetadata: { a: 1 } })'],
    ['bare_middleware', '  clerk: { skipServerMiddleware: false },', 'nuxt.config.ts'],
    ['bare_middleware', 'export default clerkMiddleware()', 'server/middleware/auth.ts'],
    ['permission_not_in_table', 'const wanted = \'org:projects:erase\''],
  ])('finds %s in the code', async (id, text, file) => {
    expect(await ids({ code: line(text, file) })).toEqual([id])
  })

  it('reads the code of the base beside that of an app, also where one folder\'s name begins like the other\'s', () => {
    const app = root.slice(0, -1)
    expect(readCode(app).some(({ file }) => file === 'pages/session-tasks/choose-organization.vue')).toBe(true)
  })

  it('finds no page for the task', async () => {
    expect(await ids({ code: [] })).toEqual(['task_page_missing'])
  })

  it.each([
    ['pages/welcome.vue', '    <TaskChooseOrganization />'],
    ['components/Nav.vue', '<NuxtLink to="/session-tasks/choose-organization">Choose</NuxtLink>'],
  ])('finds the task shown outside of a task, in %s', async (file, text) => {
    expect(await found({ code: line(text, file) })).toMatchObject([{ id: 'task_page_outside', level: 'error', proof: `${file}:7: ${text.trim()}` }])
  })

  it('finds plans for people that no page offers', async () => {
    const seed = { ...demoSeed, plans: [...demoSeed.plans!, { slug: 'pro', name: 'Pro', for: 'user' as const, monthlyFee: 900 }] }
    const personal = { settings: { organizations: { membershipRequired: false } }, seed }
    const env = { NUXT_PUBLIC_PERSONAL_ACCOUNTS: 'true' }
    expect(await found({ env }, personal)).toMatchObject([{ id: 'plans_out_of_reach', proof: expect.stringContaining('pro') }])
    expect(await ids({ env, code: line('      for="user"', 'pages/pricing.vue') }, personal)).toEqual([])
    expect(await ids({ env }, { settings: personal.settings })).toEqual([])
  })

  it.each<[string, Partial<NonNullable<Facts['mirror']>>]>([
    ['webhooks_never_came', { lastEvent: null }],
    ['mirror_behind', { organizations: 1 }],
    ['events_in_quarantine', { events: { applied: 0, ignored: 0, quarantined: 2, erased: 0 } }],
    ['listeners_gave_up', { listeners: { waiting: 0, givenUp: 1 } }],
  ])('finds %s', async (id, mirror) => {
    expect(await ids({ mirror: { ...healthy, ...mirror } }, {}, signsIn)).toEqual([id])
  })

  it('holds nothing against an app where nobody has signed in yet', async () => {
    expect(await ids({ mirror: { ...healthy, lastEvent: null, organizations: 0 } })).toEqual([])
  })

  describe('with somebody\'s session', () => {
    const origin = 'http://localhost:3000'
    /** What is found of Ada's session: her token is made, then `change` happens. */
    async function foundOf({ env = {}, email = ada, ...options }: Omit<ClerkLocalOptions, 'port'> & { env?: Env, email?: string }, change: (clerk: ClerkLocal) => unknown = () => {}) {
      const clerk = await start(options)
      const token = await (await signIn(clerk, origin, email)).token()
      await change(clerk)
      const full = { ...localEnv(clerk), ...env }
      return examine({ env: full, ...await askClerk(full, token), trouble: null, mirror: healthy, code: readCode(root) })
    }
    const acme = (clerk: ClerkLocal) => clerk.store.organizations.by('slug', 'acme')[0]!

    it('finds nothing wrong with it', async () => {
      expect(await foundOf({})).toEqual([])
    })

    it('finds that no organization is active', async () => {
      expect(await foundOf({ settings: { organizations: { membershipRequired: false } }, env: { NUXT_PUBLIC_PERSONAL_ACCOUNTS: 'true' }, email: 'dan+clerk_test@example.com' }))
        .toMatchObject([{ id: 'no_active_organization', proof: 'The session token has no claim o. The person has 0 memberships.' }])
    })

    it('finds a task that is open', async () => {
      expect(await foundOf({ email: 'dan+clerk_test@example.com' })).toMatchObject([{ id: 'session_pending' }])
    })

    it('finds a token from before a change of the role, of the plan, and of the membership', async () => {
      const client = (clerk: ClerkLocal) => builders(clerk).client.organizations
      const of = (clerk: ClerkLocal) => ({ organizationId: acme(clerk).id, userId: clerk.store.userByEmail('bob+clerk_test@example.com')!.id })
      const bob = { email: 'bob+clerk_test@example.com' }
      expect(await foundOf(bob, clerk => client(clerk).updateOrganizationMembership({ ...of(clerk), role: 'org:admin' }))).toMatchObject([{ id: 'session_token_stale', proof: expect.stringMatching(/says org:member in org_\w+, Clerk says org:admin/) }])
      expect(await foundOf(bob, clerk => client(clerk).deleteOrganizationMembership(of(clerk)))).toMatchObject([{ id: 'session_token_stale', proof: expect.stringContaining('Clerk says no member') }])
      expect(await foundOf(bob, clerk => builders(clerk).plan(acme(clerk), 'business'))).toMatchObject([{ id: 'session_token_stale', proof: expect.stringMatching(/says team for org_\w+, Clerk says business/) }])
    })

    it('finds a token whose person is gone, and goes on with the rest', async () => {
      const findings = await foundOf({ email: 'bob+clerk_test@example.com', env: { NUXT_CLERK_WEBHOOK_SIGNING_SECRET: 'secret' } }, clerk => builders(clerk).client.users.deleteUser(clerk.store.userByEmail('bob+clerk_test@example.com')!.id))
      expect(findings.map(({ id }) => id).sort()).toEqual(['session_refused', 'webhook_secret_malformed'])
    })

    it('reads the whole name of a plan', async () => {
      const plans = [...demoSeed.plans!, { slug: 'team-plus', name: 'Team plus', monthlyFee: 100, features: ['projects'] }]
      const organizations = demoSeed.organizations!.map(one => one.slug === 'acme' ? { ...one, plan: 'team-plus' } : one)
      expect(await foundOf({ seed: { ...demoSeed, plans, organizations } })).toEqual([])
    })

    it('finds a token that was made for another origin, and lets one pass that has merely run out', async () => {
      expect(await foundOf({ env: { NUXT_PUBLIC_APP_URL: 'https://app.example.com' } })).toMatchObject([{ id: 'session_refused', level: 'error', proof: expect.stringContaining('azp') }])
      vi.useFakeTimers({ toFake: ['Date'] })
      try { expect(await foundOf({}, () => vi.setSystemTime(Date.now() + 200_000))).toEqual([]) }
      finally { vi.useRealTimers() }
    })
  })

  it('finds a clock that is off', async () => {
    const clerk = await start(), env = localEnv(clerk)
    const instance = { ...(await askClerk(env)).instance, skew: 400_000 }
    expect(examine({ env, instance, session: null, trouble: null, mirror: healthy, code: readCode(root) })).toMatchObject([{ id: 'clock_off', proof: 'This machine’s clock is 7 minutes behind Clerk’s.' }])
  })

  it('says in each finding what to do, and shows no key', async () => {
    const secret = 'sk_test_0123456789abcdef'
    const findings = await found({ env: { NUXT_CLERK_SECRET_KEY: secret, CLERK_SECRET_KEY: secret }, code: [], mirror: null })
    expect(findings.length).toBeGreaterThan(2)
    expect(findings.filter(({ cause, proof, fix }) => !cause || !proof || !fix)).toEqual([])
    expect(JSON.stringify(findings)).not.toContain(secret)
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length)
  })

  it('ends with 1 where something breaks the app, and prints what programs read', { timeout: 60_000 }, async () => {
    const clerk = await start()
    const run = (env: Env, ...args: string[]) => new Promise<{ code: unknown, out: string }>(resolve => execFile(join(root, 'node_modules', '.bin', 'jiti'), ['scripts/doctor/doctor.ts', ...args], {
      cwd: root, env: { PATH: process.env.PATH, NUXT_DATABASE_URL: `file:${join(tempFolder(), 'doctor.db')}`, ...localEnv(clerk), ...env },
    }, (error, out) => resolve({ code: error?.code ?? 0, out })))
    const fine = await run({}, '--json')
    expect(JSON.parse(fine.out)).toMatchObject({ clerk: 'answers', checks: checks.length, findings: [] })
    expect(fine.code).toBe(0)
    const broken = await run({ NUXT_CLERK_WEBHOOK_SIGNING_SECRET: 'secret' })
    expect(broken.code).toBe(1)
    expect(broken.out).toContain('[webhook_secret_malformed]')
    expect(broken.out).toContain('where  Clerk dashboard → Webhooks')
  })

  it('shows its findings as a page, as text', () => {
    const html = doctorPage({ checks: 2, clerk: 'answers', findings: [{ id: 'x', level: 'error', cause: 'A <b>', proof: '"quoted"', fix: 'Mend & go on', where: 'API keys' }] })
    expect(html).toContain('<h2>A &lt;b></h2>')
    expect(html).toContain('Mend &amp; go on')
    expect(html).toContain('1 of 2 checks found something.')
    expect(doctorPage({ checks: 2, clerk: 'answers', findings: [] })).toContain('nothing is wrong')
  })
})
