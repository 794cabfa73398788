import { sign, verify } from 'node:crypto'
import type { Keys } from './keys.ts'

/** Category of session tokens, as Clerk writes it in the header (facts §E). */
export const sessionTokenCategory = 'cl_B7d4PD111AAA'

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decode = (part: string): Record<string, unknown> => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>

/** Signs with the instance's key, RS256. */
export function signJwt(keys: Keys, claims: Record<string, unknown>, header: Record<string, unknown> = {}): string {
  const text = `${encode({ alg: 'RS256', ...header, kid: keys.kid, typ: 'JWT' })}.${encode(claims)}`
  return `${text}.${sign('sha256', Buffer.from(text), keys.privateKey).toString('base64url')}`
}

/** The claims of a token this instance signed, or null. Expiry is the caller's matter. */
export function readJwt(keys: Keys, token: string): Record<string, unknown> | null {
  const [header, claims, signature] = token.split('.')
  if (!header || !claims || !signature) return null
  try {
    const valid = verify('sha256', Buffer.from(`${header}.${claims}`), keys.jwtKey, Buffer.from(signature, 'base64url'))
    return valid ? decode(claims) : null
  }
  catch {
    return null
  }
}
