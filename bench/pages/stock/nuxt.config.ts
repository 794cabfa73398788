import { fileURLToPath } from 'node:url'
import { defineNuxtConfig } from 'nuxt/config'

const built = (folder: string) => fileURLToPath(new URL(`../../../.data/bench/pages-stock/${folder}`, import.meta.url))

/** The same modules as the app, as they come: Clerk's own middleware runs on every route. */
export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  modules: ['@nuxt/ui', '@clerk/nuxt'],
  srcDir: '.',
  serverDir: 'server',
  buildDir: built('nuxt'),
  nitro: { output: { dir: built('output') } },
  css: ['~/main.css'],
  // Spread, because the types of these modules are made by a build.
  ...{ ui: { fonts: false }, icon: { provider: 'none', serverBundle: { collections: ['lucide'] } }, clerk: { telemetry: { disabled: true } } },
  telemetry: false,
  typescript: { typeCheck: false },
})
