import { createClerkClient } from '@clerk/backend'
import { defineNitroPlugin, useRuntimeConfig } from 'nitropack/runtime'
import type { AppConfig } from '../utils/context'
import { orgContext } from '../utils/require-org'

/** Gives every request the Backend API client and the settings, so that handlers read neither globals nor the environment. */
export default defineNitroPlugin((nitro) => {
  const { clerk: keys, events, mirror, public: { appUrl, clerk: { publishableKey, proxyUrl } } } = useRuntimeConfig()
  const clerk = createClerkClient({
    publishableKey,
    proxyUrl: proxyUrl || undefined,
    secretKey: keys.secretKey,
    jwtKey: keys.jwtKey || undefined,
    apiUrl: keys.apiUrl || undefined,
    telemetry: { disabled: true },
  })
  const config: AppConfig = {
    appUrl: new URL(appUrl).origin,
    webhookSecrets: (keys.webhookSigningSecret ?? '').split(/[\s,]+/).filter(Boolean),
    keepPrivateMetadata: mirror.privateMetadata,
    events: { heartbeat: events.heartbeat * 1000, lifetime: events.lifetime * 1000 },
  }
  nitro.hooks.hook('request', (event) => {
    event.context.clerk = clerk
    event.context.config = config
    event.context.orgContext = key => orgContext(event, key)
  })
})
