import type { ActorTokenObject, JwksObject, SignInTokenObject, TestingTokenObject } from '../../objects/people/tokens.ts'
import type { Operations } from '../../operations.ts'

export const tokenOperations = {
  GetJWKS: 'GET /jwks',
  CreateSignInToken: 'POST /sign_in_tokens',
  RevokeSignInToken: 'POST /sign_in_tokens/{sign_in_token_id}/revoke',
  CreateActorToken: 'POST /actor_tokens',
  RevokeActorToken: 'POST /actor_tokens/{actor_token_id}/revoke',
  CreateTestingToken: 'POST /testing_tokens',
} as const satisfies Operations

export interface TokenAnswers {
  GetJWKS: JwksObject
  CreateSignInToken: SignInTokenObject
  RevokeSignInToken: SignInTokenObject
  CreateActorToken: ActorTokenObject
  RevokeActorToken: ActorTokenObject
  CreateTestingToken: TestingTokenObject
}
