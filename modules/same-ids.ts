import { defineNuxtModule } from '@nuxt/kit'

/**
 * Keeps the calls of `onServerPrefetch` in the browser's code, where they do nothing but count.
 *
 * Vue numbers `useId()` by the components with such a hook. Nuxt takes the calls out of the production client; @nuxt/icon
 * 2.5 makes them on both sides (Nuxt's own are behind `import.meta.server`, and make up for it). Without this, a label of
 * the server's HTML names another field than the one that is there after hydration.
 */
export default defineNuxtModule({
  meta: { name: 'same-ids' },
  setup(_, nuxt) {
    const { client } = nuxt.options.optimization.treeShake.composables
    client.vue = client.vue?.filter(name => name !== 'onServerPrefetch') ?? []
  },
})
