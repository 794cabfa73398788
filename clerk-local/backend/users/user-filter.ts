import type { Context as Call } from 'hono'
import type { Context } from '../../core/context.ts'
import type { User } from '../../core/entities/index.ts'
import { primaryEmail } from '../../formatters/people/user.ts'
import { idMatches, type Orders, queryFlag, queryIds, queryList, queryNumber } from '../request.ts'

/** Filters that the lists of users and of members share (backend-api.yml). */
export function userFilter(ctx: Context, c: Call): (user: User) => boolean {
  const tests: ((user: User) => boolean)[] = []
  const emails = (user: User) => user.emailAddresses.map(e => e.emailAddress.toLowerCase())
  const phones = (user: User) => user.phoneNumbers.map(p => p.phoneNumber)
  const names = (user: User) => [user.firstName, user.lastName, [user.firstName, user.lastName].filter(Boolean).join(' ')]
  const partly = (name: string, values: (user: User) => (string | null)[]) => {
    const query = c.req.query(name)?.trim().toLowerCase()
    if (query) tests.push(user => values(user).some(value => value?.toLowerCase().includes(query)))
  }
  const exactly = (name: string, values: (user: User) => (string | null)[]) => {
    const wanted = new Set(queryList(c, name).map(value => value.toLowerCase()))
    if (wanted.size) tests.push(user => values(user).some(value => value !== null && wanted.has(value.toLowerCase())))
  }
  const between = (name: string, value: (user: User) => number | null) => {
    const before = queryNumber(c, `${name}_before`)
    const after = queryNumber(c, `${name}_after`) ?? queryNumber(c, `${name}_since`)
    if (before !== undefined) tests.push(user => (value(user) ?? Infinity) < before)
    if (after !== undefined) tests.push(user => (value(user) ?? -Infinity) > after)
  }
  const ids = queryIds(c, 'user_id')
  if (ids.only.size || ids.not.size) tests.push(user => idMatches(ids, user.id))
  const organizations = queryIds(c, 'organization_id')
  if (organizations.only.size || organizations.not.size) {
    tests.push((user) => {
      const joined = ctx.store.memberships.by('userId', user.id).map(m => m.organizationId)
      return (!organizations.only.size || joined.some(id => organizations.only.has(id))) && !joined.some(id => organizations.not.has(id))
    })
  }
  exactly('email_address', emails)
  exactly('username', user => [user.username])
  exactly('external_id', user => [user.externalId])
  exactly('phone_number', phones)
  // Nobody here has a wallet or an account elsewhere.
  exactly('web3_wallet', () => [])
  exactly('provider', () => [])
  exactly('provider_user_id', () => [])
  partly('query', user => [user.id, user.username, ...names(user), ...emails(user), ...phones(user)])
  partly('email_address_query', emails)
  partly('phone_number_query', phones)
  partly('username_query', user => [user.username])
  partly('name_query', names)
  between('created_at', user => user.createdAt)
  between('last_active_at', user => user.lastActiveAt)
  between('last_sign_in_at', user => user.lastSignInAt)
  const banned = queryFlag(c, 'banned')
  if (banned !== undefined) tests.push(user => user.banned === banned)
  return user => tests.every(test => test(user))
}

/** What lists of people can be sorted by, besides their own times. */
export const personOrders: Orders<User> = {
  email_address: primaryEmail,
  first_name: user => user.firstName?.toLowerCase(),
  last_name: user => user.lastName?.toLowerCase(),
  username: user => user.username?.toLowerCase(),
  phone_number: user => user.phoneNumbers.find(p => p.id === user.primaryPhoneNumberId)?.phoneNumber,
  web3wallet: () => null,
}
