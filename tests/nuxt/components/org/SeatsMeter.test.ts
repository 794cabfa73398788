import { mountSuspended } from '@nuxt/test-utils/runtime'
import { expect, it } from 'vitest'
import type { Seats } from '#shared/schemas/organization'
import SeatsMeter from '#clerk-orgs/components/org/SeatsMeter.vue'

const mounted = (seats: Seats) => mountSuspended(SeatsMeter, { props: { seats } })

it('measures used and promised seats against the limit', async () => {
  const wrapper = await mounted({ used: 2, pending: 1, limit: 5 })
  const meter = wrapper.get('[role=meter]')
  expect(meter.attributes()).toMatchObject({ 'aria-valuenow': '3', 'aria-valuemax': '5', 'aria-valuetext': '2 of 5 used' })
  expect(meter.findAll('div').map(bar => bar.attributes('style'))).toEqual(['width: 40%;', 'width: 20%;'])
  expect(wrapper.text()).toContain('2 free.')
})

it('fits when there are more members than seats, as after a downgrade', async () => {
  const wrapper = await mounted({ used: 8, pending: 0, limit: 5 })
  expect(wrapper.get('[role=meter]').attributes('aria-valuemax')).toBe('8')
  expect(wrapper.get('[role=meter] > div').attributes('style')).toBe('width: 100%;')
  expect(wrapper.text()).toContain('3 over the limit.')
})

it('has nothing to measure without a limit', async () => {
  const wrapper = await mounted({ used: 2, pending: 0, limit: null })
  expect(wrapper.find('[role=meter]').exists()).toBe(false)
  expect(wrapper.text()).toContain('2 used, no limit')
})
