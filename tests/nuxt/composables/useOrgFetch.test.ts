import { ClerkAPIResponseError } from '@clerk/vue/errors'
import { mockNuxtImport, registerEndpoint } from '@nuxt/test-utils/runtime'
import { createError, setResponseHeader, type H3Event } from 'h3'
import { beforeEach, expect, it, vi } from 'vitest'
import { nextTick, shallowRef } from 'vue'
import { fakeClerk } from '../support/clerk'
import { withSetup } from '../support/with-setup'

const clerk = shallowRef<ReturnType<typeof fakeClerk> | null>(null)
mockNuxtImport('useClerk', () => () => clerk)
mockNuxtImport('useRoute', () => () => ({ params: { slug: 'acme' } }))

let bearers: (string | null)[]
let served: string
let answer: (event: H3Event) => unknown
registerEndpoint('/api/orgs/acme/members', (event) => {
  bearers.push(event.headers.get('authorization'))
  setResponseHeader(event, 'X-Organization-Id', served)
  return answer(event)
})

beforeEach(() => {
  bearers = []
  served = 'org_acme'
  answer = () => ({ ok: true })
  clerk.value = fakeClerk()
})

it('sends a token for the organization of the page, not for the active one', async () => {
  const { result } = await withSetup(useOrgFetch)
  expect(await result.orgFetch('/members')).toEqual({ ok: true })
  expect(clerk.value!.session.getToken).toHaveBeenCalledWith({ organizationId: 'org_acme', skipCache: false })
  expect(bearers).toEqual(['Bearer token-1'])
})

it('waits for clerk-js, because the cookies may be another tab\'s', async () => {
  clerk.value = null
  const { result } = await withSetup(useOrgFetch)
  const answered = result.orgFetch('/members')
  clerk.value = { ...fakeClerk(), loaded: false }
  await nextTick()
  expect(bearers).toEqual([])
  clerk.value = fakeClerk()
  await answered
  expect(bearers).toEqual(['Bearer token-1'])
})

it('leaves it to the cookies when clerk-js doesn\'t load', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  clerk.value = null
  const { result } = await withSetup(useOrgFetch)
  const answered = result.orgFetch('/members')
  vi.advanceTimersByTime(5000)
  vi.useRealTimers()
  await answered
  expect(bearers).toEqual([null])
})

const refusal = (status: number) => new ClerkAPIResponseError('No token', { status, data: [] })

it('lets the server say so when Clerk has no token for an organization that is not the person\'s any more', async () => {
  clerk.value!.session.getToken.mockRejectedValue(refusal(404))
  answer = () => {
    throw createError({ status: 404, data: { code: 'not_found' } })
  }
  const { result } = await withSetup(useOrgFetch)
  const failure = await result.orgFetch('/members').catch((error: unknown) => error)
  expect(errorDataOf(failure)?.code).toBe('not_found')
  expect(bearers).toEqual([null])
})

it('asks nothing without a token when Clerk can\'t tell: the cookies may be another tab\'s', async () => {
  clerk.value!.session.getToken.mockRejectedValue(refusal(500))
  const { result } = await withSetup(useOrgFetch)
  await expect(result.orgFetch('/members')).rejects.toThrow('No token')
  expect(bearers).toEqual([])
})

it('refuses the answer of another organization', async () => {
  served = 'org_beta'
  const { result } = await withSetup(useOrgFetch)
  const failure = await result.orgFetch('/members').catch((error: unknown) => error)
  expect(errorDataOf(failure)?.code).toBe('organization_mismatch')
})

it('tries a 401 once more, with a fresh token', async () => {
  answer = () => {
    if (bearers.length === 1) throw createError({ status: 401, data: { code: 'not_signed_in' } })
    return { ok: true }
  }
  const { result } = await withSetup(useOrgFetch)
  expect(await result.orgFetch('/members')).toEqual({ ok: true })
  expect(bearers).toEqual(['Bearer token-1', 'Bearer token-2'])
  expect(clerk.value!.session.getToken).toHaveBeenLastCalledWith({ organizationId: 'org_acme', skipCache: true })
})

it.for([401, 403])('gives up on a lasting %i with the API\'s code', async (status) => {
  answer = () => {
    throw createError({ status, data: { code: 'permission_missing' } })
  }
  const { result } = await withSetup(useOrgFetch)
  const failure = await result.orgFetch('/members').catch((error: unknown) => error)
  expect(errorDataOf(failure)?.code).toBe('permission_missing')
  expect(bearers).toHaveLength(status === 401 ? 2 : 1)
})
