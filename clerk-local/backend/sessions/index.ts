import type { Hono } from 'hono'
import { clientOperations } from '../../contract/backend/people/clients.ts'
import { jwtTemplateOperations } from '../../contract/backend/people/jwt-templates.ts'
import { sessionOperations } from '../../contract/backend/people/sessions.ts'
import { tokenOperations } from '../../contract/backend/people/tokens.ts'
import type { Context } from '../../core/context.ts'
import { register } from '../../core/register.ts'
import { clientHandlers } from './clients.ts'
import { jwtTemplateHandlers } from './jwt-templates.ts'
import { sessionHandlers } from './sessions.ts'
import { tokenHandlers } from './tokens.ts'

/** Sessions, browsers and tokens. */
export function registerSessions(app: Hono, ctx: Context): void {
  register(app, sessionOperations, sessionHandlers(ctx))
  register(app, clientOperations, clientHandlers(ctx))
  register(app, tokenOperations, tokenHandlers(ctx))
  register(app, jwtTemplateOperations, jwtTemplateHandlers(ctx))
}
