import { z } from 'zod'
import type { ErrorCode } from '../errors'
import { listQuerySchema } from './common'
import { roleKeySchema } from './role'
import { MAX_BULK_MEMBERS, memberSorts } from '../values'

/** Which members an export has, and in which order. */
export const memberFilterSchema = listQuerySchema.pick({ query: true }).extend({ role: roleKeySchema.optional(), sort: z.enum(memberSorts).default('newest') })

/** Parsed filter of members. */
export type MemberFilter = z.infer<typeof memberFilterSchema>

/** Query of `GET /api/orgs/:slug/members`. */
export const memberListQuerySchema = listQuerySchema.extend(memberFilterSchema.shape)

/** Body of `PATCH /api/orgs/:slug/members/:userId`. Unknown keys are refused. */
export const changeMemberSchema = z.strictObject({ role: roleKeySchema })

const userIdSchema = z.string().regex(/^user_[A-Za-z0-9]+$/, 'Not a user id')

/** Path parameters of one member. */
export const memberParamsSchema = z.object({ slug: z.string(), userId: userIdSchema })

/** Body of `POST /api/orgs/:slug/members/bulk`: the role to give, or null to remove. Unknown keys are refused. */
export const bulkMembersSchema = z.strictObject({
  userIds: z.array(userIdSchema).min(1).max(MAX_BULK_MEMBERS).refine(ids => new Set(ids).size === ids.length, 'Name each person once'),
  role: roleKeySchema.nullable(),
})

/** What became of one of many: the member (null once removed), or the code and the words of the refusal. */
export type MemberOutcome
  = | { userId: string, member: Member | null }
    | { userId: string, refused: { code: ErrorCode, message: string, retryAfter?: number } }

/** What people of an organization see of each other. */
export type Person = Pick<Member, 'identifier' | 'firstName' | 'lastName' | 'imageUrl'>

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
  /** The name of the organization's single sign-on connection that the membership comes with: it ends at the identity provider. */
  connection: string | null
}

/** A role that a member was given, and by whom where somebody said so; time in ms since 1970. */
export interface RoleChange { at: number, role: string, by: string | null }

/** How a person joined, and the name of what it was by: who invited them, the domain, the connection. */
export interface Joined { how: 'created' | 'invitation' | 'domain' | 'connection' | 'added', by: string | null }

/** Answer of `GET /api/orgs/:slug/members/:userId/profile`. */
export interface MemberProfile { member: Member, joined: Joined, roles: RoleChange[] }
