import { describe, expect, it } from 'vitest'
import { nearest } from '../../../clerk-local/inputs/nearest.ts'
import { parseSeed } from '../../../clerk-local/inputs/seed.ts'
import { checkSettings } from '../../../clerk-local/inputs/settings.ts'

const ada = { email: 'ada@example.com' }
const message = (work: () => unknown) => {
  try {
    work()
    return 'no error'
  }
  catch (error) {
    return (error as Error).message
  }
}
const seed = (input: unknown) => message(() => parseSeed(input, 'The seed'))

describe('a seed that is wrong', () => {
  it.each([
    ['usres', { usres: [] }, 'The seed is wrong at usres: is not known here. Did you mean users?'],
    ['a misspelt key', { users: [{ emial: 'x@example.com', email: 'x@example.com' }] }, 'The seed is wrong at users[0].emial: is not known here. Did you mean email?'],
    ['no address', { users: [{}] }, 'The seed is wrong at users[0].email: is missing.'],
    ['a bad address', { users: [{ email: 'ada' }] }, 'The seed is wrong at users[0].email: Invalid email address.'],
    ['a role without prefix', { roles: [{ key: 'admin', permissions: [] }] }, 'The seed is wrong at roles[0].key: must look like org:role.'],
    ['an unknown member', { users: [ada], organizations: [{ name: 'A', slug: 'a', members: [{ email: 'ad@example.com', role: 'org:member' }] }] }, 'The seed is wrong at organizations[0].members[0].email: ad@example.com is not one of the users. Did you mean ada@example.com?'],
    ['an unknown role', { users: [ada], organizations: [{ name: 'A', slug: 'a', members: [{ ...ada, role: 'org:memebr' }] }] }, 'The seed is wrong at organizations[0].members[0].role: org:memebr is not a role of this organization. Did you mean org:member?'],
    ['an unknown plan', { plans: [{ slug: 'pro', name: 'Pro' }], organizations: [{ name: 'A', slug: 'a', plan: 'enterprise' }] }, 'The seed is wrong at organizations[0].plan: enterprise is not a plan for organizations. There is pro.'],
    ['a plan for users', { plans: [{ slug: 'pro', name: 'Pro', for: 'user' }], organizations: [{ name: 'A', slug: 'a', plan: 'pro' }] }, 'The seed is wrong at organizations[0].plan: pro is not a plan for organizations. There is none.'],
    ['a slug twice', { organizations: [{ name: 'A', slug: 'a' }, { name: 'B', slug: 'a' }] }, 'The seed is wrong at organizations[1].slug: a is there twice. Change one of the two.'],
    ['an address twice', { users: [ada, { email: 'b@example.com', otherEmails: [{ email: 'ADA@example.com' }] }] }, 'The seed is wrong at users[1].otherEmails[0].email: ADA@example.com is there twice. An address belongs to one user.'],
    ['a member twice', { users: [ada], organizations: [{ name: 'A', slug: 'a', createdBy: ada.email, members: [{ ...ada, role: 'org:member' }] }] }, 'The seed is wrong at organizations[0].members[0].email: ada@example.com is a member already. Take one of the two away.'],
    ['an unknown feature', { plans: [{ slug: 'pro', name: 'Pro', features: ['sso'] }] }, 'The seed is wrong at plans[0].features[0]: sso is not a feature. There is none.'],
    ['a default role outside of its set', { roleSets: [{ key: 'role_set:a', name: 'A', roles: ['org:admin'] }] }, 'The seed is wrong at roleSets[0].defaultRole: org:member is not a role of this set. There is org:admin.'],
    ['too few seats', { users: [ada], organizations: [{ name: 'A', slug: 'a', createdBy: ada.email, maxAllowedMemberships: 1, invitations: [{ email: 'x@example.com', role: 'org:member' }] }] }, 'The seed is wrong at organizations[0].maxAllowedMemberships: 1 seats are fewer than the 2 that members and invitations take. Raise it, or take some away.'],
    ['a domain of two', { organizations: [{ name: 'A', slug: 'a', domains: [{ name: 'a.test' }], enterpriseConnections: [{ name: 'SSO', domains: ['a.test'] }] }] }, 'The seed is wrong at organizations[0].enterpriseConnections[0].domains[0]: a.test is there twice. A domain belongs to one enterprise connection, or is a verified domain.'],
    ['no object', [], 'The seed is wrong at its top: Invalid input: expected object, received array.'],
  ])('says where and how to mend it: %s', (_, input, expected) => {
    expect(seed(input)).toBe(expected)
  })

  it('tells all problems at once, up to ten', () => {
    expect(seed({ organizations: [{ name: 'A', slug: 'a', createdBy: 'x@example.com', plan: 'pro' }] }).split('\n')).toHaveLength(3)
    expect(seed({ users: Array.from({ length: 30 }, () => ada) })).toContain('and 19 more')
  })
})

describe('settings that are wrong', () => {
  it.each([
    [{ organization: {} }, 'The settings can\'t be used: organization is not a setting. Did you mean organizations?'],
    [{ organizations: { membershipsRequired: true } }, 'The settings can\'t be used: organizations.membershipsRequired is not a setting. Did you mean membershipRequired?'],
    [{ organizations: { slugsEnabled: 'yes' } }, 'The settings can\'t be used: organizations.slugsEnabled must be a boolean, not "yes".'],
    [{ organizations: { maxAllowedMemberships: -1 } }, 'The settings can\'t be used: organizations.maxAllowedMemberships must not be negative.'],
    [{ organizations: { domainEnrollmentModes: ['automatic'] } }, 'The settings can\'t be used: organizations.domainEnrollmentModes must be one of manual_invitation, automatic_invitation, automatic_suggestion, not "automatic".'],
    [{ rateLimits: true }, 'The settings can\'t be used: rateLimits must be a string, not true.'],
    [{ signUp: { mode: 'open' } }, 'The settings can\'t be used: signUp.mode must be one of public, restricted, not "open".'],
    [[], 'The settings can\'t be used: it must be a group of settings.'],
  ])('are refused with the nearest name: %j', (input, expected) => {
    expect(message(() => checkSettings(input, 'The settings'))).toBe(expected)
  })

  it('may leave things out', () => {
    expect(checkSettings({ organizations: { slugsEnabled: undefined } }, 'The settings')).toEqual({ organizations: {} })
  })
})

describe('the nearest word', () => {
  it('is the one with the fewest edits, if there are few', () => {
    expect([nearest('prot', ['port', 'proof']), nearest('x', ['organizations']), nearest('a', ['b']), nearest('', ['a'])]).toEqual(['port', undefined, undefined, undefined])
  })
})
