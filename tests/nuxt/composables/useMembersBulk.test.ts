import { afterEach, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import type { Member, MemberOutcome } from '#shared/schemas/member'
import { withSetup } from '../support/with-setup'

afterEach(() => void vi.useRealTimers())

const people = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `orgmem_${n}`, userId: `user_${n}` }) as Member)
const removed = ({ userId }: Member): MemberOutcome => ({ userId, member: null })

async function chosen(count: number, act: (some: Member[]) => Promise<MemberOutcome[]>) {
  const members = ref(people(count))
  const { result, unmount } = await withSetup(() => useMembersBulk(members, act))
  result.chosenIds.value = members.value.map(({ userId }) => userId)
  return { bulk: result, unmount }
}

it('works in parts of ten, and those refused stay chosen with the words for why', async () => {
  const sizes: number[] = []
  const { bulk, unmount } = await chosen(23, async (some) => {
    sizes.push(some.length)
    return some.map(member => member.userId === 'user_12' ? { userId: member.userId, refused: { code: 'outranked', message: '' } } : removed(member))
  })
  expect(await bulk.run(null)).toBe(22)
  expect(sizes).toEqual([10, 10, 3])
  expect(bulk.chosenIds.value).toEqual(['user_12'])
  expect(bulk.refused.value.map(({ member, words }) => [member.userId, words.length > 0])).toEqual([['user_12', true]])
  expect(bulk.progress.value).toBeUndefined()
  unmount()
})

it('waits as long as it is told, then goes on with those who are left', async () => {
  const asked: string[][] = []
  const { bulk, unmount } = await chosen(3, async (some) => {
    asked.push(some.map(({ userId }) => userId))
    return some.map((member, n) => asked.length === 1 && n > 0 ? { userId: member.userId, refused: { code: 'rate_limited', message: '', retryAfter: 7 } } : removed(member))
  })
  vi.useFakeTimers()
  const done = bulk.run(null)
  await vi.advanceTimersByTimeAsync(6900)
  expect(bulk.waiting.value).toBe(true)
  expect(asked).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(200)
  expect(await done).toBe(3)
  expect(asked).toEqual([['user_0', 'user_1', 'user_2'], ['user_1', 'user_2']])
  unmount()
})

it('ends at what stops it, and keeps those chosen who were not reached', async () => {
  let asked = 0
  const { bulk, unmount } = await chosen(12, async (some) => {
    if (asked++) throw new Error('gone')
    return some.map(removed)
  })
  await expect(bulk.run(null)).rejects.toThrow('gone')
  expect(bulk.chosenIds.value).toEqual(['user_10', 'user_11'])
  unmount()
})
