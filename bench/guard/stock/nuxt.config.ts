import { defineNuxtConfig } from 'nuxt/config'

/** The least that @clerk/nuxt asks for: its own middleware runs on every route. */
export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  modules: ['@clerk/nuxt'],
  srcDir: '.',
  serverDir: 'server',
  telemetry: false,
  typescript: { typeCheck: false },
})
