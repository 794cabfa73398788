import { html } from 'hono/html'
import type { EnterpriseTestRun } from '../../core/entities/index.ts'
import { layout, list, type Markup } from '../../pages/layout.ts'

/** How a test run of a connection went, for the person who made it. */
export function testRunPage(run: EnterpriseTestRun): Markup {
  const rows = Object.entries({ 'Email': run.identity?.emailAddress, 'First name': run.identity?.firstName, 'Last name': run.identity?.lastName, 'User id': run.identity?.providerUserId })
  return layout('Test of the connection', '/idp', html`
<p class="${run.status === 'success' ? 'good' : 'bad'}">${{ success: 'The identity provider answered, and its answer can be used.', failed: 'The test failed.', pending: 'The identity provider has not answered yet.' }[run.status]}</p>
${run.identity ? html`<dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value ?? 'none'}</dd>`)}</dl>` : ''}
${run.logs.length ? list(run.logs.map(item => html`<strong>${item.code}</strong><div>${item.long_message}</div>`), '') : ''}
<p class="dim">You can close this tab.</p>`)
}
