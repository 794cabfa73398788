import { mockNuxtImport } from '@nuxt/test-utils/runtime'
import { createError, readBody } from 'h3'
import { beforeEach, expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import type { Invitation } from '#shared/schemas/invitation'
import { orgContext, orgEndpoint } from '../support/context'
import { withSetup } from '../support/with-setup'

mockNuxtImport('useClerk', () => () => shallowRef({ loaded: true }))
mockNuxtImport('useRoute', () => () => ({ params: { slug: 'acme' } }))
orgEndpoint('', () => orgContext())

const invitation = (id: string, emailAddress: string): Invitation =>
  ({ id, emailAddress, role: 'org:member', roleName: 'Member', status: 'pending', createdAt: 1, updatedAt: 1, expiresAt: null })

let refuseRevoke: boolean
let untilRevoked: Promise<unknown>
orgEndpoint('/invitations', () => ({ data: [invitation('orginv_1', 'a@example.com'), invitation('orginv_2', 'b@example.com')], totalCount: 2, nextCursor: null }), 'GET')
orgEndpoint('/invitations', async event => invitation('orginv_3', (await readBody(event)).emailAddress), 'POST')
orgEndpoint('/invitations/orginv_1', async () => {
  await untilRevoked
  if (refuseRevoke) throw createError({ status: 409, data: { code: 'invitation_not_pending' } })
  return { ...invitation('orginv_1', 'a@example.com'), status: 'revoked' }
}, 'DELETE')

async function loaded() {
  const { result } = await withSetup(useOrgInvitations)
  await vi.waitFor(() => expect(result.data.value).toBeDefined())
  await result.refresh()
  return result
}
const addresses = ({ data }: Awaited<ReturnType<typeof loaded>>) => data.value?.data.map(({ emailAddress }) => emailAddress)

beforeEach(() => {
  refuseRevoke = false
  untilRevoked = Promise.resolve()
})

it('puts a new invitation on top', async () => {
  const invitations = await loaded()
  await invitations.create({ emailAddress: 'new@example.com', role: 'org:member' })
  expect(addresses(invitations)).toEqual(['new@example.com', 'a@example.com', 'b@example.com'])
  expect(invitations.data.value?.totalCount).toBe(3)
})

it('takes a revoked invitation off the list at once', async () => {
  const invitations = await loaded()
  const { promise, resolve } = Promise.withResolvers<undefined>()
  untilRevoked = promise
  const revoking = invitations.revoke('orginv_1')
  expect(addresses(invitations)).toEqual(['b@example.com'])
  expect(invitations.data.value?.totalCount).toBe(1)
  resolve(undefined)
  await revoking
  expect(addresses(invitations)).toEqual(['b@example.com'])
})

it('puts it back when the revoke is refused', async () => {
  refuseRevoke = true
  const invitations = await loaded()
  await expect(invitations.revoke('orginv_1')).rejects.toThrow()
  expect(addresses(invitations)).toEqual(['a@example.com', 'b@example.com'])
})

it('does not put back over an answer that came meanwhile', async () => {
  refuseRevoke = true
  const { promise, resolve } = Promise.withResolvers<undefined>()
  untilRevoked = promise
  const invitations = await loaded()
  const revoking = invitations.revoke('orginv_1').catch(() => {})
  const newer = { data: [], totalCount: 0, nextCursor: null }
  invitations.data.value = newer
  resolve(undefined)
  await revoking
  expect(invitations.data.value).toEqual(newer)
})
