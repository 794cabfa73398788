import { createHash, timingSafeEqual } from 'node:crypto'
import { getRequestHeader, setResponseHeader, type H3Event } from 'h3'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { apiError } from '../http/errors'

/** A token that is shorter could be guessed. It counts as not set. */
export const MIN_TOKEN_LENGTH = 32

/** Wrong tokens from one address, and right ones from everywhere: the first keep logs short, the second a runaway script at bay. */
const limiters = {
  wrong: new RateLimiterMemory({ keyPrefix: 'wrong-token', points: 10, duration: 60 }),
  right: new RateLimiterMemory({ keyPrefix: 'right-token', points: 120, duration: 60 }),
}

async function spend(limiter: RateLimiterMemory, key: string): Promise<void> {
  await limiter.consume(key).catch((refused: RateLimiterRes | Error) => {
    if (refused instanceof Error) throw refused
    throw apiError('rate_limited', 'Too many requests. Wait a moment and try again.', { retryAfter: Math.ceil(refused.msBeforeNext / 1000) })
  })
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/**
 * The guard of routes for operators and their programs: lets a request pass that has one of the tokens as its Bearer. The
 * comparison takes the same time for every wrong token. A right token is never held up by somebody else's wrong ones.
 *
 * @param tokens - what opens the route; unset and short ones open nothing
 * @throws 404 not_found while no token is set, 401 bad_token, 429 rate_limited
 */
export async function requireToken(event: H3Event, tokens: readonly string[]): Promise<void> {
  setResponseHeader(event, 'Cache-Control', 'private, no-store')
  const usable = tokens.filter(token => token.length >= MIN_TOKEN_LENGTH)
  if (!usable.length) throw apiError('not_found', 'This route is closed: its token is not set.')
  const sent = digest(/^Bearer (.+)$/.exec(getRequestHeader(event, 'authorization') ?? '')?.[1] ?? '')
  if (!usable.map(token => timingSafeEqual(sent, digest(token))).includes(true)) {
    await spend(limiters.wrong, event.node.req.socket.remoteAddress ?? '')
    throw apiError('bad_token', 'The token is missing or wrong.')
  }
  await spend(limiters.right, '')
}
