import type { Context } from '../../core/context.ts'
import type { Client, SignIn, SignUp, Verification } from '../../core/entities/index.ts'
import { clerkError } from '../../core/errors.ts'
import { userOfIdentity } from './accounts.ts'
import { requireConnection } from './connections/connections.ts'
import { signInByIdentity, takeIdentity } from './finish.ts'

/** A sign-up that turned out to be of a known person goes on as a sign-in (clerk-js: `signIn.create({ transfer: true })`). */
export function signInByTransfer(ctx: Context, signIn: SignIn, client: Client): SignIn {
  const { connection, identity } = requireTransferable(ctx, ctx.store.signUps.get(client.signUpId)?.externalVerification)
  const user = userOfIdentity(ctx, connection, identity)
  if (!user) throw notTransferable()
  return signInByIdentity(ctx, signIn, connection, user, identity)
}

/** A sign-in that turned out to be a newcomer's goes on as a sign-up (clerk-js: `signUp.create({ transfer: true })`). */
export function signUpByTransfer(ctx: Context, signUp: SignUp, client: Client): void {
  const { connection, identity } = requireTransferable(ctx, ctx.store.signIns.get(client.signInId)?.firstFactor)
  takeIdentity(ctx, signUp, connection, identity)
}

function requireTransferable(ctx: Context, verification: Verification | null | undefined) {
  const { status, external, expireAt } = verification ?? {}
  if (status !== 'transferable' || !external?.identity || (expireAt ?? 0) <= ctx.store.now()) throw notTransferable()
  return { connection: requireConnection(ctx, external.connectionId), identity: external.identity }
}

/** Clerk's words for a transfer without anything to carry over (error index, ExternalAccountNotFound). */
const notTransferable = () => clerkError(404, 'external_account_not_found', 'Invalid external account', 'The External Account was not found.')
