import { invalidParam, paramError } from '../../core/errors.ts'

/** Providers where anybody gets an address: such a domain says nothing about its people (Clerk: "common email provider"). */
const common = new Set([
  '126.com', '163.com', 'aol.com', 'duck.com', 'fastmail.com', 'free.fr', 'gmail.com', 'gmx.com', 'gmx.de', 'gmx.net', 'googlemail.com', 'hey.com', 'hotmail.co.uk',
  'hotmail.com', 'hotmail.fr', 'icloud.com', 'laposte.net', 'libero.it', 'live.com', 'mac.com', 'mail.com', 'mail.ru', 'me.com', 'msn.com', 'naver.com', 'orange.fr',
  'outlook.com', 'pm.me', 'proton.me', 'protonmail.com', 'qq.com', 'rediffmail.com', 'seznam.cz', 't-online.de', 'tutanota.com', 'web.de', 'yahoo.co.jp', 'yahoo.co.uk',
  'yahoo.com', 'yahoo.de', 'yahoo.fr', 'yandex.com', 'yandex.ru', 'ymail.com', 'zoho.com',
])

/** Providers of throw-away addresses (Clerk: "blocked email provider"). */
const disposable = new Set(['10minutemail.com', 'discard.email', 'guerrillamail.com', 'mailinator.com', 'maildrop.cc', 'sharklasers.com', 'temp-mail.org', 'throwawaymail.com', 'trashmail.com', 'yopmail.com'])

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const fullyQualified = new RegExp(`^(?:${label}\\.)+(?=[a-z0-9-]*[a-z])${label}$`)

/** A fully qualified domain name in lower case, or 422. */
export function checkDomainName(text: string, param = 'name'): string {
  const name = text.trim().toLowerCase()
  if (name.length > 253 || !fullyQualified.test(name)) throw invalidParam(param, `${param} must be a valid fully qualified domain name.`)
  return name
}

/** A domain that can belong to an organization: none of a common or a blocked provider (Clerk's error index, OrganizationDomainCommon and OrganizationDomainBlocked). */
export function checkOrganizationDomainName(text: string): string {
  const name = checkDomainName(text)
  if (common.has(name)) throw paramError('name', 'organization_domain_common', 'common email domain', 'This is a common email provider domain. Please use a different one.')
  if (disposable.has(name)) throw paramError('name', 'organization_domain_blocked', 'blocked email domain', 'This is a blocked email provider domain. Please use a different one.')
  return name
}

/** What follows the `@` of an address. */
export function domainOf(emailAddress: string): string {
  return emailAddress.slice(emailAddress.lastIndexOf('@') + 1).toLowerCase()
}
