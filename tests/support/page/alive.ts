import type { Page } from '@playwright/test'

/** How long a page may take, in ms; one that is never hydrated, as without scripts, goes on after it. */
const PATIENCE = 10_000

interface Root extends Element { __vue_app__?: { $nuxt?: { isHydrating?: boolean } } }

/**
 * Makes `goto` and `reload` wait until the app has taken over the server's HTML. On a busy machine a test would otherwise
 * click what nobody hears yet; a person takes longer to move the hand.
 */
export function awaitHydration(page: Page): void {
  const alive = () => page.waitForFunction(() => {
    const root = document.querySelector<Root>('#__nuxt')
    return !root || root.__vue_app__?.$nuxt?.isHydrating === false
  }, undefined, { timeout: PATIENCE }).catch(() => {})
  for (const name of ['goto', 'reload'] as const) {
    const load = page[name].bind(page) as (...args: unknown[]) => ReturnType<Page['goto']>
    page[name] = async (...args: unknown[]) => {
      const answer = await load(...args)
      await alive()
      return answer
    }
  }
}
