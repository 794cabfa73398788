import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInvitation } from '../../../clerk-local/domain/organizations/invitations.ts'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'

let local: ClerkLocal
let hits = 0
const receiver = createServer((_, response) => {
  hits++
  response.writeHead(500).end('<i>broken</i>')
})

beforeAll(async () => {
  await new Promise<void>(resolve => receiver.listen(0, '127.0.0.1', resolve))
  const address = receiver.address()
  local = await createClerkLocal({ webhooks: [{ url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/` }] })
})
afterAll(async () => {
  await local.close()
  receiver.closeAllConnections()
  receiver.close()
})

const acme = () => local.store.organizations.by('slug', 'acme')[0]!
async function page(path: string) {
  const response = await fetch(local.url + path)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

describe('the local page', () => {
  it('shows mails with their link, newest first, by address and as JSON', async () => {
    local.store.organizations.update(acme().id, { name: '<script>alert(1)</script>' })
    createInvitation(local.ctx, acme().id, { emailAddress: 'one@example.com', role: 'org:member' })
    createInvitation(local.ctx, acme().id, { emailAddress: 'two@example.com', role: 'org:member' })
    const { data } = await (await fetch(`${local.url}/mailbox.json`)).json() as { data: { id: string, to: string, link: string }[] }
    expect(data.map(mail => mail.to)).toEqual(['two@example.com', 'one@example.com'])
    const only = await (await fetch(`${local.url}/mailbox.json?to=ONE@example.com`)).json() as { totalCount: number }
    expect(only.totalCount).toBe(1)

    const box = await page('/mailbox')
    expect(box.text).not.toContain('<script>')
    expect(box.text).toContain('&lt;script&gt;')
    const mail = await page(`/mailbox/${data[0]!.id}`)
    const href = /<a class="button" href="(\/frontend\/v1\/tickets\/accept[^"]+)"/.exec(mail.text)?.[1]
    expect(new URL(href!, local.url).href).toBe(data[0]!.link)
    expect((await page('/mailbox/none')).status).toBe(404)
  })

  it('shows people with password and code, and organizations', async () => {
    const people = await page('/people')
    expect(people.text).toContain('No app has called yet')
    expect(people.text).toContain('orbit-lantern-42')
    expect(people.text).toContain('424242')
    expect((await page('/organizations')).text).toContain('Beta Labs')
    expect((await page('/organizations/beta')).text).toContain('cleo+clerk_test@example.com')
  })

  it('shows deliveries with payload and resends on request', async () => {
    await local.webhooks.settled()
    const [delivery] = local.webhooks.deliveries()
    expect((await page('/webhooks')).text).toContain(delivery!.type)
    const detail = await page(`/webhooks/${delivery!.id}`)
    expect(detail.text).toContain(delivery!.messageId)
    expect(detail.text).toContain('&lt;i&gt;broken&lt;/i&gt;')
    const before = hits
    const resent = await fetch(`${local.url}/webhooks/${delivery!.id}/resend`, { method: 'POST', redirect: 'manual', headers: { origin: local.url } })
    expect(resent.status).toBe(303)
    expect(hits).toBe(before + 1)
  })

  it('fetches nothing from elsewhere and answers only this machine', async () => {
    for (const path of ['/', '/mailbox', '/people', '/organizations', '/organizations/beta', '/domains', '/webhooks', '/settings', '/none']) {
      const { text, headers } = await page(path)
      expect(text).not.toMatch(/(src|href|action)="https?:/)
      expect(text).toContain('<html lang="en">')
      expect(headers.get('content-security-policy')).toContain('default-src \'none\'')
    }
    const foreign = await fetch(`${local.url}/webhooks/x/resend`, { method: 'POST', headers: { origin: 'https://evil.test' } })
    expect(foreign.status).toBe(403)
  })
})
