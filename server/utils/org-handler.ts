import type { ClerkClient } from '@clerk/backend'
import { defineEventHandler, setResponseHeader, setResponseStatus, type H3Event } from 'h3'
import type { z } from 'zod'
import type { Database } from '../../db'
import type { OrgFacts } from '../../shared/policy/context'
import { decide, type Requirement } from '../../shared/policy/decide'
import type { AppConfig } from './context'
import { refuseCrossSite } from './cross-site'
import { httpError } from './errors'
import { parseInput, readJson, readParams, readQuery } from './input'
import { type LimitName, spendBudget } from './rate-limits'
import { requireOrg } from './require-org'

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined

interface Options<B, Q, P> {
  /** What the person must hold besides membership. */
  requires?: Requirement
  body?: B
  query?: Q
  params?: P
  /** What a call takes from the budgets of the person and the organization. */
  limit?: LimitName
  /** How many calls the body stands for; one unless told. */
  cost?: (body: Parsed<B>) => number
  /** Status of a success; 200 unless told. */
  status?: number
}

interface HandlerContext<B, Q, P> extends OrgFacts {
  /** Whether the person also meets another requirement. */
  can: (requirement: Requirement) => boolean
  db: Database
  clerk: ClerkClient
  config: AppConfig
  body: Parsed<B>
  query: Parsed<Q>
  params: Parsed<P>
  /** For an answer that is a stream; everything else comes parsed. */
  event: H3Event
}

/**
 * The only way to make a handler below `/api/orgs/:slug`: checks first, then parses, then works.
 *
 * @param options - requirement and zod schemas; what has no schema is not read
 * @param handler - gets the organization, the person and the parsed input, narrowed
 * @throws what `requireOrg` throws; 400, 413, 415, 422 for bad input
 */
export function defineOrgHandler<
  R,
  B extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  P extends z.ZodType | undefined = undefined,
>(options: Options<B, Q, P>, handler: (context: HandlerContext<B, Q, P>) => Promise<R>) {
  return defineEventHandler(async (event): Promise<R> => {
    setResponseHeader(event, 'Cache-Control', 'private, no-store')
    refuseCrossSite(event)
    const { slug = '' } = readParams(event)
    const facts = await requireOrg(event, slug, options.requires)
    const { db, clerk, config } = event.context
    const context = {
      ...facts,
      can: requirement => decide(facts, requirement).allowed,
      db, clerk, config, event,
      params: options.params && parseInput(options.params, readParams(event)),
      query: options.query && parseInput(options.query, readQuery(event)),
      body: options.body && parseInput(options.body, await readJson(event)),
    } as HandlerContext<B, Q, P>
    if (options.limit) await spendBudget(options.limit, { userId: facts.user.id, orgId: facts.org.id }, options.cost?.(context.body))
    const answer = await handler(context).catch((error: unknown) => { throw httpError(error) })
    setResponseStatus(event, options.status ?? 200)
    return answer
  })
}
