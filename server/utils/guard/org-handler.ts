import type { ClerkClient } from '@clerk/backend'
import { defineEventHandler, setResponseHeader, setResponseStatus, type H3Event } from 'h3'
import type { z } from 'zod'
import type { Database } from '../../../db'
import type { OrgFacts } from '../../../shared/policy/context'
import { decide, type Requirement } from '../../../shared/policy/decide'
import type { ApiScope } from '../../../shared/policy/scopes'
import type { AppConfig } from './context'
import { refuseCrossSite } from './cross-site'
import { httpError } from '../http/errors'
import { parseInput, readJson, readParams, readQuery } from '../http/input'
import { type LimitName, spendBudget } from './rate-limits'
import { findKey, requireKey } from './require-key'
import { requireOrg } from './require-org'

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined

interface Options<B, Q, P, S> {
  /** What the person must hold besides membership. */
  requires?: Requirement
  /** The scope with which an API key of the organization will do; none refuses keys. */
  scope?: S
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

/** Who asks. A handler that takes keys knows the organization only: behind a key there is no person. */
type Caller<S> = S extends ApiScope ? Pick<OrgFacts, 'org'> : OrgFacts

type HandlerContext<B, Q, P, S> = Caller<S> & {
  /** Whether the caller also meets another requirement. */
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
 * @throws what `requireOrg` and, for API keys, `requireKey` throw; 400, 413, 415, 422 for bad input
 */
export function defineOrgHandler<
  R,
  B extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  P extends z.ZodType | undefined = undefined,
  S extends ApiScope | undefined = undefined,
>(options: Options<B, Q, P, S>, handler: (context: HandlerContext<B, Q, P, S>) => Promise<R>) {
  return defineEventHandler(async (event): Promise<R> => {
    setResponseHeader(event, 'Cache-Control', 'private, no-store')
    refuseCrossSite(event)
    const { slug = '' } = readParams(event)
    const key = findKey(event)
    const facts = key ? await requireKey(event, slug, key, options) : await requireOrg(event, slug, options.requires)
    const { db, clerk, config } = event.context
    const context = {
      ...facts,
      can: requirement => decide(facts, requirement).allowed,
      db, clerk, config, event,
      params: options.params && parseInput(options.params, readParams(event)),
      query: options.query && parseInput(options.query, readQuery(event)),
      body: options.body && parseInput(options.body, await readJson(event)),
    } as HandlerContext<B, Q, P, S>
    if (options.limit) await spendBudget(options.limit, { userId: key?.id ?? (facts as OrgFacts).user.id, orgId: facts.org.id }, options.cost?.(context.body))
    const answer = await handler(context).catch((error: unknown) => { throw httpError(error) })
    setResponseStatus(event, options.status ?? 200)
    return answer
  })
}
