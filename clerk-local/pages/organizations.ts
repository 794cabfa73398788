import { html } from 'hono/html'
import type { Context } from '../core/context.ts'
import type { Organization, OrganizationInvitation, OrganizationMembership } from '../core/entities/index.ts'
import { activePlan } from '../domain/billing/subscriptions.ts'
import { invitationStatus, takenSeats } from '../domain/organizations/counts.ts'
import { listInvitations } from '../domain/organizations/invitations.ts'
import { listMembers } from '../domain/organizations/memberships.ts'
import { primaryEmail } from '../formatters/people/user.ts'
import { facts, layout, list, type ListQuery, type Markup, searchable, time } from './layout.ts'

/** Invitations that the page of an organization shows. */
const shown = 50

/** All organizations, newest first. */
export function organizationsPage(ctx: Context, query: ListQuery): Markup {
  const organizations = ctx.store.organizations.filter(({ id, name, slug }) => [id, name, slug].some(text => text?.toLowerCase().includes(query.search))).reverse()
  return layout('Organizations', '/organizations', searchable('/organizations', query, organizations, organization => html`
<div class="row"><a href="/organizations/${organization.id}">${organization.name}</a><span class="dim">${organization.slug}</span></div>
<div class="dim">${seats(ctx, organization)}</div>`, { label: 'Name, slug or id', none: 'No organization is found.' }))
}

/** One organization with its people, invitations and domains. */
export function organizationPage(ctx: Context, organization: Organization, query: ListQuery): Markup {
  const path = `/organizations/${organization.id}`
  const invitations = listInvitations(ctx, organization.id)
  const domains = ctx.store.domains.by('organizationId', organization.id)
  return layout(organization.name, '/organizations', html`
${facts([
  ['Slug', organization.slug],
  ['Id', html`<code>${organization.id}</code>`],
  ['Seats', seats(ctx, organization)],
  ['Plan', ctx.settings.billing.organizationEnabled && (activePlan(ctx, 'org', organization.id)?.name ?? 'none')],
  ['Role set', organization.roleSetKey],
  ['Public metadata', json(organization.publicMetadata)],
  ['Private metadata', json(organization.privateMetadata)],
])}
<h2>Members (${ctx.store.memberships.countBy('organizationId', organization.id)})</h2>
${searchable(path, query, listMembers(ctx, organization.id, { query: query.search }), membership => memberRow(ctx, membership), { label: 'Name, address or id', none: 'No member is found.' })}
<h2>Invitations (${invitations.length})</h2>
${list(invitations.slice(0, shown).map(invitation => invitationRow(ctx, invitation)), 'No invitation.')}
${ctx.settings.organizations.domainsEnabled ? html`<h2>Domains (${domains.length})</h2>${list(domains.map(domain => html`<div class="row"><a href="/domains">${domain.name}</a><span class="dim">${domain.enrollmentMode}</span></div>`), 'No domain.')}` : ''}`)
}

function memberRow(ctx: Context, { userId, role, createdAt }: OrganizationMembership): Markup {
  const user = ctx.store.users.get(userId)
  const name = [user?.firstName, user?.lastName].filter(Boolean).join(' ')
  return html`<div class="row"><a href="/people?q=${userId}">${name || userId}</a><span class="dim">${role}</span></div>
<div class="row dim"><span>${user && primaryEmail(user)}</span>${time(createdAt)}</div>`
}

function invitationRow(ctx: Context, invitation: OrganizationInvitation): Markup {
  return html`<div class="row"><a href="/mailbox?to=${encodeURIComponent(invitation.emailAddress)}">${invitation.emailAddress}</a><span class="dim">${invitation.role}, ${invitationStatus(ctx, invitation)}</span></div>${time(invitation.createdAt)}`
}

function seats(ctx: Context, organization: Organization): string {
  return `${takenSeats(ctx, organization.id)} of ${organization.maxAllowedMemberships || 'unlimited'} seats taken`
}

function json(metadata: object): Markup | undefined {
  return Object.keys(metadata).length ? html`<code>${JSON.stringify(metadata)}</code>` : undefined
}
