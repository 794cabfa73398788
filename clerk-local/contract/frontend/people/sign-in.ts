import type { FrontendMutation } from '../../objects/answers.ts'
import type { SignInObject } from '../../objects/people/attempts.ts'
import type { Operations } from '../../operations.ts'

export const signInOperations = {
  createSignIn: 'POST /client/sign_ins',
  getSignIn: 'GET /client/sign_ins/{sign_in_id}',
  prepareSignInFactorOne: 'POST /client/sign_ins/{sign_in_id}/prepare_first_factor',
  attemptSignInFactorOne: 'POST /client/sign_ins/{sign_in_id}/attempt_first_factor',
  prepareSignInFactorTwo: 'POST /client/sign_ins/{sign_in_id}/prepare_second_factor',
  attemptSignInFactorTwo: 'POST /client/sign_ins/{sign_in_id}/attempt_second_factor',
  resetPassword: 'POST /client/sign_ins/{sign_in_id}/reset_password',
} as const satisfies Operations

export interface SignInAnswers {
  createSignIn: FrontendMutation<SignInObject>
  getSignIn: FrontendMutation<SignInObject>
  prepareSignInFactorOne: FrontendMutation<SignInObject>
  attemptSignInFactorOne: FrontendMutation<SignInObject>
  /** Always a refusal: nobody has a second factor. */
  prepareSignInFactorTwo: never
  /** Always a refusal: nobody has a second factor. */
  attemptSignInFactorTwo: never
  resetPassword: FrontendMutation<SignInObject>
}
