import type { Operations } from '../../operations.ts'

export const linkOperations = {
  acceptTicket: 'GET /tickets/accept',
  verify: 'GET /verify',
} as const satisfies Operations

export interface LinkAnswers {
  /** A redirect to the app, with the ticket. */
  acceptTicket: Response
  /** A redirect to the app, with what came of the link. */
  verify: Response
}
