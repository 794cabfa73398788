import { defineNitroPlugin, useRuntimeConfig } from 'nitropack/runtime'
import { listenersOf } from '../services/mirror/webhook-listeners'
import { createClerk } from '../utils/clerk/clerk-client'
import { clerkKeys } from '../utils/clerk/clerk-keys'
import type { AppConfig } from '../utils/guard/context'
import { clerkCalls } from '../utils/http/metrics'
import { orgContext } from '../utils/guard/require-org'
import { MIN_TOKEN_LENGTH } from '../utils/guard/require-token'

/** How long nobody asks a Clerk that did not answer, in ms. */
const PAUSE = 2_000

/** Gives every request the Backend API client and the settings, so that handlers read neither globals nor the environment. */
export default defineNitroPlugin((nitro) => {
  const { clerk: { webhookSigningSecret, timeout }, adminToken, metricsToken, organizationsPerPerson, events, mirror, public: { appUrl } } = useRuntimeConfig()
  const clerk = createClerk(clerkKeys(), { timeout: timeout * 1000, pause: PAUSE, ended: outcome => clerkCalls.inc({ outcome }) })
  const config: AppConfig = {
    appUrl: new URL(appUrl).origin,
    webhookSecrets: (webhookSigningSecret ?? '').split(/[\s,]+/).filter(Boolean),
    adminToken,
    metricsToken,
    organizationsPerPerson,
    listenersOf,
    keepPrivateMetadata: mirror.privateMetadata,
    retentionDays: mirror.retentionDays,
    events: { heartbeat: events.heartbeat * 1000, lifetime: events.lifetime * 1000 },
  }
  for (const [name, token] of Object.entries({ NUXT_ADMIN_TOKEN: adminToken, NUXT_METRICS_TOKEN: metricsToken }))
    if (token && token.length < MIN_TOKEN_LENGTH) console.warn(`[admin] ${name} is shorter than ${MIN_TOKEN_LENGTH} characters and opens nothing.`)
  nitro.hooks.hook('request', (event) => {
    event.context.clerk = clerk
    event.context.config = config
    event.context.orgContext = key => orgContext(event, key)
  })
})
