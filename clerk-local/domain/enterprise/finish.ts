import type { Context } from '../../core/context.ts'
import type { EnterpriseConnection, EnterpriseFlow, ProviderIdentity, SignIn, SignUp, User, Verification } from '../../core/entities/index.ts'
import { ClerkError, type ClerkErrorItem, clerkError } from '../../core/errors.ts'
import { domainOf } from '../domains/domain-names.ts'
import { clientOf } from '../people/sessions/clients.ts'
import { requireNotSignedIn, requireUnblocked } from '../people/sign-in/guards.ts'
import { finishSignIn } from '../people/sign-in/sign-ins.ts'
import { finishSignUp, requireInvitedAddress } from '../people/sign-up/sign-ups.ts'
import { findEmailAddress, settleEmailAddress } from '../people/users/emails.ts'
import { joinOrganization, linkAccount, requireSeatForSso, userOfIdentity } from './accounts.ts'
import type { ProviderAnswer } from './flows.ts'
import { servesDomain } from './connections/matching.ts'
import { addressStrategy, protocolOf } from './protocols.ts'
import { externalVerification } from './sso.ts'
import { finishTestRun } from './connections/test-runs.ts'

/** Ends a trip to the identity provider: notes the outcome and tells where the browser goes on. */
export function finishFlow(ctx: Context, flow: EnterpriseFlow, connection: EnterpriseConnection, given: ProviderAnswer): string {
  ctx.store.enterpriseFlows.delete(flow.id)
  const answer = checked(connection, given)
  if (flow.purpose === 'test_run') return finishTestRun(ctx, flow.subjectId, answer)
  if (flow.purpose === 'email_address') return returnToEmail(ctx, flow, connection, answer)
  const done = flow.purpose === 'sign_in' ? returnToSignIn(ctx, flow, connection, answer) : returnToSignUp(ctx, flow, connection, answer)
  return done ? withDevBrowser(flow.completeUrl, done.devBrowserToken) : flow.redirectUrl
}

/** Signs the user in whom a provider has proven: linked, a member, and with the organization active. */
export function signInByIdentity(ctx: Context, signIn: SignIn, connection: EnterpriseConnection, user: User, identity: ProviderIdentity): SignIn {
  requireUnblocked(user)
  requireNotSignedIn(ctx, clientOf(ctx, signIn), user)
  requireSeatForSso(ctx, connection, user.id)
  linkAccount(ctx, connection, user, identity)
  joinOrganization(ctx, connection, user.id)
  ctx.store.signIns.update(signIn.id, { identifier: identity.emailAddress, firstFactor: externalVerification(ctx, connection, 'verified', { identity }) })
  return finishSignIn(ctx, signIn, user, {})
}

/** The browser when it is signed in now, undefined when the app has to go on. */
function returnToSignIn(ctx: Context, flow: EnterpriseFlow, connection: EnterpriseConnection, answer: ProviderAnswer) {
  const signIn = ctx.store.signIns.get(flow.subjectId)
  if (!signIn || signIn.status === 'complete') throw clerkError(400, 'sign_in_already_complete', 'This sign in has already been completed.')
  const fail = (error: ClerkErrorItem) => void ctx.store.signIns.update(signIn.id, { firstFactor: externalVerification(ctx, connection, 'failed', { error }) })
  if ('error' in answer) return fail(answer.error)
  try {
    const user = userOfIdentity(ctx, connection, answer.identity)
    if (user) {
      signInByIdentity(ctx, signIn, connection, user, answer.identity)
      return clientOf(ctx, signIn)
    }
    if (connection.disableJitProvisioning) return fail(noAccount)
    requireSeatForSso(ctx, connection)
    // clerk-js carries it over into a sign-up: `signUp.create({ transfer: true })`.
    ctx.store.signIns.update(signIn.id, { firstFactor: externalVerification(ctx, connection, 'transferable', { error: noAccount, identity: answer.identity }) })
  }
  catch (error) {
    fail(errorOf(error))
  }
}

function returnToSignUp(ctx: Context, flow: EnterpriseFlow, connection: EnterpriseConnection, answer: ProviderAnswer) {
  const signUp = ctx.store.signUps.get(flow.subjectId)
  if (!signUp || signUp.status === 'complete') throw clerkError(400, 'sign_up_already_complete', 'This sign up has already been completed.')
  const note = (patch: Partial<SignUp>) => void ctx.store.signUps.update(signUp.id, patch)
  const fail = (error: ClerkErrorItem) => note({ externalVerification: externalVerification(ctx, connection, 'failed', { error }) })
  if ('error' in answer) return fail(answer.error)
  const { identity } = answer
  try {
    if (userOfIdentity(ctx, connection, identity)) {
      // The other way round: `signIn.create({ transfer: true })`.
      return note({ externalVerification: externalVerification(ctx, connection, 'transferable', { error: accountExists, identity }) })
    }
    if (connection.disableJitProvisioning) return fail(noAccount)
    takeIdentity(ctx, signUp, connection, identity)
    return finishSignUp(ctx, signUp, {}).status === 'complete' ? clientOf(ctx, signUp) : undefined
  }
  catch (error) {
    fail(errorOf(error))
  }
}

/** clerk-js asks until the address is verified; a refusal shows in its verification. */
function returnToEmail(ctx: Context, flow: EnterpriseFlow, connection: EnterpriseConnection, answer: ProviderAnswer): string {
  const { user, email } = findEmailAddress(ctx, flow.subjectId)
  try {
    if ('error' in answer) throw new ClerkError(400, [answer.error])
    if (answer.identity.emailAddress !== email.emailAddress) throw new ClerkError(400, [mismatch(connection, answer.identity.emailAddress)])
    requireSeatForSso(ctx, connection, user.id)
    email.verification = provenBy(connection)
    settleEmailAddress(ctx, user, email.id)
    linkAccount(ctx, connection, user, answer.identity)
    joinOrganization(ctx, connection, user.id)
  }
  catch (error) {
    // frontend-api.yml lets only SAML fail.
    const status = connection.saml ? 'failed' : 'unverified'
    email.verification = { ...externalVerification(ctx, connection, status, { error: errorOf(error) }), strategy: addressStrategy(protocolOf(connection)) }
  }
  return flow.completeUrl
}

/** What the provider says stands for what the person would have typed and proven. */
export function takeIdentity(ctx: Context, signUp: SignUp, connection: EnterpriseConnection, identity: ProviderIdentity): void {
  requireInvitedAddress(signUp, identity.emailAddress)
  signUp.externalVerification = externalVerification(ctx, connection, 'verified', { identity })
  signUp.emailAddress = identity.emailAddress
  signUp.emailVerification = provenBy(connection)
  signUp.firstName ??= identity.firstName
  signUp.lastName ??= identity.lastName
}

/** An address that its owner's provider vouches for. */
const provenBy = (connection: EnterpriseConnection): Verification =>
  ({ status: 'verified', strategy: addressStrategy(protocolOf(connection)), attempts: null, expireAt: null })

/** An address of another domain is refused. */
function checked(connection: EnterpriseConnection, answer: ProviderAnswer): ProviderAnswer {
  if ('error' in answer || servesDomain(connection, domainOf(answer.identity.emailAddress))) return answer
  return { raw: answer.raw, error: mismatch(connection, answer.identity.emailAddress) }
}

/** The words of Clerk's error index (SAMLEmailAddressDomainMismatch and its twin for single sign-on). */
const mismatch = (connection: EnterpriseConnection, emailAddress: string): ClerkErrorItem => ({
  code: connection.saml ? 'saml_email_address_domain_mismatch' : 'enterprise_sso_email_address_domain_mismatch',
  message: 'Email address domain mismatch',
  long_message: 'The email address domain of the provider\'s account does not match the domain of the connection.',
  meta: { expected_domain: connection.domains.join(', '), received_domain: domainOf(emailAddress) },
})

const noAccount: ClerkErrorItem = { code: 'external_account_not_found', message: 'Invalid external account', long_message: 'The External Account was not found.' }
/** clerk-js looks for this code before it carries a sign-up over into a sign-in. */
const accountExists: ClerkErrorItem = { code: 'external_account_exists', message: 'The external account already exists.', long_message: 'This account already exists. Sign in instead.' }

function errorOf(error: unknown): ClerkErrorItem {
  const [item] = error instanceof ClerkError ? error.errors : []
  if (!item) throw error
  return item
}

/** On a development instance the app's server learns of the session through this parameter (facts §C; the SDK's reason dev-browser-sync). */
function withDevBrowser(url: string, token: string | null): string {
  const target = new URL(url)
  if (token) target.searchParams.set('__clerk_db_jwt', token)
  return target.href
}
