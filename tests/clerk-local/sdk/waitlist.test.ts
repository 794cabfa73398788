import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { notingClient } from './client.ts'

let local: ClerkLocal
let sdk: ReturnType<typeof notingClient>
beforeAll(async () => {
  local = await createClerkLocal()
  sdk = notingClient(local)
})
afterAll(() => local.close())

const told = (type: string) => local.store.changes.all().filter(change => change.type === type)
const code = (call: Promise<unknown>) => call.then(() => 'done', (error: { status: number, errors: { code: string }[] }) => [error.status, error.errors[0]?.code])

describe('the waitlist', () => {
  it('takes each address once, and tells of it', async () => {
    const { waitlistEntries } = sdk.clerk
    const eve = await waitlistEntries.create({ emailAddress: 'Eve@example.com' })
    expect(eve).toMatchObject({ emailAddress: 'eve@example.com', status: 'pending', isLocked: false, invitation: null })
    expect((await waitlistEntries.create({ emailAddress: 'eve@example.com' })).id).toBe(eve.id)
    expect((await waitlistEntries.createBulk([{ emailAddress: 'eve@example.com' }, { emailAddress: 'fay@example.com' }])).map(({ emailAddress }) => emailAddress)).toEqual(['eve@example.com', 'fay@example.com'])
    expect(told('waitlistEntry.created').map(({ data }) => (data as { email_address: string }).email_address)).toEqual(['eve@example.com', 'fay@example.com'])
    expect(await code(waitlistEntries.create({ emailAddress: 'no address' }))).toEqual([422, expect.any(String)])
    expect(await code(waitlistEntries.createBulk([{ emailAddress: 'gus@example.com' }, { emailAddress: 'GUS@example.com' }]))).toEqual([422, expect.any(String)])
    expect((await waitlistEntries.list({ query: 'fay' })).data).toMatchObject([{ emailAddress: 'fay@example.com' }])
    expect((await waitlistEntries.list({ orderBy: '+email_address' })).totalCount).toBe(2)
  })

  it('invites, refuses and forgets who waits', async () => {
    const { waitlistEntries } = sdk.clerk
    const [hal, ida, jo] = await waitlistEntries.createBulk(['hal', 'ida', 'jo'].map(name => ({ emailAddress: `${name}@example.com` })))
    expect(await waitlistEntries.invite(hal!.id)).toMatchObject({ status: 'invited', invitation: { emailAddress: 'hal@example.com', status: 'pending' } })
    expect(await code(waitlistEntries.invite(hal!.id))).toEqual([409, 'waitlist_entry_already_invited'])
    expect(await code(waitlistEntries.delete(hal!.id))).toEqual([409, 'waitlist_entry_already_invited'])
    expect(await waitlistEntries.reject(ida!.id)).toMatchObject({ status: 'rejected' })
    expect(await code(waitlistEntries.reject(ida!.id))).toEqual([409, 'waitlist_entry_already_rejected'])
    expect(await waitlistEntries.delete(jo!.id)).toMatchObject({ id: jo!.id, deleted: true })
    expect(await code(waitlistEntries.delete(jo!.id))).toEqual([404, 'resource_not_found'])
    expect((await waitlistEntries.list({ status: 'rejected' })).data).toMatchObject([{ id: ida!.id }])
    expect(told('waitlistEntry.updated')).toHaveLength(2)
    expect(sdk.uncalled('waitlistEntries')).toEqual([])
  })
})
