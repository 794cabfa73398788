import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClerkLocal } from '../../../../clerk-local/index.ts'
import { findWebhookEvent } from '../../../../db'
import { ingestWebhook, projectEvent } from '../../../../server/ingest'
import { projectors } from '../../../../server/ingest/project/events'
import { eventSchema } from '../../../../server/ingest/project/resources'
import { tempDatabase } from '../../db/temp-database'
import { historian, liveThroughEverything, tell } from '../fixtures/history'
import fields from '../fixtures/optional-fields.json'
import { mirrorOf, newSecret, signed } from '../fixtures/payloads'
import { hasSpec, optionalFields } from '../fixtures/spec'

const about = {
  organization: ['organizations', 'activity'], membership: ['organizations', 'users', 'memberships', 'activity'], invitation: ['invitations', 'activity'],
  domain: ['domains', 'activity'], permission: ['permissions'], role: ['permissions', 'roles'], user: ['users'], end: ['endedSessions'],
  subscription: ['subscriptions', 'subscriptionItems', 'activity'], item: ['subscriptionItems'],
}

/** What each type of event of Clerk's specification says something about; null is stored and acknowledged. */
const decided: Record<string, string[] | null> = {
  'email.created': null,
  'organization.created': about.organization,
  'organization.deleted': ['organizations'],
  'organization.updated': about.organization,
  'organizationDomain.created': about.domain,
  'organizationDomain.deleted': ['domains'],
  'organizationDomain.updated': about.domain,
  'organizationInvitation.accepted': about.invitation,
  'organizationInvitation.created': about.invitation,
  'organizationInvitation.revoked': about.invitation,
  'organizationMembership.created': about.membership,
  'organizationMembership.deleted': about.membership,
  'organizationMembership.updated': about.membership,
  'paymentAttempt.created': null,
  'paymentAttempt.updated': null,
  'permission.created': about.permission,
  'permission.deleted': about.permission,
  'permission.updated': about.permission,
  'role.created': about.role,
  'role.deleted': ['roles'],
  'role.updated': about.role,
  'session.created': null,
  'session.ended': about.end,
  'session.pending': null,
  'session.removed': about.end,
  'session.revoked': about.end,
  'sms.created': null,
  'subscription.active': about.subscription,
  'subscription.created': about.subscription,
  'subscription.pastDue': about.subscription,
  'subscription.updated': about.subscription,
  'subscriptionItem.abandoned': about.item,
  'subscriptionItem.active': about.item,
  'subscriptionItem.canceled': about.item,
  'subscriptionItem.ended': about.item,
  'subscriptionItem.freeTrialEnding': about.item,
  'subscriptionItem.incomplete': about.item,
  'subscriptionItem.pastDue': about.item,
  'subscriptionItem.upcoming': about.item,
  'subscriptionItem.updated': about.item,
  'user.created': about.user,
  'user.deleted': about.user,
  'user.updated': about.user,
  'waitlistEntry.created': null,
  'waitlistEntry.updated': null,
}
const types = Object.keys(decided)

let clerk: ClerkLocal
let life: ReturnType<typeof tell>[]
beforeAll(async () => {
  clerk = await historian()
  life = liveThroughEverything(clerk).map(tell)
})
afterAll(() => clerk.close())

const payloadOf = (type: string) => life.findLast(told => told.type === type)!

describe('the types of events', () => {
  it('are the 45 of the specification, and those that only the SDK knows', () => {
    expect(types).toHaveLength(45)
    expect(Object.keys(fields).sort()).toEqual(types)
    expect(Object.keys(projectors).filter(type => !types.includes(type))).toEqual(['subscriptionItem.created'])
    if (hasSpec) expect(fields).toEqual(optionalFields())
  })

  it('are all told by clerk-local', () => {
    expect([...new Set(life.map(told => told.type))].sort()).toEqual(types)
  })

  it.each(types)('%s has the effect that was decided, and no other', async (type) => {
    const payload = payloadOf(type)
    const changes = projectEvent(eventSchema.parse(payload))
    expect(changes ? [...new Set(changes.map(({ table }) => table))] : null).toEqual(decided[type])
    const db = await tempDatabase(), secret = newSecret()
    expect(await ingestWebhook({ db, secrets: [secret] }, signed(secret, payload, 'msg_1'))).toEqual({ outcome: decided[type] ? 'applied' : 'ignored' })
    expect(await findWebhookEvent(db, 'msg_1')).toMatchObject({ type, error: null })
  })
})

/** A copy without the fields at a path, or with null there. */
function without<T>(payload: T, path: string): T {
  const [names, toNull] = [path.replace(/\?$/, '').split('.'), path.endsWith('?')]
  const copy = structuredClone(payload)
  const walk = (at: unknown, [name = '', ...rest]: string[]): void => {
    const key = name.replace('[]', '')
    const holder = at as Record<string, unknown> | null | undefined
    if (typeof holder !== 'object' || holder === null || !(key in holder)) return
    if (rest.length) for (const next of [holder[key]].flat()) walk(next, rest)
    else if (toNull) holder[key] = null
    else Reflect.deleteProperty(holder, key)
  }
  walk((copy as { data: unknown }).data, names)
  return copy
}

describe('what the specification lets be missing or null, one field at a time', () => {
  const projected = types.filter(type => decided[type])
  const paths = [...new Set(projected.flatMap(type => fields[type as keyof typeof fields].split(' ').filter(Boolean)))]
  const mayLack = (type: string, path: string) => fields[type as keyof typeof fields].split(' ').includes(path)

  it('covers the payloads of clerk-local', () => {
    const touched = paths.filter(path => projected.some(type => mayLack(type, path) && JSON.stringify(without(payloadOf(type), path)) !== JSON.stringify(payloadOf(type))))
    expect(touched.length).toBeGreaterThan(50)
  })

  it('never makes an event unusable', () => {
    const unusable = projected.flatMap(type => paths.filter(path => mayLack(type, path)).filter((path) => {
      try { return projectEvent(eventSchema.parse(without(payloadOf(type), path))) === undefined && path !== 'id' }
      catch { return true }
    }).map(path => `${type} without ${path}`))
    expect(unusable).toEqual([])
  })

  it('leaves the mirror the same in any order', async () => {
    const db = await tempDatabase()
    const changesOf = (history: typeof life) => JSON.stringify(history.map(told => projectEvent(eventSchema.parse(told)) ?? null))
    const asTold = changesOf(life)
    let differing = 0
    for (const path of paths) {
      const history = life.map(told => projected.includes(told.type) && mayLack(told.type, path) ? without(told, path) : told)
      // What the projection does not read leaves the same statements.
      if (changesOf(history) === asTold) continue
      differing++
      const inOrder = await mirrorOf(db, history)
      const [disturbed] = fc.sample(fc.shuffledSubarray([...history, ...history.slice(0, 20)], { minLength: history.length + 20 }), { numRuns: 1, seed: path.length })
      expect(await mirrorOf(db, disturbed!), `without ${path}`).toEqual(inOrder)
    }
    expect(differing).toBeGreaterThan(15)
  }, 120_000)
})
