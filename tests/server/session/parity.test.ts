import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRole } from '../../../clerk-local/domain/roles/roles.ts'
import type { OrgContext } from '../../../shared/policy/context.ts'
import { decide, type Requirement } from '../../../shared/policy/decide.ts'
import { permissions, plans, type PlanSlug } from '../../../shared/policy/table.ts'
import { texts } from '../../../shared/texts/index.ts'
import { startApp, type TestApp } from '../../support/app/app.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())

/** The same requirement at a page, in a component, in the navigation and at a handler: what each of them shows when it is met. */
const places: { requirement: Requirement, handler: string, page?: string, navigation?: string, component?: string }[] = [
  { requirement: { permission: 'org:sys_memberships:read' }, handler: '/members', page: '/members', navigation: texts.org.members },
  { requirement: { permission: 'org:sys_entconns:manage', feature: 'sso' }, handler: '/enterprise-connections', page: '/single-sign-on', navigation: texts.org.singleSignOn },
  { requirement: { permission: 'org:sys_memberships:manage' }, handler: '/invitations', page: '/invitations', navigation: texts.org.invitations, component: texts.invitations.title },
]

/** Somebody with this role in an organization on this plan. */
async function personWith(role: string, plan: PlanSlug) {
  const organization = await app.make.organization(await app.make.person('Ann', 'Admin'), 'Parity')
  const person = await app.make.person('Rita')
  await app.make.member(organization, person, role)
  if (plan !== 'free_org') app.make.plan(organization, plan)
  await app.clerk.webhooks.settled()
  return { person, api: `/api/orgs/${organization.slug}`, pages: `/orgs/${organization.slug}` }
}

// Clerk allows ten roles an instance; two are there.
const roles = fc.sample(fc.subarray(Object.keys(permissions)), { numRuns: 8, seed: 4 })
const cells = roles.flatMap((held, index) => (Object.keys(plans) as PlanSlug[]).map(plan => ({ role: `org:random_${index}`, held, plan })))

it('page, component, navigation and handler give the same answer for random roles and plans', async () => {
  roles.forEach((held, index) => createRole(app.clerk.ctx, { key: `org:random_${index}`, name: `Random ${index}`, permissionKeys: held, inInitialRoleSet: true }))
  let allowed = 0, denied = 0
  for (const { role, held, plan } of cells) {
    const { person, api, pages } = await personWith(role, plan)
    const context = await (await app.fetchAs(person, api)).json() as OrgContext
    const overview = await (await app.fetchAs(person, pages)).text()
    const members = await app.fetchAs(person, `${pages}/members`)
    const membersHtml = members.status === 200 ? await members.text() : ''
    for (const { requirement, handler, page, navigation, component } of places) {
      const decision = decide(context, requirement)
      const status = decision.allowed ? 200 : decision.status
      if (decision.allowed) allowed++
      else denied++
      const cell = `with ${held.join(' ')} on ${plan}`
      expect((await app.fetchAs(person, api + handler)).status, `handler ${handler} ${cell}`).toBe(status)
      if (page) {
        const answer = await app.fetchAs(person, pages + page)
        const target = decision.allowed ? null : `${pages}${status === 402 ? '/plan' : ''}?denied=${page}`
        expect([answer.status, answer.headers.get('location')], `page ${page} ${cell}`).toEqual([decision.allowed ? 200 : 302, target])
      }
      // Locked pages stay in the navigation: they lead to the plan.
      if (navigation) expect(overview.includes(`>${navigation}<`), `navigation ${navigation} ${cell}`).toBe(status !== 403)
      if (component && membersHtml) expect(membersHtml.includes(component), `component ${component} ${cell}`).toBe(decision.allowed)
    }
  }
  expect(Math.min(allowed, denied), 'both answers came up').toBeGreaterThan(10)
}, 60_000)
