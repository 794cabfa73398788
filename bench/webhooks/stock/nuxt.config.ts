import { fileURLToPath } from 'node:url'
import { defineNuxtConfig } from 'nuxt/config'

const built = (folder: string) => fileURLToPath(new URL(`../../../.data/bench/webhooks-stock/${folder}`, import.meta.url))

/** The least that @clerk/nuxt asks for: its own middleware runs on every route. */
export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  modules: ['@clerk/nuxt'],
  srcDir: '.',
  serverDir: 'server',
  buildDir: built('nuxt'),
  nitro: { output: { dir: built('output') } },
  telemetry: false,
  typescript: { typeCheck: false },
})
