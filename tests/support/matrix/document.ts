import { frameworkRoutes, handlerCases } from './handlers.ts'
import { outcomes, pageCases } from './pages.ts'
import { type Paying, type Persona, personas, planOf } from './personas.ts'

/** What each persona was answered under each plan, by row. */
export type Answers = Record<string, Record<Paying, Record<Persona, string | number>>>

function table(first: string, rows: string[], answers: Answers): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  const cell = (row: string, persona: Persona) => [...new Set([answers[row]!.free[persona], answers[row]!.paid[persona]])].join(' → ')
  return [line([first, ...personas]), line(['---', ...personas.map(() => '---')]), ...rows.map(row => line([`\`${row}\``, ...personas.map(persona => cell(row, persona))]))].join('\n')
}

/** The matrix as a page of the docs, of what was answered. */
export function accessMatrix(answers: Answers): string {
  return `# Who gets what

\`tests/server/guard/matrix.test.ts\` asks the production build for every route of its two routers as each of these people, with organizations on the plans \`${planOf.free}\` and \`${planOf.paid}\`, and writes what it was answered here. \`npm run test:server -- matrix -u\` writes it anew; a route without an expectation in \`tests/support/matrix/\` fails the test.

A cell holds one answer where both plans give the same, and otherwise that of the free plan → that of the paid one. "Pending" has yet to choose an organization; "no organization" works in a personal account where the instance allows that; "custom role" manages members and nothing else; the removed member uses a session from before.

## Handlers

The HTTP status of a valid request.

${table('route', Object.keys(handlerCases), answers)}

Not in the table, because the framework brings them:

${Object.entries(frameworkRoutes).map(([route, { reason }]) => `- \`${route}\` ${reason}.`).join('\n')}

## Pages

Where the document load of a page leads. "Shown" is status 200 with the page; all others are redirects (302):

${Object.entries(outcomes).flatMap(([name, outcome]) => outcome ? [`- **${name}**: ${outcome.means} (\`${outcome.to}\`)`] : []).join('\n')}

A document load switches to the organization in the address when the person is a member of it, so the admin gets into their other one.

${table('page', Object.keys(pageCases), answers)}
`
}
