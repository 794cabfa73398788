import type { BackendList } from '../../objects/answers.ts'
import type { ApplicationInvitationObject } from '../../objects/people/tokens.ts'
import type { Operations } from '../../operations.ts'

export const applicationInvitationOperations = {
  CreateInvitation: 'POST /invitations',
  ListInvitations: 'GET /invitations',
  CreateBulkInvitations: 'POST /invitations/bulk',
  RevokeInvitation: 'POST /invitations/{invitation_id}/revoke',
} as const satisfies Operations

export interface ApplicationInvitationAnswers {
  CreateInvitation: ApplicationInvitationObject
  /** A page when asked for with `paginated=true`. */
  ListInvitations: ApplicationInvitationObject[] | BackendList<ApplicationInvitationObject>
  CreateBulkInvitations: ApplicationInvitationObject[]
  RevokeInvitation: ApplicationInvitationObject
}
