import { defineNitroConfig } from 'nitropack/config'

/** Nitro alone, as Nuxt runs it. */
export default defineNitroConfig({ compatibilityDate: '2026-11-01', preset: 'node-server' })
