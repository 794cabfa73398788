import { argon2Sync, createHash, pbkdf2Sync, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import type { PasswordHasher } from '../../../core/entities/index.ts'
import { bcryptMatches } from './bcrypt.ts'

/** A digest of some hasher: its form, and whether a password belongs to it (parts are the groups of the form). */
interface Hasher { form: RegExp, matches: (password: string, parts: string[]) => boolean }

const same = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b)
const sha = (algorithm: string, text: string | Buffer) => createHash(algorithm).update(text).digest()

/** `<name>$<iterations>$<salt>$<hash>`; Django's salt is plain text, others are base64 or hex. */
function pbkdf2(name: string, algorithm: string, saltEncoding: BufferEncoding, hashEncoding: BufferEncoding = 'base64'): Hasher {
  return {
    form: new RegExp(`^${name}\\$(\\d{1,7})\\$([^$]+)\\$([\\w+/=-]+)$`),
    matches: (password, [iterations = '', salt = '', hash = '']) => {
      const wanted = Buffer.from(hash, hashEncoding)
      return same(pbkdf2Sync(password, Buffer.from(salt, saltEncoding), Number(iterations), wanted.length, algorithm), wanted)
    },
  }
}

function argon2(variant: 'argon2i' | 'argon2id'): Hasher {
  return {
    form: new RegExp(`^\\$${variant}\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([\\w+/]+)\\$([\\w+/]+)$`),
    matches: (password, [memory = '', passes = '', parallelism = '', salt = '', hash = '']) => {
      const wanted = Buffer.from(hash, 'base64')
      const nonce = Buffer.from(salt, 'base64')
      return same(argon2Sync(variant, { message: password, nonce, memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism), tagLength: wanted.length }), wanted)
    },
  }
}

/** Forms as clerk.com/docs/reference/backend/user/create-user names them. Missing: phpass, md5_phpass, scrypt_firebase, sha512_symfony. */
const hashers: Record<PasswordHasher, Hasher> = {
  argon2i: argon2('argon2i'),
  argon2id: argon2('argon2id'),
  bcrypt: { form: /^(\$2[aby]\$\d\d\$[./\w]{53})$/, matches: (password, [digest = '']) => bcryptMatches(digest, password) },
  bcrypt_sha256_django: { form: /^bcrypt_sha256\$(\$2[aby]\$\d\d\$[./\w]{53})$/, matches: (password, [digest = '']) => bcryptMatches(digest, sha('sha256', password).toString('hex')) },
  ldap_ssha: {
    form: /^\{SSHA\}([\w+/]{28,}={0,2})$/,
    matches: (password, [text = '']) => {
      const bytes = Buffer.from(text, 'base64')
      return same(sha('sha1', Buffer.concat([Buffer.from(password), bytes.subarray(20)])), bytes.subarray(0, 20))
    },
  },
  // Salted, and fast rather than strong: the people here are made up.
  local: { form: /^([\da-f]{16})\.([\da-f]{64})$/, matches: (password, [salt = '', hash = '']) => same(sha('sha256', salt + password), Buffer.from(hash, 'hex')) },
  md5: { form: /^([\da-f]{32})$/i, matches: (password, [hash = '']) => same(sha('md5', password), Buffer.from(hash, 'hex')) },
  pbkdf2_sha1: pbkdf2('pbkdf2_sha1', 'sha1', 'base64'),
  pbkdf2_sha256: pbkdf2('pbkdf2_sha256', 'sha256', 'base64'),
  pbkdf2_sha256_django: pbkdf2('pbkdf2_sha256', 'sha256', 'utf8'),
  pbkdf2_sha512: pbkdf2('pbkdf2_sha512', 'sha512', 'base64'),
  pbkdf2_sha512_hex: pbkdf2('pbkdf2_sha512_hex', 'sha512', 'hex', 'hex'),
  scrypt_werkzeug: {
    form: /^scrypt:(\d{1,7}):(\d{1,2}):(\d{1,2})\$([^$]+)\$([\da-f]{128})$/,
    matches: (password, [cost = '', blockSize = '', parallelization = '', salt = '', hash = '']) =>
      same(scryptSync(password, salt, 64, { cost: Number(cost), blockSize: Number(blockSize), parallelization: Number(parallelization), maxmem: 256 * 1024 * 1024 }), Buffer.from(hash, 'hex')),
  },
  sha256: { form: /^([\da-f]{64})$/i, matches: (password, [hash = '']) => same(sha('sha256', password), Buffer.from(hash, 'hex')) },
}

/** Hashers whose digests can be imported. */
export const importableHashers = Object.keys(hashers).filter(name => name !== 'local') as PasswordHasher[]

/** Whether a digest has the form of its hasher. */
export function isDigest(hasher: PasswordHasher, digest: string): boolean {
  return hashers[hasher].form.test(digest)
}

/** Whether a password belongs to a digest; parameters that the algorithm refuses belong to none. */
export function digestMatches(hasher: PasswordHasher, digest: string, password: string): boolean {
  const parts = hashers[hasher].form.exec(digest)
  try {
    return parts !== null && hashers[hasher].matches(password, parts.slice(1))
  }
  catch {
    return false
  }
}

/** A digest of this server's own kind. */
export function digestPassword(password: string): string {
  const salt = randomBytes(8).toString('hex')
  return `${salt}.${sha('sha256', salt + password).toString('hex')}`
}
