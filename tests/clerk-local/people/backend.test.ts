import { createHash, pbkdf2Sync, scryptSync } from 'node:crypto'
import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { code, type Json, TestBrowser } from '../browser.ts'

let local: ClerkLocal
let clerk: ReturnType<typeof createClerkClient>
beforeAll(async () => {
  local = await createClerkLocal()
  clerk = createClerkClient({ telemetry: { disabled: true }, secretKey: local.secretKey, apiUrl: local.backendApiUrl })
})
beforeEach(() => local.reset())
afterAll(() => local.close())

const bob = () => local.store.userByEmail('bob+clerk_test@example.com')!.id
const changes = () => local.store.changes.all().filter(change => !change.seeded).map(change => change.type)
const refusal = (status: number, errorCode: string) => ({ status, errors: [{ code: errorCode }] })

/** A call the SDK has no method for. */
async function call(method: string, path: string, body?: object): Promise<{ status: number, body: Json }> {
  const answer = await fetch(`${local.backendApiUrl}/v1${path}`, { method, headers: { 'authorization': `Bearer ${local.secretKey}`, 'content-type': 'application/json' }, body: body && JSON.stringify(body) })
  return { status: answer.status, body: await answer.json() }
}

describe('imported passwords', () => {
  const b64 = (bytes: Buffer) => bytes.toString('base64')
  const password = 'orbit-lantern-42'
  const pbkdf2 = (hash: string, salt: Buffer | string, size: number) => pbkdf2Sync(password, salt, 1000, size, hash)
  const digests: [string, string, string][] = [
    ['bcrypt', '$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a', 'U*U*U'],
    ['md5', createHash('md5').update(password).digest('hex'), password],
    ['sha256', createHash('sha256').update(password).digest('hex'), password],
    ['ldap_ssha', `{SSHA}${b64(Buffer.concat([createHash('sha1').update(`${password}salt`).digest(), Buffer.from('salt')]))}`, password],
    ['pbkdf2_sha1', `pbkdf2_sha1$1000$${b64(Buffer.from('salty'))}$${b64(pbkdf2('sha1', 'salty', 20))}`, password],
    ['pbkdf2_sha256', `pbkdf2_sha256$1000$${b64(Buffer.from('salty'))}$${b64(pbkdf2('sha256', 'salty', 32))}`, password],
    ['pbkdf2_sha256_django', `pbkdf2_sha256$1000$salty$${b64(pbkdf2('sha256', 'salty', 32))}`, password],
    ['pbkdf2_sha512', `pbkdf2_sha512$1000$${b64(Buffer.from('salty'))}$${b64(pbkdf2('sha512', 'salty', 64))}`, password],
    ['scrypt_werkzeug', `scrypt:1024:8:1$salty$${scryptSync(password, 'salty', 64, { cost: 1024 }).toString('hex')}`, password],
    // From the reference implementation's own tests (github.com/P-H-C/phc-winner-argon2).
    ['argon2id', '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4', 'password'],
    ['argon2i', '$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8', 'password'],
  ]

  it.each(digests)('of %s sign in', async (hasher, digest, plain) => {
    const user = await clerk.users.createUser({ emailAddress: ['zoe@example.com'], passwordDigest: digest, passwordHasher: hasher as 'md5' })
    expect(await clerk.users.verifyPassword({ userId: user.id, password: plain })).toMatchObject({ verified: true })
    await expect(clerk.users.verifyPassword({ userId: user.id, password: `${plain}!` })).rejects.toMatchObject(refusal(422, 'incorrect_password'))
    const browser = await TestBrowser.open(local)
    expect((await browser.signIn('zoe@example.com', plain)).status).toBe('pending')
  })

  it('of other hashers, and digests of another form, make no user', async () => {
    const create = (params: object) => expect(clerk.users.createUser({ emailAddress: ['zoe@example.com'], ...params })).rejects
    await create({ passwordDigest: 'x', passwordHasher: 'phpass' }).toMatchObject({ status: 422, errors: [{ meta: { paramName: 'password_hasher' } }] })
    await create({ passwordDigest: 'x' }).toMatchObject(refusal(422, 'form_param_missing'))
    await create({ passwordDigest: 'not hex', passwordHasher: 'md5' }).toMatchObject(refusal(422, 'form_password_digest_invalid'))
    expect(local.store.userByEmail('zoe@example.com')).toBeUndefined()
    expect(changes()).toEqual([])
  })

  it('may be as short as they are when the checks are skipped', async () => {
    const user = await clerk.users.createUser({ emailAddress: ['zoe@example.com'], password: 'abc', skipPasswordChecks: true })
    expect(await clerk.users.verifyPassword({ userId: user.id, password: 'abc' })).toMatchObject({ verified: true })
  })
})

describe('users', () => {
  it('are walked by a cursor, newest first or oldest first and no other way', async () => {
    const ids = (await call('GET', '/users?limit=500')).body.map((user: Json) => user.id)
    expect((await call('GET', `/users?limit=2&starting_after=${ids[0]}`)).body.map((user: Json) => user.id)).toEqual(ids.slice(1, 3))
    for (const query of [`${ids[0]}&order_by=username`, `${ids[0]}&offset=1`, 'user_gone']) {
      expect([query, (await call('GET', `/users?starting_after=${query}`)).status]).toEqual([query, 422])
    }
  })

  it('who are banned get no session', async () => {
    await clerk.users.banUser(bob())
    await expect(clerk.sessions.createSession({ userId: bob() })).rejects.toMatchObject(refusal(403, 'user_banned'))
    expect(local.store.sessions.size).toBe(0)
  })

  it('are made whole or not at all', async () => {
    const create = (params: object) => expect(clerk.users.createUser({ emailAddress: ['zoe@example.com'], password: 'orbit-lantern-42', ...params })).rejects
    await create({ emailAddress: ['zoe@example.com', 'bob+clerk_test@example.com'] }).toMatchObject(refusal(422, 'form_identifier_exists'))
    await create({ phoneNumber: ['12'] }).toMatchObject(refusal(422, 'form_param_format_invalid'))
    await create({ username: 'a' }).toMatchObject(refusal(422, 'form_username_invalid_length'))
    expect(changes()).toEqual([])
    const made = await clerk.users.createUser({ emailAddress: ['zoe@example.com', 'zoe2@example.com'], phoneNumber: ['+14155552671'], username: 'zoe_q', password: 'orbit-lantern-42', banned: true, locale: 'en-US' } as Parameters<typeof clerk.users.createUser>[0])
    expect(made).toMatchObject({ username: 'zoe_q', banned: true, locale: 'en-US', primaryPhoneNumber: { phoneNumber: '+14155552671' }, emailAddresses: [{ emailAddress: 'zoe@example.com' }, { emailAddress: 'zoe2@example.com' }] })
    expect(changes()).toEqual(['user.created'])
    expect(await clerk.users.getUserList({ phoneNumber: ['+14155552671'] })).toMatchObject({ totalCount: 1 })
  })

  it('stay as they were when an update is refused', async () => {
    await expect(clerk.users.updateUser(bob(), { firstName: 'Robert', password: 'short' })).rejects.toMatchObject(refusal(422, 'form_password_length_too_short'))
    await expect(clerk.users.updateUser(bob(), { password: 'comet-harbor-73', primaryEmailAddressID: 'idn_none' })).rejects.toMatchObject({ status: 404 })
    expect((await clerk.users.getUser(bob())).firstName).toBe('Bob')
    expect(await clerk.users.verifyPassword({ userId: bob(), password: 'orbit-lantern-42' })).toMatchObject({ verified: true })
  })

  it('are banned and unbanned many at once, or none', async () => {
    const ada = local.store.userByEmail('ada+clerk_test@example.com')!.id
    expect((await call('POST', '/users/ban', { user_ids: [bob(), 'user_none'] })).status).toBe(404)
    expect((await clerk.users.getUser(bob())).banned).toBe(false)
    expect((await call('POST', '/users/ban', { user_ids: [bob(), ada] })).body.map((u: Json) => u.banned)).toEqual([true, true])
    expect((await call('POST', '/users/unban', { user_ids: [bob(), ada] })).body.map((u: Json) => u.banned)).toEqual([false, false])
  })

  it('have no second factor, passkey, wallet, device or account elsewhere', async () => {
    expect((await call('DELETE', `/users/${bob()}/mfa`)).body).toEqual({ user_id: bob() })
    await expect(clerk.users.verifyTOTP({ userId: bob(), code: '123456' })).rejects.toMatchObject({ status: 400 })
    for (const path of ['totp', 'backup_code', 'passkeys/x', 'web3_wallets/x', 'external_accounts/x', 'trusted_devices/x']) {
      expect([path, (await call('DELETE', `/users/${bob()}/${path}`)).status]).toEqual([path, 404])
    }
    expect((await call('GET', `/users/${bob()}/trusted_devices`)).body).toEqual({ data: [], total_count: 0 })
    expect(await clerk.users.getUserOauthAccessToken(bob(), 'google')).toMatchObject({ totalCount: 0, data: [] })
    expect((await call('DELETE', '/users/user_none/mfa')).status).toBe(404)
  })

  it('with a compromised password can be signed out, and take up a new one', async () => {
    const browser = await TestBrowser.open(local)
    await browser.signIn('bob+clerk_test@example.com')
    expect((await call('POST', `/users/${bob()}/password/set_compromised`, { revoke_all_sessions: true })).status).toBe(200)
    expect((await browser.call('GET', '/v1/client')).body.response.sessions).toEqual([])
    expect(code(await browser.call('POST', '/v1/client/sign_ins', { identifier: 'bob+clerk_test@example.com', password: 'orbit-lantern-42' }))).toBe('form_password_compromised')
    await clerk.users.updateUser(bob(), { password: 'comet-harbor-73' })
    expect(await browser.signIn('bob+clerk_test@example.com', 'comet-harbor-73')).toBeTruthy()
  })
})
