import type { DeletedObject } from '../../objects/answers.ts'
import type { EmailAddressObject } from '../../objects/people/user.ts'
import type { VerificationAttemptObject } from '../../objects/people/verification.ts'
import type { Operations } from '../../operations.ts'

export const emailAddressOperations = {
  CreateEmailAddress: 'POST /email_addresses',
  GetEmailAddress: 'GET /email_addresses/{email_address_id}',
  UpdateEmailAddress: 'PATCH /email_addresses/{email_address_id}',
  DeleteEmailAddress: 'DELETE /email_addresses/{email_address_id}',
  PrepareEmailAddressVerification: 'POST /email_addresses/{email_address_id}/prepare_verification',
  AttemptEmailAddressVerification: 'POST /email_addresses/{email_address_id}/attempt_verification',
  ReplaceUserEmailAddress: 'PUT /users/{user_id}/email_address',
} as const satisfies Operations

export interface EmailAddressAnswers {
  CreateEmailAddress: EmailAddressObject
  GetEmailAddress: EmailAddressObject
  UpdateEmailAddress: EmailAddressObject
  DeleteEmailAddress: DeletedObject
  PrepareEmailAddressVerification: VerificationAttemptObject
  AttemptEmailAddressVerification: VerificationAttemptObject
  ReplaceUserEmailAddress: EmailAddressObject
}
