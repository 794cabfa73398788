import { html } from 'hono/html'
import type { Context } from '../core/context.ts'
import type { User } from '../core/entities.ts'
import { isTestAddress } from '../domain/people/mail.ts'
import { primaryEmail } from '../formatters/user.ts'
import type { Person } from '../seed/index.ts'
import { layout, list, type Markup } from './layout.ts'

const shown = 200

/** People with what they sign in with. Passwords are known of seeded people only. */
export function peoplePage(ctx: Context, people: Person[]): Markup {
  const rows = ctx.store.users.all().slice(0, shown).map(user => personRow(ctx, user, people.find(p => p.email === primaryEmail(user))))
  return layout('People', '/people', html`
${ctx.store.users.size > shown ? html`<p class="dim">The first ${shown} of ${ctx.store.users.size}.</p>` : ''}
${list(rows, 'Nobody yet.')}`)
}

function personRow(ctx: Context, user: User, person: Person | undefined): Markup {
  const email = primaryEmail(user) ?? user.username ?? ''
  const organizations = ctx.store.memberships.by('userId', user.id)
  return html`<div class="row"><strong>${[user.firstName, user.lastName].filter(Boolean).join(' ') || email}</strong><span class="dim">${user.id}</span></div>
<dl>
<dt>E-mail</dt><dd>${email}</dd>
<dt>Password</dt><dd>${person?.password ? html`<code>${person.password}</code>` : user.passwordDigest ? 'their own' : 'none'}</dd>
<dt>Code</dt><dd>${isTestAddress(ctx, email) ? html`<code>424242</code>` : html`<a href="/mailbox?to=${encodeURIComponent(email)}">in the mailbox</a>`}</dd>
<dt>Organizations</dt><dd>${organizations.length ? organizations.map((m, i) => html`${i ? ', ' : ''}<a href="/organizations/${m.organizationId}">${ctx.store.organizations.get(m.organizationId)?.name}</a> (${m.role})`) : 'none'}</dd>
${user.banned || user.locked ? html`<dt>State</dt><dd class="bad">${user.banned ? 'banned' : 'locked'}</dd>` : ''}
</dl>`
}
