/** A connection to an identity provider as the API answers it; times in ms since 1970. */
export interface EnterpriseConnection {
  /** Clerk's id of the connection. */
  id: string
  name: string
  /** Clerk's name of the kind of provider, such as `saml_okta`. */
  provider: string
  /** People with an address of these sign in through it. */
  domains: string[]
  active: boolean
  createdAt: number
  /** When it was taken away; null while it is there. */
  deletedAt: number | null
  /** How many members have an account through it. */
  membersCount: number
  /** When one of them last signed in through it; null where nobody did. */
  lastSignInAt: number | null
}
