import { html } from 'hono/html'
import type { Context } from '../core/context.ts'
import type { Mail } from '../core/entities/index.ts'
import { layout, list, type Markup, time } from './layout.ts'

/** Mails, newest first; `to` narrows them to one address. */
export function mails(ctx: Context, to?: string): Mail[] {
  return ctx.store.mails.filter(mail => !to || mail.to.toLowerCase() === to.trim().toLowerCase()).reverse()
}

/** One line of the mailbox. */
export function mailRow(mail: Mail): Markup {
  return html`<div class="row"><a href="/mailbox/${mail.id}">${mail.subject}</a>${time(mail.createdAt)}</div>
<div class="row dim"><span>to ${mail.to}</span>${mail.code ? html`<code>${mail.code}</code>` : ''}</div>`
}

/** The list of mails. */
export function mailboxPage(ctx: Context, to?: string): Markup {
  const rows = mails(ctx, to).slice(0, 200).map(mailRow)
  return layout('Mailbox', '/mailbox', html`
<form class="line" role="search"><label>To<input type="search" name="to" value="${to ?? ''}"></label><button>Search</button></form>
${to ? html`<p>To <strong>${to}</strong>. <a href="/mailbox">Show all</a></p>` : html`<p class="dim">Nothing leaves this machine: every mail ends here. Test addresses (<code>+clerk_test</code>) take the code 424242 and get no codes by mail.</p>`}
${list(rows, 'No mail yet.')}`)
}

/** One mail with its code and link. */
export function mailPage(ctx: Context, mail: Mail): Markup {
  // On the host the page is read on, so that the app's cookies of that host go along and a signed-in person is known.
  const link = mail.link?.startsWith(`${ctx.url}/`) ? mail.link.slice(ctx.url.length) : mail.link
  return layout(mail.subject, '/mailbox', html`
<dl><dt>To</dt><dd>${mail.to}</dd><dt>Sent</dt><dd>${time(mail.createdAt)}</dd></dl>
<p>${mail.body}</p>
${mail.code ? html`<p><code class="code">${mail.code}</code></p>` : ''}
${link && /^(\/|https?:)/.test(link) ? html`<p><a class="button" href="${link}">${mail.slug === 'organization_invitation' ? 'Accept invitation' : 'Open link'}</a></p>` : ''}
<p><a href="/mailbox">Back to the mailbox</a></p>`)
}
