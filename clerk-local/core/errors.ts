/** One entry of Clerk's error answer. */
export interface ClerkErrorItem {
  code: string
  message: string
  long_message: string
  meta?: Record<string, unknown>
}

/** A refusal in Clerk's form; throw it anywhere, the server answers it. */
export class ClerkError extends Error {
  readonly status: number
  readonly errors: ClerkErrorItem[]
  readonly headers: Record<string, string>

  constructor(status: number, errors: ClerkErrorItem[], headers: Record<string, string> = {}) {
    super(errors[0]?.message ?? 'Error')
    this.status = status
    this.errors = errors
    this.headers = headers
  }
}

/** A refusal with one entry. `longMessage` defaults to the message. */
export function clerkError(status: number, code: string, message: string, longMessage = message, meta?: Record<string, unknown>): ClerkError {
  return new ClerkError(status, [{ code, message, long_message: longMessage, ...(meta && { meta }) }])
}

/** A refusal that names the form field at fault, as Clerk UI needs it. */
export function paramError(param: string, code: string, message: string, longMessage = message, status = 422): ClerkError {
  return clerkError(status, code, message, longMessage, { param_name: param })
}

/** 422, a required field is absent. */
export const missingParam = (param: string) => paramError(param, 'form_param_missing', 'is missing', `${param} must be included.`)

/** 422, a field is there and empty. */
export const nilParam = (param: string) => paramError(param, 'form_param_nil', `Enter ${param.replaceAll('_', ' ')}.`)

/** 422, a field has the wrong form. */
export const invalidParam = (param: string, longMessage = `${param} is invalid.`) => paramError(param, 'form_param_format_invalid', 'is invalid', longMessage)

/** 404 for anything by id. */
export const notFound = (longMessage = 'not found') => clerkError(404, 'resource_not_found', 'not found', longMessage)

/** 404: the organization is unknown, or not the caller's (facts §H). */
export const organizationNotFound = () => clerkError(404, 'organization_not_found_or_unauthorized', 'not found or unauthorized', 'Given organization not found, or you don\'t have permission to access the organization')

/** 401 without a signed-in session. clerk-js then asks for the client again (facts §D). */
export const signedOut = () => clerkError(401, 'signed_out', 'Signed out', 'You are signed out')

/** 401 without a known browser. */
export const browserUnauthenticated = () => clerkError(401, 'dev_browser_unauthenticated', 'Browser unauthenticated', 'Unable to authenticate this browser for your development instance. Check your Clerk cookies and try again.')

/** 403: the member's role lacks a permission. */
export const missingPermission = (permissions: string[]) => clerkError(403, 'missing_organization_permission', 'missing permission', 'Current user is missing an organization permission.', { permissions })

/** 429 with `Retry-After` in seconds (Clerk's error index, rate limits). */
export const tooManyRequests = (seconds: number) =>
  new ClerkError(429, [{ code: 'too_many_requests', message: 'Too many requests', long_message: 'Too many requests, retry later' }], { 'Retry-After': String(seconds) })

/** 501 for an operation that exists at Clerk and not here. */
export const notImplemented = (operation: string) => clerkError(501, 'not_implemented', 'not implemented', `clerk-local doesn't implement ${operation}.`)

/** The body of an error answer. */
export function errorBody(errors: ClerkErrorItem[], traceId: string) {
  return { errors, clerk_trace_id: traceId }
}
