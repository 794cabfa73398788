import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { proxy } from 'hono/proxy'
import { type ClerkLocal, type ClerkLocalOptions, createClerkLocal } from '../../../clerk-local/index.ts'
import { anyFreePort } from '../../../scripts/lib/ports.ts'
import { type Builders, builders } from '../../support/app/builders.ts'

/** A clerk-local and the smallest site on it: one static page that mounts the component its path names. */
export interface Site {
  url: string
  clerk: ClerkLocal
  make: Builders
  close: () => Promise<void>
}

/** Starts both on free ports. The site forwards `/__clerk` to the Frontend API, so cookies are the site's own. */
export async function startSite(options: Omit<ClerkLocalOptions, 'port'>): Promise<Site> {
  const port = await anyFreePort()
  const url = `http://localhost:${port}`
  const clerk = await createClerkLocal({ ...options, port: 0 })
  const page = readFileSync(join(import.meta.dirname, 'page.html'), 'utf8').replaceAll('{publishableKey}', clerk.publishableKey)
  const app = new Hono()
  app.all('/__clerk/*', c => proxy(clerk.frontendApiUrl + c.req.url.slice(`${url}/__clerk`.length), {
    ...c.req,
    redirect: 'manual',
    headers: { ...c.req.header(), 'clerk-proxy-url': `${url}/__clerk`, 'x-forwarded-for': '127.0.0.1' },
  }))
  app.get('/favicon.ico', c => c.body(null, 204))
  app.get('*', c => c.html(page))
  const server = serve({ fetch: app.fetch, hostname: 'localhost', port })
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject))
  return {
    url,
    clerk,
    make: builders(clerk),
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await clerk.close()
    },
  }
}
