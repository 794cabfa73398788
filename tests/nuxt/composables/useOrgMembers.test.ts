import { mockNuxtImport } from '@nuxt/test-utils/runtime'
import { getQuery } from 'h3'
import { beforeEach, expect, it, vi } from 'vitest'
import { ref, shallowRef } from 'vue'
import { orgContext, orgEndpoint } from '../support/context'
import { withSetup } from '../support/with-setup'

mockNuxtImport('useClerk', () => () => shallowRef({ loaded: true }))
mockNuxtImport('useRoute', () => () => ({ params: { slug: 'acme' } }))
orgEndpoint('', () => orgContext())

const everybody = ['ada', 'alan', 'bob', 'cleo', 'dan'].map(name => ({ id: `orgmem_${name}`, firstName: name }))
let untilMore: Promise<unknown>

// Pages of two; the cursor is the index to go on from.
orgEndpoint('/members', async (event) => {
  const { query = '', cursor } = getQuery<{ query?: string, cursor?: string }>(event)
  if (cursor) await untilMore
  const found = everybody.filter(({ firstName }) => firstName.startsWith(query))
  const from = Number(cursor ?? 0)
  return { data: found.slice(from, from + 2), totalCount: found.length, nextCursor: from + 2 < found.length ? String(from + 2) : null }
})

async function loaded(query = ref('')) {
  const { result, unmount } = await withSetup(() => useOrgMembers({ query }))
  await vi.waitFor(() => expect(names(result)).toHaveLength(2))
  await result.refresh()
  return { members: result, query, unmount }
}
const names = ({ data }: ReturnType<typeof useOrgMembers>) => data.value?.data.map(({ firstName }) => firstName)

beforeEach(() => {
  untilMore = Promise.resolve()
})

it('grows by the next page until there is none', async () => {
  const { members, unmount } = await loaded()
  await members.loadMore()
  expect(names(members)).toEqual(['ada', 'alan', 'bob', 'cleo'])
  await members.loadMore()
  await members.loadMore()
  expect(names(members)).toEqual(['ada', 'alan', 'bob', 'cleo', 'dan'])
  expect(members.data.value?.nextCursor).toBeNull()
  unmount()
})

it('asks again when the search changes, and keeps the rows until then', async () => {
  const { members, query, unmount } = await loaded()
  query.value = ' b '
  expect(names(members)).toEqual(['ada', 'alan'])
  await vi.waitFor(() => expect(names(members)).toEqual(['bob']))
  unmount()
})

it('does not append a page to the rows of another search', async () => {
  const { members, query, unmount } = await loaded()
  const { promise, resolve } = Promise.withResolvers<undefined>()
  untilMore = promise
  const more = members.loadMore()
  query.value = 'cleo'
  await vi.waitFor(() => expect(names(members)).toEqual(['cleo']))
  resolve(undefined)
  await more
  expect(names(members)).toEqual(['cleo'])
  expect(members.loadingMore.value).toBe(false)
  unmount()
})
