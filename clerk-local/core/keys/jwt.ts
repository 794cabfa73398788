import { createHmac, type KeyObject, sign, verify } from 'node:crypto'
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

/** What each algorithm signs with; HMAC takes a shared secret (RFC 7518). */
export const signingAlgorithms = {
  HS256: { type: 'secret', hash: 'sha256' },
  HS384: { type: 'secret', hash: 'sha384' },
  HS512: { type: 'secret', hash: 'sha512' },
  RS256: { type: 'rsa', hash: 'sha256' },
  RS384: { type: 'rsa', hash: 'sha384' },
  RS512: { type: 'rsa', hash: 'sha512' },
  ES256: { type: 'ec', hash: 'sha256' },
  ES384: { type: 'ec', hash: 'sha384' },
  ES512: { type: 'ec', hash: 'sha512' },
} as const

/** Signs with another key than the instance's, for a JWT template. */
export function signJwtWith(key: KeyObject, algorithm: string, claims: Record<string, unknown>): string {
  const { hash } = signingAlgorithms[algorithm as keyof typeof signingAlgorithms]
  const text = `${encode({ alg: algorithm, typ: 'JWT' })}.${encode(claims)}`
  const signature = key.type === 'secret' ? createHmac(hash, key).update(text).digest() : sign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
  return `${text}.${signature.toString('base64url')}`
}
