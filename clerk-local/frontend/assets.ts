import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, normalize } from 'node:path'
import { Hono } from 'hono'
import type { Context } from '../core/context.ts'
import { notFound } from '../core/errors.ts'

const require = createRequire(import.meta.url)

const forever = 'public, max-age=31536000, immutable'

/** Folders of the installed browser packages; other names under `/npm` don't exist. */
const packages = new Set(['clerk-js', 'ui'])

const types: Record<string, string> = { js: 'text/javascript; charset=utf-8', mjs: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', map: 'application/json' }

/** clerk-js and Clerk UI from node_modules, whatever version the page asks for; and drawn avatars. */
export function assetRoutes(ctx: Context): Hono {
  const app = new Hono()
  const files = new Map<string, Promise<Buffer>>()

  app.get('/npm/@clerk/:package/dist/:file{.+}', async (c) => {
    const [name = '', version = ''] = c.req.param('package').split('@')
    const file = normalize(c.req.param('file'))
    if (!packages.has(name) || file.startsWith('..')) throw notFound()
    const path = join(packageRoot(name), 'dist', file)
    let content = files.get(path)
    if (!content) files.set(path, content = readFile(path))
    const body = await content.catch(() => undefined)
    if (!body) {
      files.delete(path)
      throw notFound(`@clerk/${name} has no file dist/${file}.`)
    }
    return c.body(new Uint8Array(body), 200, {
      'Content-Type': types[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      // A range such as `@6` gets another file after an update.
      'Cache-Control': /^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version) ? forever : 'no-cache',
    })
  })

  app.get('/images/users/:id', (c) => {
    const user = ctx.store.users.get(c.req.param('id'))
    if (!user) throw notFound()
    return picture(user.image, user.id, `${user.firstName?.[0] ?? ''}${user.lastName?.[0] ?? ''}` || user.emailAddresses[0]?.emailAddress[0] || '?', true)
  })

  app.get('/images/organizations/:id', (c) => {
    const organization = ctx.store.organizations.get(c.req.param('id'))
    if (!organization) throw notFound()
    return picture(organization.image, organization.id, organization.name[0] ?? '?', false)
  })

  return app
}

/** Found by folder: clerk-js doesn't export its package.json. */
function packageRoot(name: string): string {
  const folders = require.resolve.paths(`@clerk/${name}`) ?? []
  const root = folders.map(folder => join(folder, '@clerk', name)).find(folder => existsSync(folder))
  if (!root) throw notFound(`@clerk/${name} is not installed.`)
  return root
}

/** The uploaded picture, or letters on a gradient that belongs to the id. The url carries a version, so it may be kept. */
function picture(image: string | null, id: string, letters: string, round: boolean): Response {
  const headers = {
    'Cache-Control': forever,
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    // Opened on its own, a picture runs nothing, whatever somebody uploaded.
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': 'default-src \'none\'; style-src \'unsafe-inline\'; sandbox',
  }
  const upload = /^data:([\w/+.-]+);base64,(.*)$/s.exec(image ?? '')
  if (upload?.[1] && upload[2]) return new Response(Buffer.from(upload[2], 'base64'), { headers: { ...headers, 'Content-Type': upload[1] } })
  const hue = [...id].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 360, 7)
  const text = letters.toUpperCase().replace(/[<>&"]/g, '')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1">`
    + `<stop stop-color="hsl(${hue} 62% 48%)"/><stop offset="1" stop-color="hsl(${(hue + 48) % 360} 62% 38%)"/></linearGradient></defs>`
    + `<rect width="80" height="80" rx="${round ? 40 : 12}" fill="url(#g)"/>`
    + `<text x="40" y="41" fill="#fff" font-family="system-ui,sans-serif" font-size="${text.length > 1 ? 30 : 38}" font-weight="600" text-anchor="middle" dominant-baseline="central">${text}</text></svg>`
  return new Response(svg, { headers: { ...headers, 'Content-Type': 'image/svg+xml' } })
}
