import { afterEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { withSetup } from '../support/with-setup'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

it('asks every 30 s while the tab is in sight, not out of it, and at once when it is back', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const sight = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible')
  const look = async (state: 'visible' | 'hidden') => {
    sight.mockReturnValue(state)
    document.dispatchEvent(new Event('visibilitychange'))
    await nextTick()
  }
  const refresh = vi.fn(async () => {})
  const { unmount } = await withSetup(() => useAskedAgain(refresh))
  await nextTick()
  expect(refresh).toHaveBeenCalledTimes(0)
  vi.advanceTimersByTime(60_000)
  expect(refresh).toHaveBeenCalledTimes(2)
  await look('hidden')
  vi.advanceTimersByTime(60_000)
  expect(refresh).toHaveBeenCalledTimes(2)
  await look('visible')
  expect(refresh).toHaveBeenCalledTimes(3)
  unmount()
  vi.advanceTimersByTime(60_000)
  expect(refresh).toHaveBeenCalledTimes(3)
})
