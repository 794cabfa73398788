import { defineNuxtModule, tryResolveModule } from '@nuxt/kit'

/** What client code imports. The last two are Nuxt DevTools' own. */
const imported = ['@clerk/vue', '@clerk/vue/errors', '@unovis/ts', '@unovis/vue', 'eventsource-parser/stream', 'zod', '@vue/devtools-core', '@vue/devtools-kit']

/**
 * The packages that Vite prepares before the first page of `nuxt dev`. One that it meets later, while a page runs, makes
 * it load all open pages again, and a page that is being opened in that moment can stay without its scripts.
 *
 * An app that extends this one from another folder may find them in this repository alone. Vite has to know: `@clerk/vue`
 * would be loaded twice otherwise, and components would look for Clerk in one that knows of none.
 */
export default defineNuxtModule({
  meta: { name: 'prepared-packages' },
  setup(_, nuxt) {
    nuxt.hook('vite:extendConfig', async ({ optimizeDeps }, { isClient }) => {
      if (!isClient || !optimizeDeps) return
      const found = await Promise.all(imported.map(async (name) => {
        if (await tryResolveModule(name, nuxt.options.rootDir)) return [name]
        return await tryResolveModule(name, import.meta.dirname) ? [`clerk-orgs > ${name}`] : []
      }))
      // @clerk/nuxt names `@clerk/vue` as if it were the app's own package.
      optimizeDeps.include = [...(optimizeDeps.include ?? []).filter(name => !imported.includes(name)), ...found.flat()]
    })
  },
})
