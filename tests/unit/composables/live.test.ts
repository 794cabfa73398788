import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { allKeys, changedKeys } from '../../../composables/live/dataKeys'
import { followEvents } from '../../../composables/live/followEvents'

beforeEach(() => { vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }) })
afterEach(() => { vi.useRealTimers() })

/** A stream of some messages that ends, or stays open. */
const stream = (text: string, open = false) => new ReadableStream<BufferSource>({
  start(controller) {
    controller.enqueue(new TextEncoder().encode(text))
    if (!open) controller.close()
  },
})

/** A stream that breaks when its request is given up. */
const silent = (signal: AbortSignal) => new ReadableStream<BufferSource>({
  start: controller => signal.addEventListener('abort', () => controller.error(signal.reason)),
})

/** Lets time pass. Streams take real turns of the event loop, which faked timers don't wait for. */
async function passing(ms: number) {
  await vi.advanceTimersByTimeAsync(ms)
  for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setImmediate(resolve))
}

const refusal = (status: number) => Promise.reject(Object.assign(new Error(String(status)), { status }))

describe('followEvents', () => {
  it('hands on messages, whole ones however they are cut, and connects again when the stream ends', async () => {
    const stop = new AbortController()
    const seen: (string | undefined)[] = []
    const open = vi.fn(async () => stream('id: 1\nevent: change\ndata: {}\n\nid: 2\nevent: heart'))
    void followEvents({ open, onMessage: ({ id }) => seen.push(id), signal: stop.signal })
    await passing(10)
    expect(seen).toEqual(['1'])
    expect(open).toHaveBeenCalledTimes(1)
    await passing(1100)
    expect(open).toHaveBeenCalledTimes(2)
    stop.abort()
  })

  it('waits longer after each failure, never more than half a minute', async () => {
    const stop = new AbortController()
    const open = vi.fn(() => refusal(503))
    void followEvents({ open, onMessage: () => {}, signal: stop.signal })
    await vi.advanceTimersByTimeAsync(60_000)
    const first = open.mock.calls.length
    expect(first).toBeLessThan(10)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(open.mock.calls.length - first).toBeGreaterThanOrEqual(2)
    stop.abort()
  })

  it.each([403, 404])('gives up at %i', async (status) => {
    expect(await followEvents({ open: () => refusal(status), onMessage: () => {}, signal: new AbortController().signal })).toBe('refused')
  })

  it('takes a silent stream for dead', async () => {
    const stop = new AbortController()
    const open = vi.fn(async (signal: AbortSignal) => silent(signal))
    void followEvents({ open, onMessage: () => {}, signal: stop.signal })
    await vi.advanceTimersByTimeAsync(44_000)
    expect(open).toHaveBeenCalledTimes(1)
    await passing(1_100)
    await passing(2_000)
    expect(open).toHaveBeenCalledTimes(2)
    stop.abort()
  })
})

describe('the keys of changes', () => {
  it('are those that show them, once each', () => {
    const change = { userId: null }, activity = ['org:acme:activity', 'org:acme:activity-log', 'org:acme:overview']
    expect(changedKeys('acme', [{ ...change, kind: 'members' }, { ...change, kind: 'members' }])).toEqual(['org:acme', 'org:acme:members', 'org:acme:member', 'org:acme:member-profile', 'org:acme:requests', ...activity])
    expect(changedKeys('acme', [{ ...change, kind: 'organization' }, { ...change, kind: 'invitations' }])).toEqual(['org:acme', 'org:acme:metadata', ...activity, 'org:acme:invitations'])
    expect(allKeys('acme')[0]).toBe('org:acme')
  })
})
