import { z } from 'zod'
import { roleKeySchema } from './role'

/** Body of `PATCH /api/orgs/:slug/members/:userId`. Unknown keys are refused. */
export const changeMemberSchema = z.strictObject({ role: roleKeySchema })

/** Path parameters of one member. */
export const memberParamsSchema = z.object({
  slug: z.string(),
  userId: z.string().regex(/^user_[A-Za-z0-9]+$/, 'Not a user id'),
})

/** A membership as the API answers it, with the person's public data; times in ms since 1970. */
export interface Member {
  /** The membership's id, `orgmem_…`. */
  id: string
  userId: string
  /** Clerk's role key, such as `org:admin`. */
  role: string
  roleName: string
  /** The person's primary identifier: an e-mail address, username or phone number. */
  identifier: string | null
  firstName: string | null
  lastName: string | null
  imageUrl: string | null
  createdAt: number
  updatedAt: number
}
