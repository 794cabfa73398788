import { defineNitroPlugin } from 'nitropack/runtime'
import { requests } from '../utils/http/metrics'

/** Counts answers by the pattern of their route. Calls of a page while it is rendered are part of the page. */
export default defineNitroPlugin((nitro) => {
  nitro.hooks.hook('request', (event) => {
    const { req, res } = event.node
    if ('__unenv__' in req) return
    res.once('close', () => requests.inc({ method: event.method, route: event.context.matchedRoute?.path ?? 'none', status: res.statusCode }))
  })
})
