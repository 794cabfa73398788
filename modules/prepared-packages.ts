import { defineNuxtModule, tryResolveModule } from '@nuxt/kit'

/** What client code imports, besides what Nuxt takes care of. The last two are Nuxt DevTools' own. */
export const preparedPackages = ['@clerk/vue', '@clerk/vue/errors', '@unovis/ts', '@unovis/vue', 'eventsource-parser/stream', 'zod', '@vue/devtools-core', '@vue/devtools-kit']

/**
 * Lets Vite prepare packages before the first page of `nuxt dev`. One that it meets only while a page runs takes seconds
 * then, and can make it load the open pages again, perhaps while somebody types.
 *
 * An app that extends this one from another folder may find them in this repository alone. Vite has to know: `@clerk/vue`
 * would be loaded twice otherwise, and components would look for Clerk in one that knows of none.
 */
export default defineNuxtModule({
  meta: { name: 'prepared-packages' },
  setup(_, nuxt) {
    nuxt.hook('vite:extendConfig', async ({ optimizeDeps }, { isClient }) => {
      if (!isClient || !optimizeDeps) return
      const found = await Promise.all(preparedPackages.map(async (name) => {
        if (await tryResolveModule(name, nuxt.options.rootDir)) return [name]
        return await tryResolveModule(name, import.meta.dirname) ? [`clerk-orgs > ${name}`] : []
      }))
      // @clerk/nuxt names `@clerk/vue` as if it were the app's own package.
      optimizeDeps.include = [...(optimizeDeps.include ?? []).filter(name => !preparedPackages.includes(name)), ...found.flat()]
    })
  },
})
