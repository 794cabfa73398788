import { html } from 'hono/html'
import type { Context } from '../core/context.ts'
import type { User } from '../core/entities/index.ts'
import { isTestAddress } from '../domain/people/mail.ts'
import { primaryEmail } from '../formatters/people/user.ts'
import type { Person } from '../seed/index.ts'
import { knownApp } from './app.ts'
import { facts, layout, type ListQuery, type Markup, searchable } from './layout.ts'

/** Organizations that one person's row names. */
const named = 5

/** People with what they sign in with, and a way into the app as each of them. Passwords are known of seeded people only. */
export function peoplePage(ctx: Context, people: Person[], query: ListQuery): Markup {
  const users = ctx.store.users.filter(user => [user.id, user.firstName, user.lastName, ...user.emailAddresses.map(e => e.emailAddress)].some(text => text?.toLowerCase().includes(query.search)))
  const app = knownApp(ctx)
  return layout('People', '/people', html`
${app
  ? html`<p class="dim">“Sign in as” opens <code>${app}</code> in this browser, signed in as that person.</p>`
  : html`<p class="dim">No app has called yet. Open your app once, then this page can sign in there as anybody.</p>`}
${searchable('/people', query, users, user => personRow(ctx, user, people.find(p => p.email === primaryEmail(user))), { label: 'Name, address or id', none: 'Nobody is found.' })}`)
}

function personRow(ctx: Context, user: User, person: Person | undefined): Markup {
  const email = primaryEmail(user) ?? user.emailAddresses[0]?.emailAddress ?? user.username ?? ''
  const name = [user.firstName, user.lastName].filter(Boolean).join(' ') || email || user.id
  return html`<div class="row"><strong>${name}</strong>${canSignIn(ctx, user) ? html`<form method="post" action="/people/${user.id}/sign-in" target="_blank"><button>Sign in as ${name}</button></form>` : ''}</div>
${facts([
  ['E-mail', email],
  ['Password', person?.password ? html`<code>${person.password}</code>` : user.passwordDigest ? 'their own' : 'none'],
  ['Code', isTestAddress(ctx, email) ? html`<code>424242</code>` : html`<a href="/mailbox?to=${encodeURIComponent(email)}">in the mailbox</a>`],
  ['Organizations', organizationsOf(ctx, user)],
  ['State', (user.banned || user.locked) && html`<span class="bad">${user.banned ? 'banned' : 'locked'}</span>`],
  ['Id', html`<span class="dim">${user.id}</span>`],
])}`
}

function organizationsOf(ctx: Context, user: User): Markup | string {
  const memberships = ctx.store.memberships.by('userId', user.id)
  if (!memberships.length) return 'none'
  const rest = memberships.length - named
  return html`${memberships.slice(0, named).map((m, i) => html`${i ? ', ' : ''}<a href="/organizations/${m.organizationId}">${ctx.store.organizations.get(m.organizationId)?.name}</a> (${m.role})`)}${rest > 0 ? ` and ${rest} more` : ''}`
}

function canSignIn(ctx: Context, user: User): boolean {
  return knownApp(ctx) !== undefined && !user.banned && !user.locked
}
