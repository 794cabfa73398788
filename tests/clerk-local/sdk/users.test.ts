import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { pixel } from '../../support/page/pixel.ts'
import { type NotingClient, notingClient } from './client.ts'

let local: ClerkLocal
let sdk: NotingClient

beforeAll(async () => {
  local = await createClerkLocal()
  sdk = notingClient(local)
})
afterAll(() => local.close())

describe('users, by the SDK', () => {
  it('creates, gets, lists, counts and updates', async () => {
    const { users } = sdk.clerk
    const made = await users.createUser({
      emailAddress: ['eve@example.com'], firstName: 'Eve', lastName: 'Orbit', username: 'evelyn', password: 'orbit-lantern-43', externalId: 'e1',
      publicMetadata: { a: 1 }, privateMetadata: { b: 2 }, unsafeMetadata: { c: 3 },
    })
    expect(made).toMatchObject({
      fullName: 'Eve Orbit', username: 'evelyn', externalId: 'e1', passwordEnabled: true, banned: false, locked: false, publicMetadata: { a: 1 }, privateMetadata: { b: 2 },
      unsafeMetadata: { c: 3 }, primaryEmailAddress: { emailAddress: 'eve@example.com', verification: { status: 'verified' } }, phoneNumbers: [], enterpriseAccounts: [],
    })
    expect(await users.getUser(made.id)).toEqual(made)
    expect(await users.getUserList({ externalId: ['e1'] })).toMatchObject({ totalCount: 1, data: [{ id: made.id }] })
    expect(await users.getCount({ query: 'eve' })).toBe(1)
    expect(await users.updateUser(made.id, { lastName: 'Nova' })).toMatchObject({ fullName: 'Eve Nova' })
    expect(await users.updateUserMetadata(made.id, { publicMetadata: { d: 4 } })).toMatchObject({ publicMetadata: { a: 1, d: 4 } })
    expect((await users.replaceUserMetadata(made.id, { publicMetadata: { d: 4 } })).publicMetadata).toEqual({ d: 4 })
  })

  it('bans, locks, and changes passwords and pictures', async () => {
    const { users } = sdk.clerk
    const { id } = await users.createUser({ emailAddress: ['finn@example.com'], password: 'orbit-lantern-43' })
    expect(await users.banUser(id)).toMatchObject({ banned: true })
    expect(await users.unbanUser(id)).toMatchObject({ banned: false })
    expect(await users.lockUser(id)).toMatchObject({ locked: true })
    expect(await users.unlockUser(id)).toMatchObject({ locked: false })
    expect(await users.verifyPassword({ userId: id, password: 'orbit-lantern-43' })).toEqual({ verified: true })
    expect(await users.setPasswordCompromised(id)).toMatchObject({ id })
    expect(await users.unsetPasswordCompromised(id)).toMatchObject({ id })
    expect(await users.updateUserProfileImage(id, { file: new Blob([pixel.buffer], { type: pixel.mimeType }) })).toMatchObject({ hasImage: true })
    expect(await users.deleteUserProfileImage(id)).toMatchObject({ hasImage: false })
    expect(await users.removePassword(id)).toMatchObject({ passwordEnabled: false })
  })

  it('tells memberships and invitations', async () => {
    const { users, organizations } = sdk.clerk
    const ada = local.store.userByEmail('ada+clerk_test@example.com')!
    const acme = await organizations.getOrganization({ slug: 'acme' })
    expect((await users.getOrganizationMembershipList({ userId: ada.id })).data).toContainEqual(expect.objectContaining({ role: 'org:admin', organization: expect.objectContaining({ slug: 'acme' }) }))
    const { id } = await users.createUser({ emailAddress: ['gus@example.com'], skipPasswordRequirement: true })
    await organizations.createOrganizationInvitation({ organizationId: acme.id, emailAddress: 'gus@example.com', role: 'org:member' })
    expect(await users.getOrganizationInvitationList({ userId: id })).toMatchObject({ totalCount: 1, data: [{ emailAddress: 'gus@example.com', publicOrganizationData: { slug: 'acme' } }] })
  })

  it('keeps e-mail addresses and phone numbers', async () => {
    const { users, emailAddresses, phoneNumbers } = sdk.clerk
    const { id } = await users.createUser({ emailAddress: ['hal@example.com'], skipPasswordRequirement: true })
    const email = await emailAddresses.createEmailAddress({ userId: id, emailAddress: 'hal2@example.com', verified: false })
    expect(email).toMatchObject({ emailAddress: 'hal2@example.com' })
    expect(await emailAddresses.getEmailAddress(email.id)).toMatchObject({ id: email.id })
    expect(await emailAddresses.updateEmailAddress(email.id, { verified: true })).toMatchObject({ verification: { status: 'verified' } })
    expect(await emailAddresses.deleteEmailAddress(email.id)).toMatchObject({ deleted: true })
    expect(await users.replaceUserEmailAddress(id, { emailAddress: 'hal3@example.com' })).toMatchObject({ emailAddress: 'hal3@example.com' })
    const phone = await phoneNumbers.createPhoneNumber({ userId: id, phoneNumber: '+12015550100', verified: false })
    expect(phone).toMatchObject({ phoneNumber: '+12015550100' })
    expect(await phoneNumbers.getPhoneNumber(phone.id)).toMatchObject({ id: phone.id })
    expect(await phoneNumbers.updatePhoneNumber(phone.id, { verified: true })).toMatchObject({ verification: { status: 'verified' } })
    expect(await phoneNumbers.deletePhoneNumber(phone.id)).toMatchObject({ deleted: true })
    expect(await users.replaceUserPhoneNumber(id, { phoneNumber: '+12015550101' })).toMatchObject({ phoneNumber: '+12015550101' })
  })

  it('has no second factors, passkeys and social accounts to take away', async () => {
    const { users } = sdk.clerk
    const { id } = await users.createUser({ emailAddress: ['ida@example.com'], skipPasswordRequirement: true })
    const missing = { status: 404 }
    await expect(users.deleteUserPasskey({ userId: id, passkeyIdentificationId: 'idn_x' })).rejects.toMatchObject(missing)
    await expect(users.deleteUserWeb3Wallet({ userId: id, web3WalletIdentificationId: 'idn_x' })).rejects.toMatchObject(missing)
    await expect(users.deleteUserExternalAccount({ userId: id, externalAccountId: 'eac_x' })).rejects.toMatchObject(missing)
    await expect(users.verifyTOTP({ userId: id, code: '123456' })).rejects.toMatchObject({ status: 400 })
    expect(await users.disableUserMFA(id)).toMatchObject({ user_id: id })
    await expect(users.deleteUserBackupCodes(id)).rejects.toMatchObject(missing)
    await expect(users.deleteUserTOTP(id)).rejects.toMatchObject(missing)
    expect(await users.getUserOauthAccessToken(id, 'google')).toMatchObject({ data: [], totalCount: 0 })
  })

  it('invites to the application', async () => {
    const { invitations } = sdk.clerk
    const made = await invitations.createInvitation({ emailAddress: 'jo@example.com', publicMetadata: { a: 1 } })
    expect(made).toMatchObject({ emailAddress: 'jo@example.com', status: 'pending', publicMetadata: { a: 1 } })
    expect(await invitations.createInvitationBulk([{ emailAddress: 'kim@example.com' }, { emailAddress: 'lou@example.com' }])).toMatchObject([{ status: 'pending' }, { status: 'pending' }])
    expect((await invitations.getInvitationList({ status: 'pending' })).data).toHaveLength(3)
    expect(await invitations.revokeInvitation(made.id)).toMatchObject({ status: 'revoked' })
    // The SDK has it, Clerk's specification doesn't.
    await expect(invitations.deleteInvitation(made.id)).rejects.toMatchObject({ status: 404 })
  })

  it('deletes', async () => {
    const { users } = sdk.clerk
    const { id } = await users.createUser({ emailAddress: ['mia@example.com'], skipPasswordRequirement: true })
    expect(await users.deleteUser(id)).toMatchObject({ id, deleted: true })
    await expect(users.getUser(id)).rejects.toMatchObject({ status: 404 })
  })

  it.each(['users', 'emailAddresses', 'phoneNumbers', 'invitations'] as const)('leaves no method of %s out', (api) => {
    expect(sdk.uncalled(api)).toEqual([])
  })
})
