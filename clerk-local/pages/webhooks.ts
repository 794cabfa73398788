import { html } from 'hono/html'
import type { Attempt, Delivery, WebhookEndpoint, Webhooks } from '../webhooks/index.ts'
import { facts, layout, list, type ListQuery, type Markup, searchable, time } from './layout.ts'

/** Endpoints, what to send them again, and deliveries, newest first. */
export function webhooksPage(webhooks: Webhooks, query: ListQuery): Markup {
  const endpoints = webhooks.endpoints()
  const deliveries = webhooks.deliveries().filter(({ type, status, messageId }) => [type, status, messageId].some(text => text.toLowerCase().includes(query.search)))
  return layout('Webhooks', '/webhooks', html`
<h2>Endpoints</h2>
${list(endpoints.map(endpointRow), 'No endpoint. Start clerk-local with --webhook-url to send webhooks.')}
${endpoints.length ? replayForm(endpoints) : ''}
<h2>Deliveries</h2>
${searchable('/webhooks', query, deliveries, deliveryRow, { label: 'Type, status or svix-id', none: 'Nothing is found.' })}`)
}

/** One delivery: payload, attempts, resend. */
export function deliveryPage(delivery: Delivery, endpoint: WebhookEndpoint | undefined): Markup {
  return layout(delivery.type, '/webhooks', html`
${facts([
  ['Status', status(delivery)],
  ['To', endpoint?.url ?? 'an endpoint that is gone'],
  ['svix-id', html`<code>${delivery.messageId}</code>`],
  ['Next attempt', delivery.dueAt !== null && time(delivery.dueAt)],
])}
${endpoint ? html`<form method="post" action="/webhooks/${delivery.id}/resend"><button>Resend</button></form>` : ''}
<h2>Attempts</h2>
${list(delivery.attempts.map(attemptRow).reverse(), delivery.status === 'dropped' ? 'None: a fault dropped it.' : 'None yet.')}
<h2>Payload</h2>
<pre tabindex="0">${JSON.stringify(JSON.parse(delivery.body), null, 2)}</pre>
<p><a href="/webhooks">Back to the deliveries</a></p>`)
}

function replayForm(endpoints: WebhookEndpoint[]): Markup {
  return html`<form class="line" method="post" action="/webhooks/replay">
<label>Send every change again since<input type="datetime-local" name="since" step="1"></label>
<label>To<select name="endpoint"><option value="">all endpoints</option>${endpoints.map(({ id, url }) => html`<option value="${id}">${url}</option>`)}</select></label>
<button>Replay</button>
<span class="dim">Without a time: from the start, the seed too.</span></form>`
}

function endpointRow({ url, secrets, types, disabled, failingSince }: WebhookEndpoint): Markup {
  return html`<div class="row"><strong>${url}</strong>${disabled ? html`<span class="bad">disabled</span>` : failingSince === null ? html`<span class="good">enabled</span>` : html`<span class="bad">failing since ${time(failingSince)}</span>`}</div>
${facts([
  ['Events', types.length ? types.join(', ') : 'all'],
  [secrets.length > 1 ? 'Secrets' : 'Secret', html`${secrets.map(({ key, expiresAt }) => html`<code>${key}</code> ${expiresAt === null ? '' : html`<span class="dim">until ${time(expiresAt)}</span>`} `)}`],
])}`
}

function deliveryRow(delivery: Delivery): Markup {
  return html`<div class="row"><a href="/webhooks/${delivery.id}">${delivery.type}</a>${status(delivery)}</div>
<div class="dim">${time(delivery.createdAt)}, ${delivery.attempts.length} ${delivery.attempts.length === 1 ? 'attempt' : 'attempts'}${delivery.trigger === 'replay' ? ', replayed' : ''}</div>`
}

function attemptRow(attempt: Attempt): Markup {
  return html`<div class="row"><span class="${attempt.error ? 'bad' : 'good'}">${attempt.status ?? attempt.error}</span>${time(attempt.at)}</div>
<div class="dim">${attempt.durationMs} ms${attempt.trigger === 'resend' ? ', sent by hand' : ''}</div>
${attempt.response ? html`<pre tabindex="0">${attempt.response}</pre>` : ''}`
}

function status(delivery: Delivery): Markup {
  return html`<span class="${{ pending: 'dim', delivered: 'good', failed: 'bad', dropped: 'bad' }[delivery.status]}">${delivery.status}</span>`
}
