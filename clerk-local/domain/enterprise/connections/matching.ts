import type { FactorObject } from '../../../contract/objects/people/attempts.ts'
import type { Context } from '../../../core/context.ts'
import type { EnterpriseConnection } from '../../../core/entities/index.ts'
import { domainOf } from '../../domains/domain-names.ts'

/** Whether people with an address at this domain use the connection. */
export function servesDomain(connection: EnterpriseConnection, name: string): boolean {
  return connection.domains.some(domain => domain === name || (connection.saml?.allowSubdomains && name.endsWith(`.${domain}`)))
}

/** The active connection of a domain, or none. */
export function connectionOfDomain(ctx: Context, name: string): EnterpriseConnection | undefined {
  return ctx.store.enterpriseConnections.find(connection => connection.active && servesDomain(connection, name))
}

/** The active connections that sign in people with this address: those of its domain that may authenticate. */
export function connectionsOfAddress(ctx: Context, emailAddress: string): EnterpriseConnection[] {
  return ctx.store.enterpriseConnections.filter(connection => connection.active && connection.authenticatable && servesDomain(connection, domainOf(emailAddress)))
}

/** The factors of an address that belongs to single sign-on: there are no others. Empty for any other address. */
export function ssoFactors(ctx: Context, emailAddress: string): FactorObject[] {
  return connectionsOfAddress(ctx, emailAddress).map(({ id, name }) => ({ strategy: 'enterprise_sso', enterprise_connection_id: id, enterprise_connection_name: name }))
}
