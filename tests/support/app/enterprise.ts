import { joinOrganization, linkAccount } from '../../../clerk-local/domain/enterprise/accounts.ts'
import { createConnection } from '../../../clerk-local/domain/enterprise/connections/connections.ts'
import type { TestApp } from './app.ts'
import { unique } from './builders.ts'

/** An active connection of the organization, through which Fay Wong, `fay@` its domain, has come as a member. */
export async function comeThroughConnection({ clerk, make }: TestApp, organization: { id: string }, { name, domain }: { name: string, domain: string }) {
  const emailAddress = `fay@${domain}`
  const user = await make.client.users.createUser({ emailAddress: [emailAddress], firstName: 'Fay', lastName: 'Wong', skipPasswordRequirement: true })
  const connection = createConnection(clerk.ctx, { name, domains: [domain], organizationId: organization.id, active: true, provider: 'saml_okta', saml: { idpMetadataUrl: 'http://127.0.0.1/idp' }, oidc: {} })
  linkAccount(clerk.ctx, connection, clerk.store.users.get(user.id)!, { providerUserId: unique('idp'), emailAddress, firstName: null, lastName: null })
  joinOrganization(clerk.ctx, connection, user.id)
  return { user, connection }
}
