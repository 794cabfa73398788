import type { ClerkClient } from '@clerk/backend'
import { defineEventHandler, setResponseHeader, setResponseStatus } from 'h3'
import type { z } from 'zod'
import { isSessionEnded, type Database } from '../../../db'
import type { AppConfig } from './context'
import { refuseCrossSite } from './cross-site'
import { apiError, httpError } from '../http/errors'
import { parseInput, readJson, readParams } from '../http/input'
import { type LimitName, spendBudget } from './rate-limits'
import { messages } from './require-org'

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined

interface Options<B, P> {
  body?: B
  params?: P
  /** What a call takes from the person's budget. */
  limit?: LimitName
  /** Status of a success; 200 unless told. */
  status?: number
}

interface HandlerContext<B, P> { userId: string, db: Database, clerk: ClerkClient, config: AppConfig, body: Parsed<B>, params: Parsed<P> }

/**
 * Makes a handler for a signed-in person, whatever organization they work in, or in none yet: an open task to choose one
 * doesn't stop them. Checks first, then parses, then works. Everything of an organization goes through `defineOrgHandler`.
 *
 * @throws 401 not_signed_in, 403 cross_site; 400, 413, 415, 422 for bad input; 429
 */
export function defineUserHandler<R, B extends z.ZodType | undefined = undefined, P extends z.ZodType | undefined = undefined>(
  options: Options<B, P>, handler: (context: HandlerContext<B, P>) => Promise<R>,
) {
  return defineEventHandler(async (event): Promise<R> => {
    setResponseHeader(event, 'Cache-Control', 'private, no-store')
    refuseCrossSite(event)
    const { db, clerk, config } = event.context
    const auth = event.context.auth({ treatPendingAsSignedOut: false })
    if (auth.tokenType !== 'session_token' || !auth.userId || await isSessionEnded(db, auth.sessionId)) throw apiError('not_signed_in', messages.not_signed_in)
    const { userId } = auth
    const context = {
      userId, db, clerk, config,
      params: options.params && parseInput(options.params, readParams(event)),
      body: options.body && parseInput(options.body, await readJson(event)),
    } as HandlerContext<B, P>
    if (options.limit) await spendBudget(options.limit, { userId })
    const answer = await handler(context).catch((error: unknown) => { throw httpError(error) })
    setResponseStatus(event, options.status ?? 200)
    return answer
  })
}
