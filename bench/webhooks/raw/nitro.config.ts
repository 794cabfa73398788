import { fileURLToPath } from 'node:url'
import { defineNitroConfig } from 'nitropack/config'

const built = (folder: string) => fileURLToPath(new URL(`../../../.data/bench/webhooks-raw/${folder}`, import.meta.url))

/** Nitro alone, as Nuxt runs it. */
export default defineNitroConfig({
  compatibilityDate: '2026-11-01',
  preset: 'node-server',
  buildDir: built('nitro'),
  output: { dir: built('output') },
})
