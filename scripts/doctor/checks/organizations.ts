import type { Check } from '../finding.ts'

const where = 'Organizations → Settings'
const taskPage = /^(?:pages\/session-tasks\/|components\/TaskChooseOrganization\.vue$)/
const shown = /<TaskChooseOrganization\b|\bmountTaskChooseOrganization\(/
const forPerson = /\bfor="user"|\busePlans\(\{[^}]*\bfor: 'user'/

/** How the instance treats organizations, and what the app expects. */
export const organizations: Check[] = [
  {
    id: 'organizations_off',
    look: ({ instance }) => instance && !instance.settings.enabled
      ? [{ level: 'error', cause: 'Organizations are off: `orgId` is undefined for everybody.', proof: 'GET /v1/instance/organization_settings says enabled: false.', fix: 'Enable organizations.', where }]
      : [],
  },
  {
    id: 'membership_mode',
    look: ({ instance, env }) => {
      const personal = env.NUXT_PUBLIC_PERSONAL_ACCOUNTS?.trim() === 'true', required = instance?.membershipRequired
      if (!instance?.settings.enabled || required === undefined || required !== personal) return []
      return [personal
        ? { level: 'error', cause: 'The app offers personal accounts, and Clerk lets nobody work without an organization: the switcher shows none, and /me is out of reach.', proof: 'NUXT_PUBLIC_PERSONAL_ACCOUNTS is true, and the instance has force_organization_selection: true.', fix: 'Switch “Membership required” off, or take the variable away.', where }
        : { level: 'warning', cause: 'Clerk lets people work without an organization, and the app has no place for them: they end at /orgs.', proof: 'NUXT_PUBLIC_PERSONAL_ACCOUNTS is not true, and the instance has force_organization_selection: false.', fix: 'Switch “Membership required” on, or set the variable.', where }]
    },
  },
  {
    id: 'slugs_off',
    look: ({ instance }) => instance?.settings.enabled && instance.settings.slug_disabled
      ? [{ level: 'warning', cause: 'Organization slugs are off: links are /orgs/org_….', proof: 'GET /v1/instance/organization_settings says slug_disabled: true.', fix: 'Enable slugs, unless ids in links are what you want. Organizations made before have none.', where }]
      : [],
  },
  {
    id: 'domain_of_a_connection',
    look: ({ instance }) => (instance?.domains ?? []).flatMap(({ name, organization_id, enrollment_mode }) => {
      const connection = instance?.connections.find(({ active, domains }) => active && domains.includes(name))
      return connection && enrollment_mode !== 'enterprise_sso' && enrollment_mode !== 'manual_invitation'
        ? [{ level: 'warning' as const, cause: 'People of this domain sign in through single sign-on, so that its way to join has no effect.', proof: `${name} is a verified domain of ${organization_id} (${enrollment_mode}) and a domain of the connection “${connection.name}”.`, fix: 'Remove the verified domain, or set it to invitations by hand.', where: 'Organizations → the organization → Domains' }]
        : []
    }),
  },
  {
    id: 'plans_out_of_reach',
    look: ({ instance, env, code }) => {
      const forPeople = instance?.plans.filter(({ for_payer_type: payer, is_default: first }) => payer === 'user' && !first) ?? []
      if (!forPeople.length || env.NUXT_PUBLIC_PERSONAL_ACCOUNTS?.trim() !== 'true' || code.some(({ text }) => forPerson.test(text))) return []
      return [{ level: 'warning', cause: 'Plans for people can’t be bought: in the personal account no page offers them.', proof: `Clerk has ${forPeople.map(({ slug }) => slug).join(', ')} for people, and no code asks for them; the plan page belongs to an organization.`, fix: 'Put usePlans({ for: \'user\' }) and useCheckout, or <PricingTable for="user">, on a page outside of /orgs.', where: 'Billing → Plans' }]
    },
  },
  {
    id: 'task_page_outside',
    look: ({ code }) => code.filter(({ file, text }) => (shown.test(text) && !taskPage.test(file)) || /(?:\bto|href)="\/session-tasks\//.test(text))
      .map(({ file, line, text }) => ({ level: 'error' as const, cause: 'The task is shown to people whose session has none: clerk-js draws nothing, and warns.', proof: `${file}:${line}: ${text.trim().slice(0, 120)}`, fix: 'Show it on the page of the task only. Who has none chooses at /orgs.' })),
  },
  {
    id: 'task_page_missing',
    look: ({ code }) => code.some(({ file, text }) => shown.test(text) && taskPage.test(file))
      ? []
      : [{ level: 'error', cause: 'A person without an organization can’t finish signing in.', proof: 'No page shows <TaskChooseOrganization>.', fix: 'Put it on the page that `taskUrls` in nuxt.config.ts names.' }],
  },
]
