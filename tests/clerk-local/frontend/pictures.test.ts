import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { code, type Json, TestBrowser } from '../browser.ts'

let clerk: ClerkLocal
let ada: TestBrowser
beforeAll(async () => {
  clerk = await createClerkLocal()
})
afterAll(() => clerk.close())
beforeEach(async () => {
  clerk.reset()
  ada = await TestBrowser.open(clerk)
  await ada.signIn('ada+clerk_test@example.com')
})

const script = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

async function upload(content: string, type: string) {
  const form = new FormData()
  form.append('file', new File([content], 'x', { type }))
  const response = await fetch(`${clerk.frontendApiUrl}/v1/me/profile_image?__clerk_db_jwt=${ada.devBrowser}`, { method: 'POST', body: form })
  return { status: response.status, body: await response.json() as Json }
}
const uploadText = (file: string) => ada.call('POST', '/v1/me/profile_image', { file })

describe('uploads', () => {
  it('are pictures, as files and as text', async () => {
    for (const type of ['image/svg+xml', 'text/html', '']) {
      const refused = await upload(script, type)
      expect([refused.status, code(refused)]).toEqual([400, 'image_type_not_supported'])
    }
    for (const text of [`data:image/svg+xml;base64,${btoa(script)}`, `data:text/html;base64,${btoa(script)}`, `data:image/png,${script}`, '<svg>']) {
      expect(code(await uploadText(text))).toBe('image_type_not_supported')
    }
    const secret = { authorization: `Bearer ${clerk.secretKey}` }
    const form = new FormData()
    form.append('file', new File([script], 'x.svg', { type: 'image/svg+xml' }))
    const backend = await fetch(`${clerk.backendApiUrl}/v1/users/${clerk.store.users.all()[0]?.id}/profile_image`, { method: 'POST', headers: secret, body: form })
    expect(backend.status).toBe(400)
    expect(clerk.store.users.filter(user => user.image !== null)).toEqual([])
  })

  it('have whole characters in their place', async () => {
    await ada.call('PATCH', '/v1/me', { first_name: '🦊', last_name: '𝒵ed' })
    const { image_url } = (await ada.call('GET', '/v1/me')).body.response
    expect(await (await fetch(image_url)).text()).toContain('🦊𝒵')
    const { body } = await ada.call('POST', '/v1/organizations', { name: '😀 Co' })
    expect(await (await fetch(body.response.image_url)).text()).toContain('😀')
  })

  it('are at most 10 MB', async () => {
    const large = await upload('x'.repeat(10 * 1024 * 1024 + 1), 'image/png')
    expect([large.status, code(large)]).toEqual([413, 'image_too_large'])
  })

  it('are served so that nothing in them runs', async () => {
    expect((await upload('pretend', 'image/webp')).status).toBe(200)
    const { body } = await uploadText(`data:image/png;base64,${btoa('pretend')}`)
    const uploaded = await fetch(body.response.public_url)
    expect([uploaded.headers.get('content-type'), await uploaded.text()]).toEqual(['image/png', 'pretend'])
    await ada.call('DELETE', '/v1/me/profile_image')
    const drawn = await fetch((await ada.call('GET', '/v1/me')).body.response.image_url)
    for (const { headers } of [uploaded, drawn]) {
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toBe('default-src \'none\'; style-src \'unsafe-inline\'; sandbox')
    }
  })

  it('have addresses in which Clerk UI reads whether there is something to remove', async () => {
    const type = async () => {
      const { pathname } = new URL((await ada.call('GET', '/v1/me')).body.response.image_url)
      return JSON.parse(atob(pathname.slice(1))).type
    }
    expect(await type()).toBe('default')
    await uploadText(`data:image/png;base64,${btoa('pretend')}`)
    expect(await type()).toBe('proxy')
    for (const path of ['eyJ', 'eyJub25zZW5zZQ', 'eyJ0eXBlIjoxfQ==']) expect((await fetch(`${clerk.url}/${path}`)).status).toBe(404)
  })
})
