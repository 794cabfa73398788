import { randomBytes } from 'node:crypto'
import type { Context } from '../../../core/context.ts'
import type { Verification } from '../../../core/entities/index.ts'
import { clerkError, invalidParam, missingParam } from '../../../core/errors.ts'
import { readJwt, signJwt } from '../../../core/keys/jwt.ts'
import { issuer } from '../../../core/keys/keys.ts'
import { isAppUrl } from '../app-url.ts'
import { sendLinkMail } from '../mail.ts'

const lifetime = 10 * 60_000
const kinds = ['sign_in', 'sign_up', 'email_address'] as const
const slugs = { sign_in: 'magic_link_sign_in', sign_up: 'magic_link_sign_up', email_address: 'magic_link_user_profile' } as const

/** What a link proves the address for, by its id, and the browser that asked. */
export interface LinkPurpose { kind: typeof kinds[number], sourceId: string, clientId: string, userId: string | null }

/** What a link's token says. */
export interface LinkToken extends LinkPurpose { nonce: string, redirectUrl: string }

/** Starts a verification by link and mails it. It leads to the Frontend API, which sends the browser to `redirectUrl`. */
export function startLink(ctx: Context, emailAddress: string, redirectUrl: string | undefined, purpose: LinkPurpose): Verification {
  if (!redirectUrl) throw missingParam('redirect_url')
  if (!isAppUrl(ctx, redirectUrl)) throw invalidParam('redirect_url', 'redirect_url must be an http(s) url of this machine, or of the app in the settings.')
  const nonce = randomBytes(12).toString('base64url')
  const expireAt = ctx.store.now() + lifetime
  const token = signJwt(ctx.keys, { cid: purpose.clientId, exp: Math.floor(expireAt / 1000), iss: issuer, kind: purpose.kind, nonce, rurl: redirectUrl, sid: purpose.sourceId, st: 'email_link', sub: purpose.userId })
  sendLinkMail(ctx, emailAddress, `${ctx.url}/frontend/v1/verify?token=${token}`, slugs[purpose.kind], purpose.userId)
  return { status: 'unverified', strategy: 'email_link', attempts: null, expireAt, link: { nonce, redirectUrl } }
}

/** Reads the token of a link, late or not; 400 for anything else. */
export function readLink(ctx: Context, token: string): LinkToken {
  const claims = readJwt(ctx.keys, token)
  const kind = kinds.find(k => k === claims?.kind)
  if (!claims || claims.st !== 'email_link' || !kind) throw clerkError(400, 'verification_link_token_invalid', 'Link is invalid', 'This link is invalid. Ask for a new one.', { param_name: 'token' })
  return {
    kind, sourceId: String(claims.sid), clientId: String(claims.cid), nonce: String(claims.nonce), redirectUrl: String(claims.rurl),
    userId: typeof claims.sub === 'string' ? claims.sub : null,
  }
}
