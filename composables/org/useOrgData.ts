import type { AsyncData, NuxtError } from '#app'
import type { Requirement } from '#shared/policy/decide'

/**
 * Data of this page's organization: in the first HTML, kept while the person moves between pages, and asked for again
 * in the background when a page is opened anew.
 *
 * @param key - one of `dataKeys`
 * @param load - asks the API; gets a signal that aborts a superseded request
 * @param requires - what the API asks for: nothing is loaded for people who may not see it, until they may
 * @param options.server - false: only in the browser, not in the first HTML
 * @returns Nuxt's AsyncData; `error.value.data.data.code` is the API's error code
 */
export function useOrgData<T>(key: string, load: (signal: AbortSignal) => Promise<T>, requires?: Requirement, { server = true } = {}) {
  const decision = requires && useOrgCan(requires)
  const allowed = () => decision?.value.allowed ?? true
  const nuxtApp = useNuxtApp()
  const kept = import.meta.client && !nuxtApp.isHydrating && nuxtApp.payload.data[key] !== undefined
  const asyncData = useAsyncData<T>(key, async (_, { signal }) => allowed() ? load(signal) : nuxtApp.payload.data[key] as T, {
    server,
    dedupe: 'defer',
    immediate: allowed(),
    // A request that fails on the way takes nothing off the screen.
    default: () => nuxtApp.payload.data[key] as T,
    getCachedData: (name, app, { cause }) => cause === 'initial' ? app.payload.data[name] : undefined,
    // With a default the type promises data from the start; there is none before the first answer.
  }) as unknown as AsyncData<T | undefined, NuxtError | undefined>
  if (kept && allowed()) onMounted(() => asyncData.refresh())
  watch(allowed, now => now && asyncData.refresh())
  return asyncData
}
