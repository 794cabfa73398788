import { randomBytes } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const epoch = 1_400_000_000

/** Where random bytes come from; a seeded one makes a data set reproducible. */
export type RandomSource = (size: number) => Uint8Array

/** Makes ids like Clerk's: a prefix and a KSUID (27 base62 characters, ordered by second). */
export function createId(prefix: string, now: number, random: RandomSource = randomBytes): string {
  const bytes = new Uint8Array(20)
  new DataView(bytes.buffer).setUint32(0, Math.max(0, Math.floor(now / 1000) - epoch))
  bytes.set(random(16), 4)
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  let text = ''
  for (let i = 0; i < 27; i++) {
    text = alphabet[Number(value % 62n)] + text
    value /= 62n
  }
  return `${prefix}_${text}`
}

/** Ids for very many rows: a random beginning and a count, each as long as Clerk's. A sixth of the time that random ones take. */
export function idSeries(prefix: string, now: number, random: RandomSource = randomBytes): () => string {
  const text = Buffer.from(createId(prefix, now, random), 'latin1')
  const digits = 6
  let count = 0
  return () => {
    for (let i = 1, rest = count++; i <= digits; i++, rest = Math.floor(rest / 62)) text[text.length - i] = alphabet.charCodeAt(rest % 62)
    return text.toString('latin1')
  }
}

/** Six random digits, for e-mail codes. */
export function createCode(random: RandomSource = randomBytes): string {
  const [a = 0, b = 0, c = 0, d = 0] = random(4)
  return String((((a << 24) | (b << 16) | (c << 8) | d) >>> 0) % 1_000_000).padStart(6, '0')
}
