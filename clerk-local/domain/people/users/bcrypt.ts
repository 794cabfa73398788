/** Checks bcrypt digests, which Node can't: the usual ones when people are imported from elsewhere (Provos and Mazières, 1999). */

const alphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Blowfish's state: 18 round keys and four boxes of 256 words. */
interface State { keys: Int32Array, boxes: Int32Array }

/** Words of Blowfish's start state. */
const stateWords = 18 + 4 * 256

let start: Int32Array | undefined

/** Whether a password belongs to a digest `$2b$<cost>$<salt and hash>`. A cost of 10 takes about a tenth of a second. */
export function bcryptMatches(digest: string, password: string): boolean {
  const [, cost = '', salt = '', hash = ''] = /^\$2[aby]\$(\d\d)\$([./\w]{22})([./\w]{31})$/.exec(digest) ?? []
  if (!hash) return false
  return encode(bcrypt(Buffer.concat([Buffer.from(password), Buffer.from([0])]).subarray(0, 72), decode(salt).subarray(0, 16), Number(cost))) === hash
}

function bcrypt(password: Buffer, salt: Buffer, cost: number): Buffer {
  start ??= piWords()
  const state = { keys: start.slice(0, 18), boxes: start.slice(18) }
  const key = words(password, 18)
  const saltWords = words(salt, 18)
  expand(state, key, words(salt, 4))
  const none = new Int32Array(4)
  for (let round = 0; round < 2 ** cost; round++) {
    expand(state, key, none)
    expand(state, saltWords, none)
  }
  const text = words(Buffer.from('OrpheanBeholderScryDoubt'), 6)
  for (let i = 0; i < 6; i += 2) for (let round = 0; round < 64; round++) encrypt(state, text, i)
  const bytes = Buffer.alloc(24)
  text.forEach((word, i) => bytes.writeInt32BE(word, i * 4))
  return bytes.subarray(0, 23)
}

/** Mixes a key into the state, and the salt into every word that comes out. */
function expand(state: State, key: Int32Array, salt: Int32Array): void {
  for (let i = 0; i < 18; i++) state.keys[i] = at(state.keys, i) ^ at(key, i)
  const block = new Int32Array(2)
  let turn = 0
  for (const part of [state.keys, state.boxes]) {
    for (let i = 0; i < part.length; i += 2) {
      block[0] = at(block, 0) ^ at(salt, turn)
      block[1] = at(block, 1) ^ at(salt, turn + 1)
      turn ^= 2
      encrypt(state, block, 0)
      part.set(block, i)
    }
  }
}

/** Encrypts the two words at `i` in place. */
function encrypt({ keys, boxes }: State, text: Int32Array, i: number): void {
  let left = at(text, i) ^ at(keys, 0)
  let right = at(text, i + 1)
  for (let round = 1; round <= 16; round++) {
    const mixed = ((at(boxes, left >>> 24) + at(boxes, 256 + (left >>> 16 & 255))) ^ at(boxes, 512 + (left >>> 8 & 255))) + at(boxes, 768 + (left & 255))
    const next = right ^ mixed ^ at(keys, round)
    right = left
    left = next
  }
  text[i] = right ^ at(keys, 17)
  text[i + 1] = left
}

/** Bytes as big-endian words, repeated until there are `count`. */
function words(bytes: Buffer, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => [0, 1, 2, 3].reduce((word, j) => word << 8 | at(bytes, (i * 4 + j) % bytes.length), 0))
}

/** Blowfish starts from the digits of pi after the point, 32 bits a word (Machin's formula). */
function piWords(): Int32Array {
  const bits = BigInt(stateWords * 32 + 64)
  const arctan = (inverse: bigint) => {
    let term = (1n << bits) / inverse
    let sum = term
    for (let n = 3n, sign = -1n; term > 0n; n += 2n, sign = -sign) sum += sign * ((term /= inverse * inverse) / n)
    return sum
  }
  const hex = ((16n * arctan(5n) - 4n * arctan(239n)) & ((1n << bits) - 1n)).toString(16).padStart(Number(bits) / 4, '0')
  return Int32Array.from({ length: stateWords }, (_, i) => Number.parseInt(hex.slice(i * 8, i * 8 + 8), 16))
}

function decode(text: string): Buffer {
  const bits = [...text].map(sign => alphabet.indexOf(sign).toString(2).padStart(6, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
}

function encode(bytes: Buffer): string {
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,6}/g) ?? []).map(six => alphabet[Number.parseInt(six.padEnd(6, '0'), 2)]).join('')
}

/** A word that is there: indexes above never leave their arrays. */
function at(list: Int32Array | Buffer, i: number): number {
  return list[i] as number
}
