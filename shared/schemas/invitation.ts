import { z } from 'zod'
import { listQuerySchema } from './common'
import { roleKeySchema } from './role'

/** Clerk's states of an organization invitation. */
export const invitationStatuses = ['pending', 'accepted', 'revoked', 'expired'] as const

/** State of an organization invitation. */
export type InvitationStatus = (typeof invitationStatuses)[number]

/** Body of `POST /api/orgs/:slug/invitations`. Unknown keys are refused. */
export const createInvitationSchema = z.strictObject({
  emailAddress: z.string({ error: 'Enter an e-mail address' }).trim().toLowerCase().max(254).pipe(z.email('Enter a valid e-mail address')),
  role: roleKeySchema,
})

/** A new invitation. */
export type CreateInvitation = z.infer<typeof createInvitationSchema>

/** Query of `GET /api/orgs/:slug/invitations`. */
export const invitationListQuerySchema = listQuerySchema.extend({
  status: z.enum(invitationStatuses).default('pending'),
})

/** Parsed invitation list query. */
export type InvitationListQuery = z.infer<typeof invitationListQuerySchema>

/** Path parameters of one invitation. */
export const invitationParamsSchema = z.object({
  slug: z.string(),
  id: z.string().regex(/^orginv_[A-Za-z0-9]+$/, 'Not an invitation id'),
})

/** An invitation as the API answers it; times in ms since 1970. */
export interface Invitation {
  /** `orginv_…` */
  id: string
  emailAddress: string
  role: string
  roleName: string
  status: InvitationStatus
  createdAt: number
  updatedAt: number
  expiresAt: number | null
}
