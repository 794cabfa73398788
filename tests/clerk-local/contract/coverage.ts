import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { differences } from './differences.ts'
import { implemented } from './operations.ts'
import type { Report } from './recorder.ts'
import { inScope } from './scope.ts'
import { loadSpec, prepareSpecs, specFolder, type SpecName, specNames, workFolder } from './spec.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where each test file of this run leaves its report. */
    contractReports: string
  }
}

/** Before the first test file: specifications parsed. After the last: what all of them saw. */
export function setup(project: TestProject) {
  if (!specFolder) return () => console.warn(missing)
  prepareSpecs(specFolder)
  const folder = join(workFolder, `run-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  project.provide('contractReports', folder)
  return async () => {
    const reports = readdirSync(folder).map(file => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Report)
    rmSync(folder, { recursive: true })
    const { testFiles } = await project.globTestFiles()
    // What no test shows may only be missed when all of them ran.
    const complete = reports.length >= testFiles.length
    console.log(await table(reports, complete))
    if (!complete) return
    const shown = new Set(reports.flatMap(report => report.differences))
    const stale = differences.map(({ spec, place }) => `${spec} ${place}`).filter(name => !shown.has(name))
    if (!stale.length) return
    console.error(`No answer differs here any more, so take it off tests/clerk-local/contract/differences.ts:\n${stale.join('\n')}`)
    process.exitCode = 1
  }
}

const missing = `
  ┌──────────────────────────────────────────────────────────────────────────────────────┐
  │ NOT CHECKED: clerk-local's answers and webhooks against Clerk's specifications.      │
  │ Clerk publishes them at https://github.com/clerk/openapi-specs. Put backend-api.yml  │
  │ (2026-05-12), frontend-api.yml and webhooks.yml into one folder and set              │
  │ CLERK_OPENAPI_DIR to its path.                                                       │
  └──────────────────────────────────────────────────────────────────────────────────────┘
`

async function table(reports: Report[], complete: boolean): Promise<string> {
  const validated = new Set(reports.flatMap(report => report.validated))
  const rows: Record<string, unknown>[] = []
  const notes: string[] = []
  for (const name of Object.keys(specNames) as SpecName[]) {
    const spec = loadSpec(name)
    const all = name === 'webhooks' ? spec.events : spec.operations.map(operation => operation.id)
    const wanted = inScope(name)
    // An event counts as there when one was sent.
    const there = name === 'webhooks' ? all.filter(type => validated.has(`webhooks ${type} success`)) : Object.keys(await implemented(name))
    const known = there.filter(id => all.includes(id))
    const succeeded = known.filter(id => validated.has(`${name} ${id} success`))
    rows.push({
      'specification': name,
      'operations': all.length,
      'in scope': wanted.size,
      'implemented': known.length,
      'success validated': succeeded.length,
      'errors validated': name === 'webhooks' ? '–' : known.filter(id => validated.has(`${name} ${id} error`)).length,
    })
    notes.push(...list(`${name}: in scope, not implemented`, [...wanted].filter(id => !known.includes(id))))
    notes.push(...list(`${name}: implemented, success never validated`, known.filter(id => !succeeded.includes(id))))
  }
  const gaps = complete ? notes : [`${reports.length} test files ran; all of them tell what is missing.`]
  return `\nclerk-local and Clerk's specifications\n${[grid(rows), ...gaps].join('\n')}\n`
}

function list(title: string, names: string[]): string[] {
  return names.length ? [`${title} (${names.length}): ${names.join(', ')}`] : []
}

function grid(rows: Record<string, unknown>[]): string {
  const titles = Object.keys(rows[0] ?? {})
  const lines = [titles, ...rows.map(row => titles.map(title => String(row[title])))]
  const widths = titles.map((_, column) => Math.max(...lines.map(line => line[column]?.length ?? 0)))
  return lines.map(line => line.map((cell, column) => column ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[0] ?? 0)).join('  ')).join('\n')
}
