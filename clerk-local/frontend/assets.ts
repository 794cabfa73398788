import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, normalize } from 'node:path'
import { Hono } from 'hono'
import { notFound } from '../core/errors.ts'

const require = createRequire(import.meta.url)

const forever = 'public, max-age=31536000, immutable'

/** Folders of the installed browser packages; other names under `/npm` don't exist. */
const packages = new Set(['clerk-js', 'ui'])

const types: Record<string, string> = { js: 'text/javascript; charset=utf-8', mjs: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', map: 'application/json' }

/** clerk-js and Clerk UI from node_modules, whatever version the page asks for. */
export function assetRoutes(): Hono {
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

  return app
}

/** Found by folder: clerk-js doesn't export its package.json. */
function packageRoot(name: string): string {
  const folders = require.resolve.paths(`@clerk/${name}`) ?? []
  const root = folders.map(folder => join(folder, '@clerk', name)).find(folder => existsSync(folder))
  if (!root) throw notFound(`@clerk/${name} is not installed.`)
  return root
}
