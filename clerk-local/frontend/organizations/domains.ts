import { Hono } from 'hono'
import type { Context } from '../../core/context.ts'
import { domainJson } from '../../formatters/domain.ts'
import { type FrontendEnv, page } from '../request.ts'
import { member } from './organizations.ts'

/** Verified domains and enterprise connections of an organization. */
export function domainRoutes(ctx: Context): Hono<FrontendEnv> {
  const app = new Hono<FrontendEnv>().basePath('/organizations/:organization_id')

  app.get('/domains', (c) => {
    const { organization } = member(ctx, c, 'org:sys_domains:read')
    const params = c.get('params')
    const verified = params.boolean('verified')
    const mode = params.string('enrollment_mode')
    const rows = ctx.store.domains.by('organizationId', organization.id).filter(d =>
      (!mode || d.enrollmentMode === mode) && (verified === undefined || (d.affiliationVerification?.status === 'verified') === verified)).reverse()
    return page(c, rows, d => domainJson(ctx, d))
  })

  app.get('/enterprise_connections', (c) => {
    member(ctx, c)
    return c.json({ response: [], client: null })
  })

  return app
}
