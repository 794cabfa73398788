import { html } from 'hono/html'
import type { Context } from '../core/context.ts'
import type { EnterpriseConnection, OrganizationDomain } from '../core/entities/index.ts'
import { proofStatus } from '../domain/domains/domains.ts'
import { layout, list, type Markup } from './layout.ts'

const shown = 200

/** Domains with the TXT records that their DNS would have, and the connections to identity providers. */
export function domainsPage(ctx: Context): Markup {
  return layout('Domains', '/domains', html`
<p class="dim">This page stands for the DNS of every domain: publish a record, and the next check finds it.</p>
${list(ctx.store.domains.all().reverse().slice(0, shown).map(domain => domainRow(ctx, domain)), 'No domain yet.')}
<h2>Enterprise connections</h2>
${list(ctx.store.enterpriseConnections.all().reverse().slice(0, shown).map(connection => connectionRow(ctx, connection)), 'No connection yet.')}`)
}

function domainRow(ctx: Context, domain: OrganizationDomain): Markup {
  const { affiliationVerification: affiliation, ownershipVerification: ownership } = domain
  const open = ownership && proofStatus(ctx, ownership) === 'unverified'
  return html`<div class="row"><strong>${domain.name}</strong>${organizationLink(ctx, domain.organizationId)}</div>
<dl>
<dt>Enrollment</dt><dd>${domain.enrollmentMode}</dd>
<dt>Affiliation</dt><dd>${affiliation ? `${proofStatus(ctx, affiliation)} (${domain.affiliationEmailAddress ?? affiliation.strategy})` : 'not tried'}</dd>
<dt>Ownership</dt><dd>${ownership ? proofStatus(ctx, ownership) : 'not tried'}</dd>
${open ? html`<dt>TXT name</dt><dd><code>${ownership.txtRecordName}</code></dd><dt>TXT value</dt><dd><code>${ownership.txtRecordValue}</code></dd>` : ''}
</dl>
${open && ownership.published ? html`<p class="good">The record is published.</p>` : ''}
${open && !ownership.published ? html`<form method="post" action="/domains/${domain.id}/publish"><button>Publish the record of ${domain.name}</button></form>` : ''}`
}

function connectionRow(ctx: Context, connection: EnterpriseConnection): Markup {
  return html`<div class="row"><strong>${connection.name}</strong><span class="${connection.active ? 'good' : 'dim'}">${connection.active ? 'active' : 'inactive'}</span></div>
<div class="dim">${connection.provider}, ${connection.domains.join(', ')}${connection.organizationId ? html`, ${organizationLink(ctx, connection.organizationId)}` : ''}</div>`
}

function organizationLink(ctx: Context, id: string): Markup {
  return html`<a href="/organizations/${id}">${ctx.store.organizations.get(id)?.name}</a>`
}
