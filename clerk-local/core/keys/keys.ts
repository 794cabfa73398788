import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

/** The made-up host of the local instance; it never resolves. */
export const instanceHost = 'clerk-local.test'

/** The `iss` of every token. */
export const issuer = `https://${instanceHost}`

/** The id that webhooks and billing objects name. */
export const instanceId = 'ins_0000000000000clerklocal00'

/** What belongs to an instance and survives restarts. */
export interface Keys {
  publishableKey: string
  secretKey: string
  webhookSecret: string
  kid: string
  privateKey: KeyObject
  /** SPKI PEM, what `jwtKey` takes. */
  jwtKey: string
  /** PKCS8 PEM, for the state file. */
  privateKeyPem: string
  /** Suffix of the suffixed cookies: 8 characters of base64url(sha1(publishable key)). */
  cookieSuffix: string
  jwks: { keys: Record<string, unknown>[] }
}

/** Builds the keys; they look fake on purpose. A new RSA pair is made when no PEM is kept. `live` names a production instance. */
export function createKeys(privateKeyPem?: string, live = false): Keys {
  const privateKey = privateKeyPem ? createPrivateKey(privateKeyPem) : generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const publicKey = createPublicKey(privateKey)
  const jwtKey = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const kind = live ? 'live' : 'test'
  const publishableKey = `pk_${kind}_${Buffer.from(`${instanceHost}$`).toString('base64').replaceAll('=', '')}`
  const kid = `ins_${createHash('sha256').update(jwtKey).digest('base64url').replace(/[-_]/g, '0').slice(0, 27)}`
  return {
    publishableKey,
    secretKey: `sk_${kind}_${'L'.repeat(40)}`,
    webhookSecret: `whsec_${Buffer.from('clerk-local-fake-webhook-secret').toString('base64')}`,
    kid,
    privateKey,
    jwtKey,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cookieSuffix: createHash('sha1').update(publishableKey).digest('base64url').slice(0, 8),
    jwks: { keys: [{ use: 'sig', alg: 'RS256', kid, ...publicKey.export({ format: 'jwk' }) }] },
  }
}
