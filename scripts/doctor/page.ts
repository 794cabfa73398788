import type { Finding } from './finding.ts'

/** What `npm run doctor -- --json` prints. */
export interface Report { findings: Finding[], checks: number, clerk: 'answers' | 'not asked' }

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const one = ({ id, level, cause, proof, fix, where }: Finding) => `<article class="${level}">
<h2>${escaped(cause)}</h2>
<dl><dt>Proof</dt><dd>${escaped(proof)}</dd><dt>Fix</dt><dd>${escaped(fix)}</dd>${where ? `<dt>Where</dt><dd>Clerk dashboard → ${escaped(where)}</dd>` : ''}</dl>
<code>${id}</code>
</article>`

/** The doctor's findings as a page; or why there are none. */
export function doctorPage(report: Report | string): string {
  const summary = typeof report === 'string' ? `The doctor could not look: ${escaped(report)}` : report.findings.length ? `${report.findings.length} of ${report.checks} checks found something.` : `${report.checks} checks: nothing is wrong.`
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Clerk doctor</title>
<style>
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
article { border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-inline-start: 4px solid #d97706; border-radius: .5rem; padding: .75rem 1rem; margin: 1rem 0; }
article.error { border-inline-start-color: #dc2626; }
h1 { font-size: 1.25rem; } h2 { font-size: 1rem; margin: 0 0 .5rem; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 0 0 .5rem; } dt { opacity: .7; } dd { margin: 0; overflow-wrap: anywhere; }
code { opacity: .7; font-size: .85em; }
</style>
<h1>Clerk doctor</h1><p role="status">${summary}</p>${typeof report === 'string' ? '' : report.findings.map(one).join('')}</html>`
}
