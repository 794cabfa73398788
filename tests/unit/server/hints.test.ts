import { afterEach, describe, expect, it, vi } from 'vitest'

afterEach(() => { vi.restoreAllMocks(); vi.resetModules() })

/** Fresh, because each hint is given once a process; and what it prints. */
async function fresh() {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  return { ...await import('../../../server/utils/clerk/hints'), printed: () => warn.mock.calls.map(([line]) => String(line)) }
}

describe('hints', () => {
  it('explain a mistake once, in development only', async () => {
    const { hint, printed } = await fresh()
    hint('pending_session', false)
    expect(printed()).toEqual([])
    hint('pending_session', true)
    hint('pending_session', true)
    hint('other_organization', true)
    expect(printed()).toEqual([expect.stringMatching(/open task.*docs\/troubleshooting\.md#pending-session$/), expect.stringMatching(/not the session’s.*docs\/troubleshooting\.md#unknown-organization$/)])
  })

  it('explain has() with a system permission, and leave its answer as it is', async () => {
    const { explained, printed } = await fresh()
    const auth = () => ({ userId: 'user_1', has: ({ permission }: { permission: string }) => permission === 'org:projects:create' })
    expect(explained(auth, false)).toBe(auth)
    const session = explained(auth, true)()
    expect([session.userId, session.has({ permission: 'org:projects:create' })]).toEqual(['user_1', true])
    expect(printed()).toEqual([])
    expect(session.has({ permission: 'org:sys_memberships:manage' })).toBe(false)
    expect(printed()).toEqual([expect.stringContaining('never in a session token')])
  })
})
