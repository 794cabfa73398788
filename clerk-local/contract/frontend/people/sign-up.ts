import type { FrontendMutation } from '../../objects/answers.ts'
import type { SignUpObject } from '../../objects/people/attempts.ts'
import type { Operations } from '../../operations.ts'

export const signUpOperations = {
  createSignUps: 'POST /client/sign_ups',
  getSignUps: 'GET /client/sign_ups/{sign_up_id}',
  updateSignUps: 'PATCH /client/sign_ups/{sign_up_id}',
  prepareSignUpsVerification: 'POST /client/sign_ups/{sign_up_id}/prepare_verification',
  attemptSignUpsVerification: 'POST /client/sign_ups/{sign_up_id}/attempt_verification',
} as const satisfies Operations

export interface SignUpAnswers {
  createSignUps: FrontendMutation<SignUpObject>
  getSignUps: FrontendMutation<SignUpObject>
  updateSignUps: FrontendMutation<SignUpObject>
  prepareSignUpsVerification: FrontendMutation<SignUpObject>
  attemptSignUpsVerification: FrontendMutation<SignUpObject>
}
