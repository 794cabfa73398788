import { TooltipProvider } from 'reka-ui'
import { mountSuspended } from '@nuxt/test-utils/runtime'
import { expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import ReasonButton from '#clerk-orgs/components/ui/ReasonButton.vue'

async function mounted(reason?: string) {
  const why = ref(reason), click = vi.fn()
  const wrapper = await mountSuspended(defineComponent(() => () => h(TooltipProvider, () => h(ReasonButton, { label: 'Act', reason: why.value, onClick: click }))), { attachTo: document.body })
  await vi.waitFor(() => expect(wrapper.find('button').exists()).toBe(true))
  return { why, click, button: () => wrapper.get<HTMLButtonElement>('button').element }
}

it('does nothing with a reason, and says it', async () => {
  const { button, click } = await mounted('Not now.')
  button().click()
  expect(click).not.toHaveBeenCalled()
  expect(document.getElementById(button().getAttribute('aria-describedby')!)?.textContent).toBe('Not now.')
})

it('keeps the focus when the reason goes and when it comes', async () => {
  const { why, button, click } = await mounted('Not now.')
  button().focus()
  for (const reason of [undefined, 'Not again.']) {
    const before = button()
    why.value = reason
    await vi.waitFor(() => expect(button().getAttribute('aria-disabled')).toBe(reason ? 'true' : null))
    expect(document.activeElement).toBe(before)
  }
  why.value = undefined
  await vi.waitFor(() => expect(button().hasAttribute('aria-disabled')).toBe(false))
  button().click()
  expect(click).toHaveBeenCalledOnce()
})
