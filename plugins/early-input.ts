import keepInput from '~/assets/early-input.js?raw'

declare global {
  interface Window {
    /** What a person did before the app took over the server's HTML: the last button they pressed, and what they typed. */
    earlyInput?: { clicked: HTMLButtonElement | null, typed: Map<HTMLInputElement, string>, stop: () => void }
  }
}

/**
 * The server's HTML is there before anything listens to it, on a slow line for seconds. A script in the head keeps what
 * is pressed and typed meanwhile, and it is done again once the page listens. Links work by themselves.
 */
export default defineNuxtPlugin((nuxtApp) => {
  if (import.meta.server) {
    useHead({ script: [{ key: 'early-input', innerHTML: keepInput, tagPriority: 'critical' }] })
    return
  }

  nuxtApp.hooks.hookOnce('app:suspense:resolve', async () => {
    const early = window.earlyInput
    if (!early) return
    early.stop()
    for (const [field, value] of early.typed) {
      // A chosen file stays chosen, and can't be set.
      const isFile = field.type === 'file'
      if (!isFile) field.value = value
      field.dispatchEvent(new Event(isFile ? 'change' : 'input', { bubbles: true }))
    }
    await nextTick()
    early.clicked?.click()
  })
})
