import type { PlanSlug } from './policy/table'

/** Every error code the API can answer, with its HTTP status. The client maps codes to words in `shared/texts/`. */
export const errorStatus = {
  not_signed_in: 401,
  bad_token: 401,
  task_pending: 403,
  no_organization: 403,
  cross_site: 403,
  role_missing: 403,
  permission_missing: 403,
  role_ceiling: 403,
  outranked: 403,
  organization_creation_disabled: 403,
  organization_limit_reached: 403,
  deletion_disabled: 403,
  key_not_accepted: 403,
  scope_missing: 403,
  scope_ceiling: 403,
  plan_missing: 402,
  feature_missing: 402,
  project_limit_reached: 402,
  seats_beyond_plan: 402,
  not_found: 404,
  bad_request: 400,
  bad_signature: 400,
  method_not_allowed: 405,
  already_a_member: 409,
  already_invited: 409,
  invitation_not_pending: 409,
  last_admin: 409,
  organization_mismatch: 409,
  member_provisioned: 409,
  seat_limit_reached: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  invalid_input: 422,
  rate_limited: 429,
  internal: 500,
  webhook_secret_missing: 500,
  clerk_unavailable: 503,
  database_unavailable: 503,
} as const

/** A stable, machine-readable reason, sent as `data.code`. */
export type ErrorCode = keyof typeof errorStatus

/** What is wrong with one field of the input. `path` is dotted, as zod reports it. */
export interface FieldIssue { path: string, message: string }

/** The `data` part of every error answer. */
export interface ErrorData {
  code: ErrorCode
  /** Set on `invalid_input`: one entry a field. */
  issues?: FieldIssue[]
  /** Set on 402 and 403: what would have been enough. */
  required?: { role?: readonly string[], permission?: readonly string[], plan?: readonly string[], feature?: readonly string[], scope?: readonly string[] }
  /** Set on 402 and 403: names of people who can change it, and plans that include it. */
  help?: { people: readonly string[], plans: readonly PlanSlug[] }
  /** Set on `rate_limited` and `clerk_unavailable`: seconds to wait. */
  retryAfter?: number
}

/** A refusal that a caller may be told about. Services throw it; the guard turns it into the HTTP envelope. */
export class AppError extends Error {
  override name = 'AppError'

  /**
   * @param code - decides the HTTP status
   * @param message - a sentence for a person; never holds a secret or another tenant's data
   * @param facts - further members of the answer's `data`
   */
  constructor(readonly code: ErrorCode, message: string, readonly facts: Omit<ErrorData, 'code'> = {}) {
    super(message)
  }
}
