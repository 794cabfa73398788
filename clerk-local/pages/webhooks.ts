import { html } from 'hono/html'
import type { Attempt, Delivery, WebhookEndpoint, Webhooks } from '../webhooks/index.ts'
import { layout, list, type Markup, time } from './layout.ts'

/** Endpoints and the newest deliveries. */
export function webhooksPage(webhooks: Webhooks): Markup {
  const deliveries = webhooks.deliveries().slice(0, 200)
  return layout('Webhooks', '/webhooks', html`
<h2>Endpoints</h2>
${list(webhooks.endpoints().map(endpointRow), 'No endpoint. Start clerk-local with --webhook-url to send webhooks.')}
<h2>Deliveries</h2>
${list(deliveries.map(deliveryRow), 'Nothing was sent yet.')}`)
}

/** One delivery: payload, attempts, resend. */
export function deliveryPage(delivery: Delivery, endpoint: WebhookEndpoint | undefined): Markup {
  return layout(delivery.type, '/webhooks', html`
<dl>
<dt>Status</dt><dd>${status(delivery)}</dd>
<dt>To</dt><dd>${endpoint?.url ?? 'an endpoint that is gone'}</dd>
<dt>svix-id</dt><dd><code>${delivery.messageId}</code></dd>
${delivery.dueAt === null ? '' : html`<dt>Next attempt</dt><dd>${time(delivery.dueAt)}</dd>`}
</dl>
${endpoint ? html`<form method="post" action="/webhooks/${delivery.id}/resend"><button>Resend</button></form>` : ''}
<h2>Attempts</h2>
${list(delivery.attempts.map(attemptRow).reverse(), 'None yet.')}
<h2>Payload</h2>
<pre tabindex="0">${JSON.stringify(JSON.parse(delivery.body), null, 2)}</pre>`)
}

function endpointRow(endpoint: WebhookEndpoint): Markup {
  return html`<div class="row"><span>${endpoint.url}</span>${endpoint.disabled ? html`<span class="bad">disabled</span>` : html`<span class="dim">${endpoint.types.length ? endpoint.types.join(', ') : 'all events'}</span>`}</div>`
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
