/** A role people of the organization can be given, as Clerk defines it. */
export interface Role {
  /** Clerk's key, such as `org:admin`. */
  key: string
  name: string
  description: string | null
  permissions: string[]
}
