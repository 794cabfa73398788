import { mockNuxtImport, mountSuspended } from '@nuxt/test-utils/runtime'
import { expect, it, vi } from 'vitest'
import { h, shallowRef } from 'vue'
import ClerkHost from '#clerk-orgs/components/clerk/Host.vue'

const unmountSignIn = vi.fn()
mockNuxtImport('useClerk', () => () => shallowRef({ loaded: true, unmountSignIn }))

it('takes the Clerk component down on leaving, while its element is still there', async () => {
  const wrapper = await mountSuspended(ClerkHost, {
    props: { unmount: 'unmountSignIn' },
    slots: { default: () => h('div', { class: 'mounted-here' }) },
  })
  const element = wrapper.get('.mounted-here').element
  unmountSignIn.mockImplementation((node: Element) => expect(node.parentElement).not.toBeNull())
  wrapper.unmount()
  expect(unmountSignIn.mock.calls).toEqual([[element]])
})
