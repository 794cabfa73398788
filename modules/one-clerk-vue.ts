import { defineNuxtModule, tryResolveModule } from '@nuxt/kit'

/**
 * For an app that extends this one from another folder: in development Vite prepares `@clerk/vue`, which @clerk/nuxt
 * names as if it were the app's own package. It is this repository's; not found, it would be loaded a second time, and
 * components would look for Clerk in one that knows of none.
 */
export default defineNuxtModule({
  meta: { name: 'one-clerk-vue' },
  setup(_, nuxt) {
    nuxt.hook('vite:extendConfig', async ({ optimizeDeps }) => {
      const include = optimizeDeps?.include
      if (include && !await tryResolveModule('@clerk/vue', nuxt.options.rootDir)) include.splice(0, include.length, ...include.map(name => name === '@clerk/vue' ? 'clerk-orgs > @clerk/vue' : name))
    })
  },
})
