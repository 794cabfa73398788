import { fileURLToPath } from 'node:url'
import { defineVitestProject } from '@nuxt/test-utils/config'
import { defineConfig } from 'vitest/config'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The app's aliases, for tests that run its files on plain Node. */
const alias = { '#shared': at('shared'), '#clerk-orgs': at('.'), '~~': at('.'), '@@': at('.'), '~': at('.'), '@': at('.') }

/** Loading Nuxt takes seconds: only runs that mount components pay for it. */
const asked = process.argv.flatMap((arg, index, args) => arg === '--project' ? [args[index + 1]] : arg.startsWith('--project=') ? [arg.slice(10)] : [])
const mounted = !asked.length || asked.includes('nuxt')

/** Components in happy-dom. Clerk's plugin wants a key; happy-dom fetches no script, so Clerk itself stays out. */
function mountedProject() {
  const publishableKey = `pk_test_${Buffer.from('mounted.test$').toString('base64').replaceAll('=', '')}`
  return defineVitestProject({
    test: {
      name: 'nuxt',
      include: ['tests/nuxt/**/*.test.ts'],
      environment: 'nuxt',
      environmentOptions: {
        nuxt: {
          domEnvironment: 'happy-dom',
          overrides: { runtimeConfig: { public: { clerk: { publishableKey, proxyUrl: '/__clerk' } } } },
        },
      },
      testTimeout: 20_000,
      hookTimeout: 60_000,
    },
  })
}

export default defineConfig({
  test: {
    projects: [
      { resolve: { alias }, test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], exclude: ['tests/unit/db/postgresql/**'], environment: 'node', testTimeout: 20_000 } },
      // What works on a database, again on PostgreSQL.
      {
        resolve: { alias },
        test: {
          name: 'unit-postgres',
          include: ['tests/unit/db/*.test.ts', 'tests/unit/db/postgresql/*.test.ts', 'tests/unit/ingest/**/*.test.ts', 'tests/unit/services/live.test.ts'],
          environment: 'node',
          globalSetup: ['tests/support/postgres/postgres-setup.ts'],
          testTimeout: 20_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'clerk-local',
          include: ['tests/clerk-local/**/*.test.ts'],
          environment: 'node',
          testTimeout: 20_000,
          hookTimeout: 30_000,
          // Both hold what clerk-local says against Clerk's specifications, where CLERK_OPENAPI_DIR names their folder.
          setupFiles: ['tests/clerk-local/contract/setup.ts'],
          globalSetup: ['tests/clerk-local/contract/coverage.ts'],
        },
      },
      // Against the production build: each file starts its own app and its own clerk-local.
      { resolve: { alias }, test: { name: 'server', include: ['tests/server/**/*.test.ts'], exclude: ['tests/server/postgres/**'], environment: 'node', testTimeout: 30_000, hookTimeout: 60_000 } },
      // Handlers and live events once more on PostgreSQL, and several processes that share it.
      {
        resolve: { alias },
        test: {
          name: 'server-postgres',
          include: ['tests/server/*/{orgs,members,invitations,webhooks,events,roles,settings,enterprise}.test.ts', 'tests/server/postgres/*.test.ts'],
          environment: 'node',
          globalSetup: ['tests/support/postgres/postgres-setup.ts'],
          setupFiles: ['tests/support/postgres/postgres-env.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      // The same and more at full size, for minutes: `npm run test:long`, on a machine that does nothing else.
      { resolve: { alias }, test: { name: 'long', include: ['tests/long/**/*.test.ts'], environment: 'node', fileParallelism: false, hookTimeout: 60_000 } },
      ...mounted ? [await mountedProject()] : [],
    ],
    passWithNoTests: true,
    maxWorkers: 2,
  },
})
