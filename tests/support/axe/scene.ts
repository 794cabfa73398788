import { acceptSuggestion } from '../../../clerk-local/domain/domains/suggestions.ts'
import type { TestApp } from '../app/app.ts'
import { type TestPerson, unique } from '../app/builders.ts'
import { comeThroughConnection } from '../app/enterprise.ts'

/** An organization in which every list has something: names that are too long, and names that run from right to left. */
export interface AxeScene { admin: TestPerson, slug: string, memberId: string, domain: string }

const LONG = 'Gesellschaft-für-Instandhaltungsdienstleistungen-und-Verwaltungsangelegenheiten'
const RIGHT_TO_LEFT = 'شركة الاختبارات المتعددة'

export async function axeScene(app: TestApp): Promise<AxeScene> {
  const { make } = app
  const admin = await make.person('Wolfeschlegelsteinhausenbergerdorff', LONG)
  const organization = await make.organization(admin, `${LONG} ${RIGHT_TO_LEFT}`.slice(0, 100), { seats: 50 })
  make.plan(organization, 'business')
  const own = (path: string, json: unknown) => app.fetchAs(admin, `/api/orgs/${organization.slug}${path}`, { json })
  const member = await make.person('ليلى', RIGHT_TO_LEFT)
  await make.member(organization, member)

  const domain = `${unique('domain')}.test`
  await make.client.organizations.createOrganizationDomain({ organizationId: organization.id, name: domain, enrollmentMode: 'automatic_suggestion', verified: true })
  const company = `${unique('company')}.test`
  await make.client.organizations.createOrganizationDomain({ organizationId: organization.id, name: company, enrollmentMode: 'manual_invitation', verified: false })
  for (const name of ['kim', 'lou']) await make.client.users.createUser({ emailAddress: [`${name}@${domain}`], firstName: name, lastName: LONG, skipPasswordRequirement: true })
  const [suggestion] = app.clerk.store.suggestions.by('organizationId', organization.id)
  if (suggestion) acceptSuggestion(app.clerk.ctx, suggestion.userId, suggestion.id)

  await comeThroughConnection(app, organization, { name: LONG, domain: company })

  for (const name of [LONG, RIGHT_TO_LEFT]) await own('/projects', { name })
  await own('/invitations', { emailAddress: `${'long-address-'.repeat(4)}@example.com`, role: 'org:member' })
  const key = await make.client.apiKeys.create({ name: LONG, subject: organization.id })
  await make.client.organizations.updateOrganizationMetadata(organization.id, { publicMetadata: { key: key.id } })
  await make.client.organizations.createOrganizationInvitation({ organizationId: (await make.organization(member, RIGHT_TO_LEFT)).id, emailAddress: admin.email, role: 'org:member', inviterUserId: member.id })
  await app.clerk.webhooks.settled()
  return { admin, slug: organization.slug, memberId: member.id, domain }
}
