import { describe, expect, it } from 'vitest'
import { SessionMemo, type Verified } from '../../../server/utils/guard/session-memo'

/** A memo of names whose clock stands still until it is set. */
function setUp(size = 3) {
  const clock = { now: 1000 }
  const memo = new SessionMemo<string>(size, () => clock.now)
  const ran: string[] = []
  const ask = (key: string, answer: Verified<string> | undefined = { value: `${key}'s`, expiresAt: 2000 }) =>
    memo.recall(key, async () => { ran.push(key); return answer })
  return { clock, memo, ran, ask }
}

describe('SessionMemo', () => {
  it('verifies a key once', async () => {
    const { ran, ask } = setUp()
    expect([await ask('ann'), await ask('ann'), await ask('ann')]).toEqual([undefined, 'ann\'s', 'ann\'s'])
    expect(ran).toEqual(['ann'])
  })

  it('keeps keys apart to the last character', async () => {
    const { ran, ask } = setUp()
    await ask('a\nb')
    expect(await ask('a\nb ')).toBeUndefined()
    expect(await ask('a')).toBeUndefined()
    expect(ran).toHaveLength(3)
  })

  it('gives nothing at and after the expiry, however long it was held', async () => {
    const { clock, memo, ran, ask } = setUp()
    await ask('ann')
    clock.now = 1999
    expect(await ask('ann')).toBe('ann\'s')
    clock.now = 2000
    expect(await ask('ann')).toBeUndefined()
    expect(await ask('ann')).toBeUndefined()
    expect([ran.length, memo.count]).toEqual([3, 0])
  })

  it('does not hold what was not verified, or had expired already', async () => {
    const { memo, ask } = setUp()
    await memo.recall('eve', async () => undefined)
    await ask('old', { value: 'old\'s', expiresAt: 1000 })
    expect(memo.count).toBe(0)
  })

  it('lets requests that come together wait for one verification', async () => {
    const { memo } = setUp()
    let runs = 0
    const { promise, resolve } = Promise.withResolvers<Verified<string>>()
    const verify = () => { runs++; return promise }
    const answers = [1, 2, 3].map(() => memo.recall('ann', verify))
    resolve({ value: 'ann\'s', expiresAt: 2000 })
    expect(await Promise.all(answers)).toEqual([undefined, 'ann\'s', 'ann\'s'])
    expect(runs).toBe(1)
  })

  it('lets each do its own work when the first finds nothing, and all at once', async () => {
    const { memo } = setUp()
    let running = 0
    let most = 0
    const verify = async () => {
      most = Math.max(most, ++running)
      await new Promise(resolve => setTimeout(resolve, 5))
      running--
      return undefined
    }
    expect(await Promise.all([1, 2, 3, 4].map(() => memo.recall('eve', verify)))).toEqual([undefined, undefined, undefined, undefined])
    expect([most, memo.count]).toEqual([3, 0])
  })

  it('gives a failure to the one whose it is, and to no one else', async () => {
    const { memo, ask } = setUp()
    const failing = memo.recall('ann', () => Promise.reject(new Error('mine')))
    const waiting = ask('ann')
    await expect(failing).rejects.toThrow('mine')
    expect(await waiting).toBeUndefined()
    expect(await memo.recall('ann', async () => ({ value: 'anew', expiresAt: 2000 }))).toBeUndefined()
  })

  it('drops what was used longest ago', async () => {
    const { memo, ran, ask } = setUp(2)
    await ask('a')
    await ask('b')
    await ask('a')
    await ask('c')
    expect(memo.count).toBe(2)
    ran.length = 0
    await ask('a')
    await ask('c')
    expect(ran).toEqual([])
    await ask('b')
    expect(ran).toEqual(['b'])
  })

  it('takes up what was verified elsewhere', async () => {
    const { memo, ran, ask } = setUp()
    memo.remember('ann', { value: 'known', expiresAt: 2000 })
    expect(await ask('ann')).toBe('known')
    expect(ran).toEqual([])
  })
})
