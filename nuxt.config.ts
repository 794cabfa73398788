import { fileURLToPath } from 'node:url'
import type { NitroOptions } from 'nitropack/types'

import { clerkAppearance } from './assets/clerk-appearance'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// Apps that extend this one have their own, in which names such as `#policy` mean something else.
const exclude = { exclude: ['../examples'] }
const withoutExamples = { tsConfig: exclude, nodeTsConfig: exclude, sharedTsConfig: exclude }

/** The one Nuxt configuration. Values that differ per deployment come from NUXT_* variables (see .env.example). */
export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  srcDir: '.',
  serverDir: 'server',

  // `#policy`, `#texts` and `#tables`: an app that extends this one puts files of its own in their place.
  alias: {
    '#policy': here('shared/policy/vocabulary.ts'),
    '#texts': here('shared/texts/base.ts'),
    '#tables': here('db/extension.ts'),
    '#shared': here('shared'),
    '#clerk-orgs': here('.'),
  },

  modules: ['@nuxt/ui', '@pinia/nuxt', '@clerk/nuxt', 'nuxt-security', '@nuxt/eslint'],

  // Only our own names are auto-imported, and only in Vue code: server code imports what it uses.
  imports: { dirs: ['composables/**', 'stores'] },
  components: [{ path: here('components'), pathPrefix: true }],
  pinia: { storesDirs: ['stores'] },

  css: [here('assets/css/main.css')],
  ui: { fonts: false },
  icon: { provider: 'none', clientBundle: { scan: { globInclude: ['{components,composables,layouts,pages,shared}/**/*.{vue,ts}', '*.{vue,ts}'] }, sizeLimitKb: 512 }, serverBundle: 'local' },
  colorMode: { preference: 'system', fallback: 'light' },

  // An app that extends this one has an ESLint configuration of its own, or none.
  eslint: { config: { autoInit: false } },

  clerk: {
    skipServerMiddleware: true,
    signInUrl: '/sign-in',
    signUpUrl: '/sign-up',
    signInFallbackRedirectUrl: '/orgs',
    signUpFallbackRedirectUrl: '/orgs',
    telemetry: { disabled: true },
    afterSignOutUrl: '/',
    taskUrls: { 'choose-organization': '/session-tasks/choose-organization' },
    appearance: clerkAppearance,
  },

  // Headers of every answer. Pages get a Content-Security-Policy besides, see server/plugins/security-headers.ts.
  security: {
    headers: {
      contentSecurityPolicy: false,
      strictTransportSecurity: false,
      crossOriginEmbedderPolicy: false,
      // Sign-in with a provider may open a window that answers this one.
      crossOriginOpenerPolicy: 'same-origin-allow-popups',
      referrerPolicy: 'strict-origin-when-cross-origin',
      xFrameOptions: 'DENY',
      permissionsPolicy: { 'camera': [], 'display-capture': [], 'geolocation': [], 'microphone': [], 'usb': [] },
    },
    // What the handlers do themselves, knowing who asks and for what; and what a site without static pages doesn't need.
    requestSizeLimiter: false,
    rateLimiter: false,
    xssValidator: false,
    corsHandler: false,
    allowedMethodsRestricter: false,
    basicAuth: false,
    csrf: false,
    removeLoggers: false,
    sri: false,
    ssg: false,
  },
  routeRules: {
    '/api/**': { headers: { 'Content-Security-Policy': 'default-src \'none\'; frame-ancestors \'none\'' } },
  },
  $development: { security: { headers: { xFrameOptions: 'SAMEORIGIN' } } },

  runtimeConfig: {
    databaseUrl: 'file:.data/clerk-orgs.db',
    /** Event streams, in seconds: a sign of life this often, and an end after this long. */
    events: { heartbeat: 15, lifetime: 300 },
    /** Opens /api/admin and /api/metrics; at least 32 characters. Unset closes them. */
    adminToken: '',
    /** Opens /api/metrics alone. */
    metricsToken: '',
    /** How many organizations a person may create through the API whose own limit Clerk doesn't set; 0 is any number. */
    organizationsPerPerson: 0,
    mirror: {
      /** Whether stored webhook events keep `private_metadata`. */
      privateMetadata: false,
      /** How long delivered events are kept, in days. */
      retentionDays: 30,
      /** How often everything is compared with Clerk, in hours; 0 is never. */
      reconcileHours: 24,
      /** A pause of all processes that is longer than this, in minutes, is followed by a comparison at start. */
      downtimeMinutes: 10,
      /** Calls to Clerk in a second while comparing; 0 is half of what the instance takes. */
      callsPerSecond: 0,
    },
    clerk: {
      /** How long a call may take that somebody waits for, in seconds. */
      timeout: 4,
      secretKey: '',
      apiUrl: '',
      jwtKey: '',
      webhookSigningSecret: '',
      /** Where `/__clerk/**` is forwarded when a proxy URL is set: Clerk's Frontend API, or clerk-local's. */
      frontendApiUrl: '',
    },
    public: {
      appUrl: 'http://localhost:3000',
      clerk: { publishableKey: '', proxyUrl: '' },
      /** Whether people may also work outside of every organization; Clerk's "Membership required" is off then. */
      personalAccounts: false,
    },
  },

  nitro: {
    // @clerk/nuxt reads the `#imports` module, so it stays; our server code names what it uses.
    imports: { autoImport: false },
    typescript: { tsConfig: exclude },
    experimental: { tasks: true },
    // They look whether something is due: how often is a setting of the running app.
    scheduledTasks: { '*/10 * * * *': ['mirror:reconcile'], '43 * * * *': ['mirror:purge'] },
  },

  typescript: { strict: true, typeCheck: false, ...withoutExamples },
  telemetry: false,
  devtools: { enabled: true },
  app: {
    head: {
      htmlAttrs: { lang: 'en' },
      title: 'clerk-orgs',
      meta: [
        { name: 'viewport', content: 'width=device-width, initial-scale=1' },
        { name: 'description', content: 'Organizations for B2B SaaS, on Nuxt and Clerk.' },
      ],
      link: [{ rel: 'icon', type: 'image/svg+xml', href: '/favicon.svg' }],
    },
  },
  hooks: {
    // Our handler answers programs; browsers keep Nuxt's error page.
    'nitro:init': (nitro) => {
      const options = nitro.options as unknown as NitroOptions
      options.errorHandler = [here('server/error.ts'), ...[options.errorHandler].flat()]
    },
  },
  ignore: ['tests/**', 'clerk-local/**', 'docs/**', '.data/**', 'bench/**', 'scripts/**', 'examples/**'],
})
