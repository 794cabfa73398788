import { mountSuspended } from '@nuxt/test-utils/runtime'
import { expect, it } from 'vitest'
import SeatsMeter from '~/components/org/SeatsMeter.vue'

const text = async (seats: { used: number, pending: number, limit: number | null }) =>
  (await mountSuspended(SeatsMeter, { props: { seats } })).text()

it('shows the seats used and their limit', async () => {
  expect(await text({ used: 2, pending: 1, limit: 5 })).toMatch(/2.*5/s)
})

it('mounts without a limit', async () => {
  expect(await text({ used: 2, pending: 0, limit: null })).toContain('2')
})
