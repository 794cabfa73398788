import { html, raw } from 'hono/html'
import { css } from './style.ts'

/** Markup whose parts are escaped already. */
export type Markup = ReturnType<typeof html>

const sections = [
  ['/', 'Overview'], ['/mailbox', 'Mailbox'], ['/people', 'People'], ['/organizations', 'Organizations'], ['/domains', 'Domains'], ['/webhooks', 'Webhooks'], ['/settings', 'Settings'],
] as const

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
<a class="skip" href="#content">Skip to content</a>
<header><div>
<strong>clerk-local</strong>
<nav aria-label="Sections">${sections.map(([href, name]) => html`<a href="${href}"${isCurrent(href, path) ? raw(' aria-current="page"') : ''}>${name}</a> `)}</nav>
</div></header>
<main id="content">
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

/** Names with their values; those without a value are left out. */
export function facts(rows: [name: string, value: Markup | string | number | undefined | false | null][]): Markup {
  return html`<dl>${rows.map(([name, value]) => value === undefined || value === false || value === null || value === '' ? '' : html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`
}

/** Rows that one page shows. */
const pageSize = 50

/** What a list page was asked for. */
export interface ListQuery { search: string, page: number }

/** Reads `q` and `page` of an address. */
export function listQuery(query: Record<string, string>): ListQuery {
  return { search: (query.q ?? '').trim().toLowerCase(), page: Math.max(1, Math.floor(Number(query.page)) || 1) }
}

/** A search field, one page of the rows, and links to the pages around it. */
export function searchable<Row>(path: string, { search, page }: ListQuery, rows: readonly Row[], row: (row: Row) => Markup, words: { label: string, none: string }): Markup {
  const from = (page - 1) * pageSize
  const shown = rows.slice(from, from + pageSize)
  const link = (to: number, name: string) => html`<a class="button" href="${path}?${new URLSearchParams({ ...(search && { q: search }), page: String(to) }).toString()}">${name}</a> `
  return html`<form class="line" role="search"><label>${words.label}<input type="search" name="q" value="${search}"></label><button>Search</button></form>
${list(shown.map(row), words.none)}
${rows.length > pageSize ? html`<p>${page > 1 ? link(page - 1, 'Previous') : ''}${from + pageSize < rows.length ? link(page + 1, 'Next') : ''}<span class="dim">${Math.min(from + 1, rows.length)} to ${Math.min(from + pageSize, rows.length)} of ${rows.length}</span></p>` : ''}`
}

function isCurrent(href: string, path: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
}
