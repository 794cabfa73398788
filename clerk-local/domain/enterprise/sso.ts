import type { Context } from '../../core/context.ts'
import type { EmailAddress, EnterpriseConnection, ProviderIdentity, SignIn, SignUp, Verification } from '../../core/entities/index.ts'
import { type ClerkErrorItem, clerkError, paramError } from '../../core/errors.ts'
import { isAppUrl } from '../people/app-url.ts'
import { signInAddress, strategyInvalid } from '../people/sign-in/factors.ts'
import { requireUnverified } from '../people/verification/codes.ts'
import { requireConnection } from './connections/connections.ts'
import { flowLifetime, startFlow } from './flows.ts'
import { connectionsOfAddress } from './connections/matching.ts'
import { addressStrategy, externalStrategy, protocolOf } from './protocols.ts'

/** What the app says when it sends somebody to their identity provider. */
export interface SsoStep {
  enterpriseConnectionId?: string
  /** Where the app goes on when more is to do. */
  redirectUrl?: string
  /** Where it goes when all is done. */
  actionCompleteRedirectUrl?: string
  oidcPrompt?: string
}

/** How clerk-js asks for it; the verification then tells the protocol. */
export const ssoStrategy = 'enterprise_sso'

/** A proof by a provider in some state. */
export function externalVerification(ctx: Context, connection: EnterpriseConnection, status: Verification['status'], external: { redirectUrl?: string, error?: ClerkErrorItem, identity?: ProviderIdentity }): Verification {
  const { redirectUrl = null, error = null, identity = null } = external
  return { status, strategy: externalStrategy(protocolOf(connection)), attempts: null, expireAt: ctx.store.now() + flowLifetime, external: { connectionId: connection.id, redirectUrl, error, identity } }
}

/** Sends a sign-in to the provider of its address. */
export function prepareSignInSso(ctx: Context, signIn: SignIn, step: SsoStep): SignIn {
  const address = signInAddress(ctx, signIn)
  if (!address) throw clerkError(400, 'sign_in_identifier_missing', 'Identify yourself first.')
  const connection = chooseConnection(ctx, address, step)
  if (!connection) throw strategyInvalid(ssoStrategy)
  return ctx.store.signIns.update(signIn.id, { firstFactor: depart(ctx, connection, { purpose: 'sign_in', subjectId: signIn.id, loginHint: address }, step), updatedAt: ctx.store.now() })
}

/** Sends a sign-up to the provider of its address. */
export function prepareSignUpSso(ctx: Context, signUp: SignUp, step: SsoStep): SignUp {
  if (!signUp.emailAddress) throw clerkError(400, 'sign_up_email_missing', 'Give an email address first.')
  const connection = chooseConnection(ctx, signUp.emailAddress, step)
  if (!connection) throw clerkError(422, 'enterprise_sso_sign_up_connection_missing', 'No Enterprise Connection for this sign-up', 'The current sign-up does not have a corresponding Enterprise Connection. Please check the domain of the provided email address.')
  signUp.externalVerification = depart(ctx, connection, { purpose: 'sign_up', subjectId: signUp.id, loginHint: signUp.emailAddress }, step)
  signUp.updatedAt = ctx.store.now()
  return signUp
}

/** Sends somebody who is signed in to the provider of one of their addresses, which proves it. */
export function prepareEmailSso(ctx: Context, email: EmailAddress, step: SsoStep): EmailAddress {
  requireUnverified(email.verification)
  const connection = chooseConnection(ctx, email.emailAddress, step)
  if (!connection) throw paramError('strategy', 'form_param_value_invalid', 'is invalid', 'There is no enterprise connection for this email address.')
  const verification = depart(ctx, connection, { purpose: 'email_address', subjectId: email.id, loginHint: email.emailAddress }, step)
  email.verification = { ...verification, strategy: addressStrategy(protocolOf(connection)) }
  return email
}

/** The connection whose provider has proven a sign-up, or none. */
export function provenConnection(ctx: Context, signUp: SignUp): { connection: EnterpriseConnection, identity: ProviderIdentity } | undefined {
  const { status, external } = signUp.externalVerification ?? {}
  return status === 'verified' && external?.identity ? { connection: requireConnection(ctx, external.connectionId), identity: external.identity } : undefined
}

function depart(ctx: Context, connection: EnterpriseConnection, flow: { purpose: 'sign_in' | 'sign_up' | 'email_address', subjectId: string, loginHint: string }, step: SsoStep): Verification {
  const redirectUrl = appUrl(ctx, 'redirect_url', step.redirectUrl)
  const completeUrl = step.actionCompleteRedirectUrl ? appUrl(ctx, 'action_complete_redirect_url', step.actionCompleteRedirectUrl, redirectUrl) : redirectUrl
  const { url } = startFlow(ctx, connection, { ...flow, redirectUrl, completeUrl, prompt: step.oidcPrompt })
  return externalVerification(ctx, connection, 'unverified', { redirectUrl: url })
}

function chooseConnection(ctx: Context, emailAddress: string, step: SsoStep): EnterpriseConnection | undefined {
  const connections = connectionsOfAddress(ctx, emailAddress)
  return step.enterpriseConnectionId ? connections.find(c => c.id === step.enterpriseConnectionId) : connections[0]
}

/** clerk-js may send the last address relative to the first. */
function appUrl(ctx: Context, param: string, text: string | undefined, base?: string): string {
  if (!text) throw paramError(param, 'form_param_missing', 'is missing', `${param} must be included.`)
  const url = URL.canParse(text, base) ? new URL(text, base).href : ''
  if (!isAppUrl(ctx, url)) throw paramError(param, 'form_param_format_invalid', 'is invalid', `${param} must be an http(s) url of this machine, or of the app in the settings.`)
  return url
}
