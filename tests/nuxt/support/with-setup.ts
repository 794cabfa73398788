import { mountSuspended } from '@nuxt/test-utils/runtime'
import { defineComponent } from 'vue'

/** Runs a composable in a mounted component, where it has the app's context, and gives back what it returned. */
export async function withSetup<T>(composable: () => T): Promise<{ result: T, unmount: () => void }> {
  let result!: T
  const wrapper = await mountSuspended(defineComponent({
    setup() {
      result = composable()
      return () => null
    },
  }))
  return { result, unmount: () => wrapper.unmount() }
}
