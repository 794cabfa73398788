import { fileURLToPath } from 'node:url'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** An app on top of clerk-orgs. */
export default defineNuxtConfig({
  extends: ['clerk-orgs'],
  // What is merged with the base's own: who may do what, the texts, the tables.
  alias: { '#policy': here('policy.ts'), '#texts': here('texts.ts'), '#tables': here('db/extension.ts') },
  compatibilityDate: '2026-11-01',
})
