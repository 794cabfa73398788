import { Hono } from 'hono'
import { z } from 'zod'
import type { Context } from '../core/context.ts'
import { notFound } from '../core/errors.ts'

const picture = z.object({ type: z.enum(['default', 'proxy']), rid: z.string(), initials: z.string().max(4).default('?') })

/** Pictures of people and organizations, at the root as on img.clerk.com: what was uploaded, or letters. */
export function pictureRoutes(ctx: Context): Hono {
  const app = new Hono()

  app.get('/:picture{eyJ.+}', (c) => {
    const parsed = picture.safeParse(decoded(c.req.param('picture')))
    if (!parsed.success) throw notFound('There is no such picture.')
    const { type, rid, initials } = parsed.data
    const image = type === 'proxy' ? (ctx.store.users.get(rid) ?? ctx.store.organizations.get(rid))?.image : undefined
    const [, mime = 'image/svg+xml', data = ''] = /^data:([\w/+.-]+);base64,(.*)$/s.exec(image ?? '') ?? []
    return c.body(data ? new Uint8Array(Buffer.from(data, 'base64')) : drawn(rid, initials), 200, {
      'Content-Type': mime,
      // The address changes with the picture.
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      // Opened on its own, a picture runs nothing, whatever somebody uploaded.
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': 'default-src \'none\'; style-src \'unsafe-inline\'; sandbox',
    })
  })

  return app
}

function decoded(base64: string): unknown {
  try { return JSON.parse(Buffer.from(base64, 'base64').toString()) }
  catch { return undefined }
}

/** Letters on a gradient that belongs to the id; round for people. */
function drawn(id: string, initials: string): string {
  const hue = [...id].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 360, 7)
  const text = initials.toUpperCase().replace(/[<>&"]/g, '')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1">`
    + `<stop stop-color="hsl(${hue} 62% 48%)"/><stop offset="1" stop-color="hsl(${(hue + 48) % 360} 62% 38%)"/></linearGradient></defs>`
    + `<rect width="80" height="80" rx="${id.startsWith('user_') ? 40 : 12}" fill="url(#g)"/>`
    + `<text x="40" y="41" fill="#fff" font-family="system-ui,sans-serif" font-size="${text.length > 1 ? 30 : 38}" font-weight="600" text-anchor="middle" dominant-baseline="central">${text}</text></svg>`
}
