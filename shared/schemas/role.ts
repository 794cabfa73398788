import { z } from 'zod'

/** A role's key as Clerk forms it. */
export const roleKeySchema = z.string({ error: 'Choose a role' }).max(100).regex(/^org:[a-z0-9_]+$/, 'Choose a role')

/** A role of the Clerk instance, as Clerk defines it. */
export interface Role {
  /** Clerk's key, such as `org:admin`. */
  key: string
  name: string
  description: string | null
  permissions: string[]
  /** Whether people of this organization can be given it: its role set decides. */
  assignable: boolean
  /** How many members of this organization have it. */
  membersCount: number
}
