import type { Context } from '../../../core/context.ts'
import type { EnterpriseConnection, EnterpriseTestRun } from '../../../core/entities/index.ts'
import { clerkError, notFound } from '../../../core/errors.ts'
import { readJwt, signJwt } from '../../../core/keys/jwt.ts'
import { type ProviderAnswer, startFlow } from '../flows.ts'
import { protocolOf } from '../protocols.ts'

/** How long the address of a test run can be opened, seconds; Clerk calls it short-lived. */
const ticketSeconds = 10 * 60

/** Test runs of a connection, newest first. */
export function testRunsOf(ctx: Context, connection: EnterpriseConnection, statuses: string[] = []): EnterpriseTestRun[] {
  return ctx.store.enterpriseTestRuns.by('connectionId', connection.id).filter(run => !statuses.length || statuses.includes(run.status)).reverse()
}

/** Where a browser starts a test run. */
export function testRunUrl(ctx: Context, connection: EnterpriseConnection): string {
  return `${ctx.url}/frontend/v1/enterprise_connections/${connection.id}/init_test_run?ticket=${testTicket(ctx, connection.id)}`
}

/** Starts a test run: where the identity provider is asked. It works before the connection is active. */
export function startTestRun(ctx: Context, connection: EnterpriseConnection, ticket: string): string {
  requireTicket(ctx, ticket, connection.id)
  const id = ctx.store.id('enttr')
  const { url, request } = startFlow(ctx, connection, { purpose: 'test_run', subjectId: id, loginHint: null, redirectUrl: '', completeUrl: '' })
  ctx.store.enterpriseTestRuns.insert({ id, connectionId: connection.id, status: 'pending', connectionType: protocolOf(connection), identity: null, logs: [], request, answer: null, createdAt: ctx.store.now() })
  return url
}

/** Notes how it went; the address of the page that shows it. */
export function finishTestRun(ctx: Context, id: string, answer: ProviderAnswer): string {
  const failed = 'error' in answer
  const run = ctx.store.enterpriseTestRuns.update(id, {
    status: failed ? 'failed' : 'success', answer: answer.raw, ...(failed ? { logs: [answer.error] } : { identity: answer.identity }),
  })
  return `${ctx.url}/frontend/v1/enterprise_connections/${run.connectionId}/test_runs/${id}?token=${testTicket(ctx, id)}`
}

/** A test run, for the bearer of its token. */
export function requireTestRun(ctx: Context, connectionId: string, id: string, token: string): EnterpriseTestRun {
  requireTicket(ctx, token, id)
  const run = ctx.store.enterpriseTestRuns.get(id)
  if (!run || run.connectionId !== connectionId) throw notFound('Test run not found.')
  return run
}

function testTicket(ctx: Context, subject: string): string {
  return signJwt(ctx.keys, { st: 'enterprise_test_run', sub: subject, exp: Math.floor(ctx.store.now() / 1000) + ticketSeconds })
}

function requireTicket(ctx: Context, ticket: string, subject: string): void {
  const claims = readJwt(ctx.keys, ticket)
  if (claims?.st !== 'enterprise_test_run' || claims.sub !== subject) throw clerkError(400, 'ticket_invalid_code', 'Ticket is invalid', 'The ticket is invalid. Ask for a new one.', { param_name: 'ticket' })
  if (Number(claims.exp) * 1000 <= ctx.store.now()) throw clerkError(400, 'ticket_expired_code', 'Ticket is expired', 'The ticket is expired. Ask for a new one.', { param_name: 'ticket' })
}
