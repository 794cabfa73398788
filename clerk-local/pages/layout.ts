import { html, raw } from 'hono/html'

/** Markup whose parts are escaped already. */
export type Markup = ReturnType<typeof html>

const sections = [['/', 'Overview'], ['/mailbox', 'Mailbox'], ['/people', 'People'], ['/organizations', 'Organizations'], ['/domains', 'Domains'], ['/webhooks', 'Webhooks']] as const

const css = `
:root { color-scheme: light dark; --line: light-dark(#d9dce1, #34383f); --soft: light-dark(#f4f5f7, #1f2227); --dim: light-dark(#5b6270, #a3abb8); --accent: light-dark(#4338ca, #a5b4fc); --good: light-dark(#166534, #86efac); --bad: light-dark(#b91c1c, #fca5a5) }
* { box-sizing: border-box }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; background: light-dark(#fff, #16181c); color: light-dark(#16181c, #e8eaed) }
header { border-bottom: 1px solid var(--line) }
header > div, main { max-width: 60rem; margin: 0 auto; padding: 0.75rem 1rem }
header strong { display: block }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin-top: 0.25rem }
nav a { padding: 0.25rem 0 }
nav a[aria-current] { color: inherit; font-weight: 600 }
a { color: var(--accent) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
h1 { font-size: 1.4rem; margin: 0.75rem 0 } h2 { font-size: 1.1rem; margin: 1.5rem 0 0.5rem }
ul.list { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 8px }
ul.list > li { padding: 0.6rem 0.75rem; overflow-wrap: anywhere }
ul.list > li + li { border-top: 1px solid var(--line) }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.25rem 1rem; margin: 0.5rem 0 } dt { color: var(--dim) } dd { margin: 0; overflow-wrap: anywhere }
.dim { color: var(--dim) } .good { color: var(--good) } .bad { color: var(--bad) }
.row { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.1rem 1rem }
code, pre { font: 13px/1.5 ui-monospace, monospace; background: var(--soft); border-radius: 4px } code { padding: 0.1rem 0.3rem } pre { padding: 0.75rem; overflow: auto; max-height: 30rem }
.code { font-size: 1.6rem; letter-spacing: 0.2em; padding: 0.3rem 0.6rem }
button, .button { display: inline-block; font: inherit; color: inherit; background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: 0.35rem 0.8rem; cursor: pointer; text-decoration: none }
`

/** A whole page. Nothing in it is fetched from elsewhere. */
export function layout(title: string, path: string, content: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – clerk-local</title>
<link rel="icon" href="data:,">
<style>${raw(css)}</style>
</head>
<body>
<header><div>
<strong>clerk-local</strong>
<nav aria-label="Sections">${sections.map(([href, name]) => html`<a href="${href}"${isCurrent(href, path) ? raw(' aria-current="page"') : ''}>${name}</a> `)}</nav>
</div></header>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>`
}

/** A time as people read it. */
export function time(at: number): Markup {
  const date = new Date(at)
  return html`<time class="dim" datetime="${date.toISOString()}">${date.toLocaleString('en-GB')}</time>`
}

/** A list of rows, or a sentence when there is none. */
export function list(rows: Markup[], none: string): Markup {
  return rows.length ? html`<ul class="list">${rows.map(row => html`<li>${row}</li>`)}</ul>` : html`<p class="dim">${none}</p>`
}

function isCurrent(href: string, path: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
}
