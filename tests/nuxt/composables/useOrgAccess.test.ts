import { mockNuxtImport } from '@nuxt/test-utils/runtime'
import { expect, it } from 'vitest'
import { shallowRef } from 'vue'
import { fakeClerk } from '../support/clerk'
import { orgContext, orgEndpoint } from '../support/context'
import { withSetup } from '../support/with-setup'

mockNuxtImport('useClerk', () => () => shallowRef(fakeClerk()))
mockNuxtImport('useRoute', () => () => ({ params: { slug: 'acme' } }))
orgEndpoint('', () => orgContext())

it('leaves the context where the page will look for it, also when the data of an earlier page was forgotten', async () => {
  const earlier = await withSetup(() => useOrg())
  await earlier.result
  earlier.unmount()
  // As when clerk-js shows nobody for a moment while a person goes to their personal account.
  clearNuxtData()
  const { result: access } = await withSetup(() => useOrgAccess('acme'))
  expect((await access({})).allowed).toBe(true)
  const { result } = await withSetup(() => useLoadedOrg())
  expect(result.value.org.id).toBe('org_acme')
})
