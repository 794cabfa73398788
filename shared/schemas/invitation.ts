import { z } from 'zod'
import type { ErrorCode } from '../errors'
import { listQuerySchema } from './common'
import { roleKeySchema } from './role'
import { invitationStatuses, type InvitationStatus, MAX_ADDRESSES, MAX_BULK } from '../values'

/** Body of `POST /api/orgs/:slug/invitations`. Unknown keys are refused. */
export const createInvitationSchema = z.strictObject({
  emailAddress: z.string({ error: 'Enter an e-mail address' }).trim().toLowerCase().max(254).pipe(z.email('Enter a valid e-mail address')),
  role: roleKeySchema,
})

/** A new invitation. */
export type CreateInvitation = z.infer<typeof createInvitationSchema>

/** Body of `POST /api/orgs/:slug/invitations/bulk`. Unknown keys are refused. */
export const bulkInvitationSchema = z.strictObject({ invitations: z.array(createInvitationSchema).min(1).max(MAX_BULK) })

/** What became of one of many: the invitation, or the code and the words of its refusal. */
export type InvitationOutcome
  = | { emailAddress: string, invitation: Invitation }
    | { emailAddress: string, refused: { code: ErrorCode, message: string, retryAfter?: number } }

/** Body of `POST /api/orgs/:slug/invitations/check`. Unknown keys are refused. */
export const checkAddressesSchema = z.strictObject({ emailAddresses: z.array(z.string().trim().toLowerCase().max(254)).min(1).max(MAX_ADDRESSES) })

/** Which of the addresses are in use here already, as far as the mirror knows; Clerk decides. */
export interface KnownAddresses { members: string[], invited: string[] }

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
