import { html } from 'hono/html'
import type { Context } from '../core/context.ts'
import { facts, layout, type Markup } from './layout.ts'

/** The instance's settings as they are now, and what goes wrong on purpose. */
export function settingsPage(ctx: Context): Markup {
  const groups = Object.entries(ctx.settings).filter((entry): entry is [string, object] => typeof entry[1] === 'object')
  const single = Object.entries(ctx.settings).filter(([, value]) => typeof value !== 'object')
  return layout('Settings', '/settings', html`
<p class="dim">Set them when clerk-local starts: with flags, a settings file or an object; tests change them at <code>PATCH /__test__/settings</code>.</p>
${facts(single.map(([name, value]) => [name, word(value)]))}
${groups.map(([name, group]) => html`<h2>${name}</h2>${facts(Object.entries(group).map(([name, value]) => [name, word(value)]))}`)}
<h2>Faults</h2>
${ctx.faults.any() ? html`<pre tabindex="0">${JSON.stringify(ctx.faults.all(), null, 2)}</pre>` : html`<p class="dim">Nothing goes wrong on purpose.</p>`}`)
}

function word(value: unknown): Markup {
  const text = Array.isArray(value) ? value.join(', ') : value === true ? 'on' : value === false ? 'off' : String(value)
  return text ? html`<code>${text}</code>` : html`<span class="dim">empty</span>`
}
