import { describe, expect, it } from 'vitest'
import { applyChanges } from '../../../server/ingest'
import { projectMembership, organizationFilled } from '../../../server/ingest/project/project'
import { projectPlan, projectSubscription } from '../../../server/ingest/project/project-billing'
import { findStanding } from '../../../server/services/orgs/standing'
import { tempDatabase } from '../db/temp-database'
import { fakeClerk } from '../ingest/fixtures/fake-clerk'
import { membership } from '../ingest/fixtures/payloads'

const AT = 1_700_000_000_000
const token = (issuedAt: number) => ({ orgId: 'org_acme', slug: 'acme', userId: 'user_ada', role: 'org:admin', issuedAt })
const plan = (slug: string, features: string[]) => ({ id: `cplan_${slug}`, slug, name: slug, features: features.map(feature => ({ object: 'feature', id: `feat_${feature}`, slug: feature, name: feature })) })
const on = (slug: string, at: number) => ({
  id: 'csub_1', status: 'active', payer: { organization_id: 'org_acme' }, created_at: AT, updated_at: at,
  items: [{ id: 'item_1', status: 'active', plan: { id: `cplan_${slug}`, slug, name: slug }, period_start: AT, created_at: AT, updated_at: at }],
})

async function mirror(answer: Parameters<typeof fakeClerk>[0]) {
  const db = await tempDatabase()
  const { clerk, requests } = await fakeClerk(answer)
  const put = (changes: ReturnType<typeof projectPlan>) => db.write(tx => applyChanges(tx, changes))
  await put([...projectMembership(membership(), AT), organizationFilled('org_acme', AT)])
  return { db, put, plansAsked: () => requests.filter(request => request.includes('/billing/plans')).length, ask: (issuedAt: number) => findStanding({ db, clerk }, token(issuedAt)) }
}

const nothing = () => ({ status: 503 })

describe('the plan of a standing', () => {
  it('is the mirror\'s where that was seen after the token was issued', async () => {
    const { put, ask } = await mirror(nothing)
    await put([...projectPlan(plan('team', ['sso', 'projects']), AT), ...projectSubscription(on('team', AT + 5000), AT + 5000)])
    expect((await ask(AT + 5000))?.newerPlan).toEqual({ slug: 'team', features: ['projects', 'sso'], seenAt: AT + 5000 })
    expect((await ask(AT + 5001))?.newerPlan).toBeUndefined()
  })

  it('is asked for once by all who need it when its features are not known yet', async () => {
    const { put, ask, plansAsked } = await mirror(url => url.pathname.endsWith('/billing/plans') ? { list: [plan('gold', ['sso'])] } : nothing())
    await put(projectSubscription(on('gold', AT + 5000), AT + 5000))
    const standings = await Promise.all(Array.from({ length: 5 }, () => ask(AT)))
    expect(standings.map(standing => standing?.newerPlan?.features)).toEqual(Array.from({ length: 5 }, () => ['sso']))
    expect(plansAsked()).toBe(1)
  })

  it('is left to the token when Clerk cannot say', async () => {
    const { put, ask, plansAsked } = await mirror(nothing)
    await put(projectSubscription(on('gold', AT + 5000), AT + 5000))
    expect(await ask(AT)).toMatchObject({ membership: { id: 'orgmem_ada' }, newerPlan: undefined })
    await ask(AT)
    expect(plansAsked()).toBe(1)
  })

  it('is none while only a plan that is over, or to come, is known', async () => {
    const { put, ask } = await mirror(nothing)
    await put(projectPlan(plan('team', []), AT))
    const { items: [item], ...subscription } = on('team', AT + 5000)
    for (const over of [{ status: 'ended' }, { status: 'upcoming' }, { status: 'canceled', period_end: AT + 6000 }]) {
      await put(projectSubscription({ ...subscription, items: [{ ...item, ...over, updated_at: item!.updated_at + 1 }] }, AT + 5000))
      expect((await ask(AT))?.newerPlan).toBeUndefined()
    }
  })
})
