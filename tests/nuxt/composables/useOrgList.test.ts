import { mockNuxtImport } from '@nuxt/test-utils/runtime'
import { getQuery } from 'h3'
import { expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import { orgContext, orgEndpoint } from '../support/context'
import { withSetup } from '../support/with-setup'

mockNuxtImport('useClerk', () => () => shallowRef({ loaded: true }))
mockNuxtImport('useRoute', () => () => ({ params: { slug: 'acme' } }))
orgEndpoint('', () => orgContext())

let rows = ['a', 'b', 'c', 'd', 'e']
// Pages of two; the cursor is the index to go on from.
orgEndpoint('/projects', (event) => {
  const from = Number(getQuery<{ cursor?: string }>(event).cursor ?? 0)
  return { data: rows.slice(from, from + 2).map(id => ({ id })), totalCount: rows.length, nextCursor: from + 2 < rows.length ? String(from + 2) : null }
})

it('a refresh brings as many rows as are shown, and what is new', async () => {
  const { result: list, unmount } = await withSetup(() => useOrgList('projects', '/projects', { filter: () => ({}) }))
  const ids = () => list.data.value?.data.map(({ id }) => id).join('')
  await vi.waitFor(() => expect(ids()).toBe('ab'))
  await list.loadMore()
  expect(ids()).toBe('abcd')
  rows = ['0', ...rows]
  await list.refresh()
  expect(ids()).toBe('0abc')
  expect(list.data.value?.totalCount).toBe(6)
  unmount()
})

it('what failed is taken back, unless a newer answer has come', async () => {
  const { result: list, unmount } = await withSetup(() => useOrgList('projects', '/projects', { filter: () => ({}) }))
  await vi.waitFor(() => expect(list.data.value).toBeDefined())
  const before = list.data.value
  const refused = list.act(page => withoutRow(page, '0'), () => Promise.reject(new Error('refused')))
  expect(list.data.value?.data).not.toContainEqual({ id: '0' })
  await expect(refused).rejects.toThrow('refused')
  expect(list.data.value).toEqual(before)
  unmount()
})
