import { mockNuxtImport, mountSuspended } from '@nuxt/test-utils/runtime'
import { flushPromises } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import { texts } from '#shared/texts'
import { orgContext, orgEndpoint } from '../../support/context'
import InvitationForm from '#clerk-orgs/components/invitation/Form.vue'

mockNuxtImport('useClerk', () => () => shallowRef({ loaded: true }))
mockNuxtImport('useRoute', () => () => ({ params: { slug: 'acme' } }))
orgEndpoint('', () => orgContext())
orgEndpoint('/roles', () => ({ data: [{ key: 'org:member', name: 'Member', description: null, permissions: [], assignable: true, membersCount: 1 }, { key: 'org:admin', name: 'Admin', description: null, permissions: ['org:sys_memberships:manage'], assignable: true, membersCount: 1 }], totalCount: 2, nextCursor: null }))

const refusal = (data: object) => Object.assign(new Error('refused'), { data: { data } })

async function submitted(address: string, send = vi.fn(async () => {})) {
  const wrapper = await mountSuspended(InvitationForm, { props: { send } })
  await wrapper.get('input[type=email]').setValue(address)
  await wrapper.get('form').trigger('submit')
  await flushPromises()
  return { wrapper, send, emitted: wrapper.emitted('sent') }
}
const messageAtEmail = (wrapper: Awaited<ReturnType<typeof submitted>>['wrapper']) => {
  const input = wrapper.get('input[type=email]')
  expect(input.attributes('aria-invalid')).toBe('true')
  return wrapper.get(`[id="${input.attributes('aria-describedby')?.split(' ').find(id => id.endsWith('error'))}"]`).text()
}

it('sends the address in its normal form, and says that it was sent', async () => {
  const { send, emitted } = await submitted(' Ada@Example.com ')
  expect(send).toHaveBeenCalledWith({ emailAddress: 'ada@example.com', role: 'org:member' })
  expect(emitted).toEqual([[{ emailAddress: 'ada@example.com', role: 'org:member' }]])
})

it('does not send what isn\'t an address', async () => {
  const { wrapper, send } = await submitted('nonsense')
  expect(send).not.toHaveBeenCalled()
  expect(messageAtEmail(wrapper)).toBe('Enter a valid e-mail address')
})

it.for(['already_a_member', 'already_invited'] as const)('shows %s at the address', async (code) => {
  const { wrapper, emitted } = await submitted('bob@example.com', vi.fn().mockRejectedValue(refusal({ code })))
  expect(messageAtEmail(wrapper)).toBe(texts.errorWords[code])
  expect(emitted).toBeUndefined()
})

it('shows what the server finds wrong with a field at that field', async () => {
  const issues = [{ path: 'emailAddress', message: 'This domain is blocked' }]
  const { wrapper } = await submitted('bob@example.com', vi.fn().mockRejectedValue(refusal({ code: 'invalid_input', issues })))
  expect(messageAtEmail(wrapper)).toBe('This domain is blocked')
})

it('shows every other refusal above the fields, and keeps what was typed', async () => {
  const { wrapper } = await submitted('bob@example.com', vi.fn().mockRejectedValue(refusal({ code: 'seat_limit_reached' })))
  expect(wrapper.get('[role=alert]').text()).toBe(texts.errorWords.seat_limit_reached)
  expect((wrapper.get('input[type=email]').element as HTMLInputElement).value).toBe('bob@example.com')
})
