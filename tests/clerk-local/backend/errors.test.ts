import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'

let local: ClerkLocal
beforeAll(async () => {
  local = await createClerkLocal()
})
afterAll(() => local.close())

async function call(path: string, init: RequestInit = {}, key = `Bearer ${local.secretKey}`) {
  const response = await fetch(`${local.backendApiUrl}/v1${path}`, { ...init, headers: { ...(key && { authorization: key }), ...init.headers } })
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() as { errors: { code: string, long_message: string, meta?: { param_name: string } }[], clerk_trace_id: string } }
}
const json = { 'content-type': 'application/json' }

describe('every refusal is in Clerk\'s form', () => {
  it('asks for the secret key', async () => {
    for (const [key, code] of [['', 'authentication_invalid'], ['Basic x', 'authorization_header_format_invalid'], ['Bearer sk_test_other', 'clerk_key_invalid']] as const) {
      const { status, type, body } = await call('/users', {}, key)
      expect({ status, type, code: body.errors[0]?.code }).toEqual({ status: 401, type: 'application/json', code })
      expect(body.clerk_trace_id).toBeTruthy()
    }
    const other = createClerkClient({ telemetry: { disabled: true }, secretKey: 'sk_test_other', apiUrl: local.backendApiUrl })
    await expect(other.users.getUserList()).rejects.toMatchObject({ status: 401, errors: [{ code: 'clerk_key_invalid' }] })
  })

  it('names operations it lacks and tells nonsense apart', async () => {
    const missing = await call('/machines')
    expect(missing.status).toBe(501)
    expect(missing.body.errors[0]).toMatchObject({ code: 'not_implemented', long_message: expect.stringContaining('ListMachines') as string })
    expect((await call('/nonsense')).status).toBe(404)
    expect((await call('/users', { method: 'DELETE' })).status).toBe(404)
  })

  it('survives bad input', async () => {
    const post = (body: string, headers: Record<string, string> = json) => call('/organizations', { method: 'POST', body, headers })
    expect(await post('{')).toMatchObject({ status: 400, body: { errors: [{ code: 'request_body_invalid' }] } })
    expect(await post('[]')).toMatchObject({ status: 422, body: { errors: [{ code: 'request_body_invalid' }] } })
    expect(await post('name=x', { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({ status: 415, body: { errors: [{ code: 'unsupported_content_type' }] } })
    expect(await post('{}')).toMatchObject({ status: 422, body: { errors: [{ code: 'form_param_missing', meta: { param_name: 'name' } }] } })
    expect(await post('{"name":7,"slugg":"x"}')).toMatchObject({ status: 422, body: { errors: [{ code: 'form_param_type_invalid', meta: { param_name: 'name' } }, { code: 'form_param_unknown', meta: { param_name: 'slugg' } }] } })
    expect(await post('{"name":"x","public_metadata":"no"}')).toMatchObject({ status: 422, body: { errors: [{ code: 'form_param_type_invalid' }] } })
    expect((await call('/organizations/%00%ff/memberships')).status).toBe(404)
    expect((await call('/users?limit=0')).status).toBe(422)
    expect((await call('/users?limit=abc')).status).toBe(422)
    expect((await call('/users?offset=-1')).status).toBe(422)
    expect((await call('/organizations/acme/logo', { method: 'PUT', body: 'x' })).status).toBe(404)
  })

  it('takes arrays in both spellings', async () => {
    const ids = ['ada', 'bob'].map(name => local.store.userByEmail(`${name}+clerk_test@example.com`)!.id)
    for (const name of ['user_id', 'user_id[]']) {
      const { body } = await call(`/users?${ids.map(id => `${encodeURIComponent(name)}=${id}`).join('&')}`)
      expect(body).toHaveLength(2)
    }
  })
})
