import { Hono } from 'hono'
import type { Context } from '../core/context.ts'
import { notFound } from '../core/errors.ts'
import { publishRecord } from '../domain/domains/proofs.ts'

/** The DNS of the domains: the next check of ownership finds a published record. */
export function domainControls(ctx: Context): Hono {
  const app = new Hono()

  /** By id, or by name for all organizations that try to prove it. */
  app.post('/:domain/publish', (c) => {
    const wanted = c.req.param('domain')
    const domains = ctx.store.domains.filter(d => d.id === wanted || (d.name === wanted.toLowerCase() && d.ownershipVerification !== null))
    if (!domains.length) throw notFound('No such domain.')
    return c.json({ published: domains.map(domain => publishRecord(ctx, domain).name) })
  })

  return app
}
