import type { EnterpriseConnection } from '../../core/entities/index.ts'

/** How a connection speaks with its provider, in Clerk's words: OIDC is `oauth`. */
export type Protocol = 'saml' | 'oauth'

/** The protocol of a connection. */
export const protocolOf = (connection: EnterpriseConnection): Protocol => connection.saml ? 'saml' : 'oauth'

/** The strategy of a verification by a provider (both specifications: `saml`, or `oauth_custom_` and letters). */
export const externalStrategy = (protocol: Protocol) => protocol === 'saml' ? 'saml' : 'oauth_custom_oidc'

/** The object name of such a verification. */
export const externalObject = (protocol: Protocol) => `verification_${protocol}`

/** The strategy of an address that a provider vouches for. */
export const addressStrategy = (protocol: Protocol) => protocol === 'saml' ? 'saml' : `from_${externalStrategy('oauth')}`
