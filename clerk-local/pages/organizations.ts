import { html } from 'hono/html'
import type { Context } from '../core/context.ts'
import type { Organization } from '../core/entities.ts'
import { activePlan } from '../domain/billing/subscriptions.ts'
import { invitationStatus, takenSeats } from '../domain/organizations/counts.ts'
import { listInvitations } from '../domain/organizations/invitations.ts'
import { primaryEmail } from '../formatters/user.ts'
import { layout, list, type Markup, time } from './layout.ts'

const shown = 200

/** All organizations. */
export function organizationsPage(ctx: Context): Markup {
  const rows = ctx.store.organizations.all().reverse().slice(0, shown).map(organization => html`
<div class="row"><a href="/organizations/${organization.id}">${organization.name}</a><span class="dim">${organization.slug}</span></div>
<div class="dim">${seats(ctx, organization)}</div>`)
  return layout('Organizations', '/organizations', html`
${ctx.store.organizations.size > shown ? html`<p class="dim">The newest ${shown} of ${ctx.store.organizations.size}.</p>` : ''}
${list(rows, 'No organization yet.')}`)
}

/** One organization with its people and invitations. */
export function organizationPage(ctx: Context, organization: Organization): Markup {
  const memberships = ctx.store.memberships.by('organizationId', organization.id)
  const members = memberships.slice(0, shown).map((membership) => {
    const user = ctx.store.users.get(membership.userId)
    return html`<div class="row"><span>${user && primaryEmail(user)}</span><span class="dim">${membership.role}</span></div>`
  })
  const invitations = listInvitations(ctx, organization.id).slice(0, shown).map(invitation => html`
<div class="row"><span>${invitation.emailAddress}</span><span class="dim">${invitation.role}, ${invitationStatus(ctx, invitation)}</span></div>${time(invitation.createdAt)}`)
  return layout(organization.name, '/organizations', html`
<dl>
<dt>Slug</dt><dd>${organization.slug}</dd>
<dt>Id</dt><dd>${organization.id}</dd>
<dt>Seats</dt><dd>${seats(ctx, organization)}</dd>
<dt>Plan</dt><dd>${activePlan(ctx, 'org', organization.id)?.name ?? 'none'}</dd>
</dl>
<h2>Members (${memberships.length})</h2>${list(members, 'No member.')}
<h2>Invitations</h2>${list(invitations, 'No invitation.')}`)
}

function seats(ctx: Context, organization: Organization): string {
  const limit = organization.maxAllowedMemberships
  return `${takenSeats(ctx, organization.id)} of ${limit || 'unlimited'} seats taken`
}
