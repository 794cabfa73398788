import { mockNuxtImport, mountSuspended } from '@nuxt/test-utils/runtime'
import { expect, it, vi } from 'vitest'
import { ref, shallowRef } from 'vue'
import Personal from '#clerk-orgs/components/me/Personal.vue'
import { fakeClerk } from '../../support/clerk'

const setActive = vi.fn(async () => {})
const clerk = shallowRef<object>({ loaded: false })
mockNuxtImport('useClerk', () => () => clerk)
mockNuxtImport('useAuth', () => () => ({ orgId: ref('org_acme'), userId: ref('user_ann'), isSignedIn: ref(true), sessionId: ref('sess_1') }))

it('keeps a click that came before clerk-js', async () => {
  const page = await mountSuspended(Personal)
  await page.get('button').trigger('click')
  expect(setActive).not.toHaveBeenCalled()
  clerk.value = { ...fakeClerk(), setActive }
  await vi.waitFor(() => expect(setActive).toHaveBeenCalledWith({ organization: null }))
})
