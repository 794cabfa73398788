import type { DeletedObject } from '../../objects/answers.ts'
import type { PhoneNumberObject } from '../../objects/people/user.ts'
import type { VerificationAttemptObject } from '../../objects/people/verification.ts'
import type { Operations } from '../../operations.ts'

export const phoneNumberOperations = {
  CreatePhoneNumber: 'POST /phone_numbers',
  GetPhoneNumber: 'GET /phone_numbers/{phone_number_id}',
  UpdatePhoneNumber: 'PATCH /phone_numbers/{phone_number_id}',
  DeletePhoneNumber: 'DELETE /phone_numbers/{phone_number_id}',
  PreparePhoneNumberVerification: 'POST /phone_numbers/{phone_number_id}/prepare_verification',
  AttemptPhoneNumberVerification: 'POST /phone_numbers/{phone_number_id}/attempt_verification',
  ReplaceUserPhoneNumber: 'PUT /users/{user_id}/phone_number',
} as const satisfies Operations

export interface PhoneNumberAnswers {
  CreatePhoneNumber: PhoneNumberObject
  GetPhoneNumber: PhoneNumberObject
  UpdatePhoneNumber: PhoneNumberObject
  DeletePhoneNumber: DeletedObject
  PreparePhoneNumberVerification: VerificationAttemptObject
  AttemptPhoneNumberVerification: VerificationAttemptObject
  ReplaceUserPhoneNumber: PhoneNumberObject
}
