import type { FrontendMutation } from '../../objects/answers.ts'
import type { ReverificationObject } from '../../objects/people/session.ts'
import type { Operations } from '../../operations.ts'

export const reverificationOperations = {
  startSessionReverification: 'POST /client/sessions/{session_id}/verify',
  prepareSessionReverificationFirstFactor: 'POST /client/sessions/{session_id}/verify/prepare_first_factor',
  attemptSessionReverificationFirstFactor: 'POST /client/sessions/{session_id}/verify/attempt_first_factor',
  prepareSessionReverificationSecondFactor: 'POST /client/sessions/{session_id}/verify/prepare_second_factor',
  attemptSessionReverificationSecondFactor: 'POST /client/sessions/{session_id}/verify/attempt_second_factor',
} as const satisfies Operations

export interface ReverificationAnswers {
  startSessionReverification: FrontendMutation<ReverificationObject>
  prepareSessionReverificationFirstFactor: FrontendMutation<ReverificationObject>
  attemptSessionReverificationFirstFactor: FrontendMutation<ReverificationObject>
  /** Always a refusal: nobody has a second factor. */
  prepareSessionReverificationSecondFactor: never
  /** Always a refusal: nobody has a second factor. */
  attemptSessionReverificationSecondFactor: never
}
